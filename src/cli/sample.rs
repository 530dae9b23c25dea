//! `mpn sample`.

use clap::Args;

use crate::domain::call::Call;
use crate::domain::sample::{self, Tier};

/// Make a made-up ledger to try things on
///
/// A year of a made-up organization, told by the same rules as everything else: people, seats,
/// keys, credit, support, and what is due. The same seed at the same time is the same year. Never
/// goes over a ledger, and leaves a config file alone.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn sample --ledger try.mpn --users 50")]
pub struct Sample {
    /// How large the organization is as a partner: action-pack, silver or gold.
    #[arg(long, value_name = "T", default_value_t = Tier::Gold)]
    tier: Tier,
    /// How many people it has.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 12,
        value_parser = clap::value_parser!(u32).range(1..=100_000)
    )]
    users: u32,
    /// What decides everything that is made up.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

impl Sample {
    pub(super) fn call(self) -> Call {
        Call::Sample(sample::Sample { tier: self.tier, users: self.users, seed: self.seed })
    }
}
