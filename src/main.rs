//! Hands arguments and streams to the library, and exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(mpn::run(std::env::args_os(), &mut mpn::Streams::of_process()))
}
