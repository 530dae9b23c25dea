//! `mpn seal`.

use clap::Subcommand;

use super::write;
use crate::domain::call::Call;
use crate::domain::query::Query;
use crate::domain::request::RecipientRequest;
use crate::domain::user::Email;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List who can open the keys
    #[command(after_help = "Example:\n  mpn seal list")]
    List,
    /// Let somebody else open the keys
    ///
    /// The data keys are wrapped to the recipient as well; nothing is sealed anew.
    #[command(after_help = "Example:\n  mpn seal add \
                            age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --user \
                            bo@contoso.com")]
    Add {
        /// An age public key, or an SSH public key in quotes.
        recipient: String,
        /// Whose it is.
        #[arg(long, value_name = "EMAIL")]
        user: Option<Email>,
    },
    /// Let somebody open the keys no more
    ///
    /// Begins a new epoch, seals everything anew, and lists the keys that the leaver was shown:
    /// those, and any that stand in an older backup, the leaver may know.
    #[command(after_help = "Example:\n  mpn seal remove bo@contoso.com --dry-run")]
    Remove {
        /// The recipient, a beginning of it, or its user's email.
        recipient: String,
    },
    /// Seal everything with a new data key
    ///
    /// Begins a new epoch for the same recipients. What was sealed before cannot be opened with an
    /// older data key any more; older backups can.
    #[command(after_help = "Example:\n  mpn seal rotate")]
    Rotate,
    /// Make a recovery passphrase, for the day when every identity is lost
    ///
    /// It is told once and kept nowhere: write it down. To use it, put it into a file and name that
    /// file with --identity. Another one takes its place.
    #[command(after_help = "Example:\n  mpn seal recovery")]
    Recovery,
}

impl Verb {
    pub(super) fn call(self) -> Call {
        match self {
            Verb::List => Call::Read(Query::Recipients),
            Verb::Add { recipient, user } => {
                write(RecipientRequest::AddRecipient { recipient, user })
            }
            Verb::Remove { recipient } => write(RecipientRequest::RemoveRecipient { recipient }),
            Verb::Rotate => write(RecipientRequest::RotateKey),
            Verb::Recovery => write(RecipientRequest::MakeRecovery),
        }
    }
}
