//! Hands arguments and streams to the library, and exits with its status.

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use mpn::Streams;

fn main() -> ExitCode {
    // Whatever breaks on the way, such as a system that gives no randomness, is told as a failure.
    let run = AssertUnwindSafe(|| mpn::run(std::env::args_os(), &mut Streams::of_process()));
    panic::set_hook(Box::new(|info| mpn::tell_broken(&info.to_string())));
    ExitCode::from(panic::catch_unwind(run).unwrap_or(mpn::BROKEN))
}
