//! How far a long command is: a bar on the terminal, once it has taken half a second.

use std::cell::OnceCell;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that comes when it is needed, on stderr, and leaves no trace.
pub struct Progress {
    begun: Instant,
    bar: OnceCell<ProgressBar>,
}

impl Progress {
    /// Begins to count the time.
    #[must_use]
    pub fn begin() -> Self {
        Progress { begun: Instant::now(), bar: OnceCell::new() }
    }

    /// So many steps of so many are done.
    pub fn tell(&self, done: usize, all: usize) {
        if self.begun.elapsed() < PATIENCE || (done == all && self.bar.get().is_none()) {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr())
                .with_finish(ProgressFinish::AndClear);
            match ProgressStyle::with_template("{bar:30} {pos} of {len}, {eta} to go") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_position(done as u64);
        if done == all {
            bar.finish_and_clear();
        }
    }
}
