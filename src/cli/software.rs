//! `mpn software`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::value::path;
use super::write;
use crate::domain::benefit::Category;
use crate::domain::call::{Call, Load};
use crate::domain::query::Query;
use crate::domain::request::{AddKeys, GetKeys, KeyRequest, RecordActivation};
use crate::domain::software::{Activation, Edition, KeyType, WhenHeld};
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List software, and how many keys there are of each
    #[command(after_help = "Example:\n  mpn software list")]
    List,
    /// Show one product, with who holds which key
    #[command(after_help = "Example:\n  mpn software show \"Windows Server 2019 Standard\"")]
    Show {
        /// The benefit, or one key of it.
        id: String,
    },
    /// Add product keys, one a line
    #[command(after_help = "Example:\n  mpn software add-keys B8 windows-server.keys --type mak \
                            --activations 50")]
    AddKeys {
        /// The benefit.
        id: String,
        /// A file of keys, or - for standard input.
        #[arg(value_parser = path())]
        file: PathBuf,
        /// mak, retail, static, oem or custom.
        #[arg(long = "type", value_name = "TYPE")]
        key_type: Option<KeyType>,
        /// How often each key can be activated.
        #[arg(long, value_name = "N")]
        activations: Option<u32>,
        /// Keys that are not 5×5: 4 to 64 printable characters.
        #[arg(long)]
        text: bool,
    },
    GetKeys(GetKeysArgs),
    /// Record that a machine was activated with a key
    #[command(after_help = "Example:\n  mpn software activation K1 --machine web-01")]
    Activation {
        key: String,
        /// The machine's name.
        #[arg(long, value_name = "NAME")]
        machine: Option<String>,
        /// The machine was installed anew.
        #[arg(long)]
        reimage: bool,
        /// … and its hardware is the same.
        #[arg(long, requires = "reimage")]
        unchanged: bool,
        /// Give up a refund that is still open.
        #[arg(long)]
        forfeit_refund: bool,
    },
    /// Take a key back from its holder
    #[command(after_help = "Example:\n  mpn software return K1")]
    Return {
        key: String,
    },
    /// Put a key out of use for good
    #[command(
        after_help = "Example:\n  mpn software retire K1 --reason \"printed on a lost card\""
    )]
    Retire {
        key: String,
    },
}

/// Show the keys that somebody shall have, taking free ones where some are missing
///
/// Keys that they hold already, in the language and for the operating system that are asked, count
/// and are shown again; --another takes more. A key named by its id is shown again. Every time is
/// recorded.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn software get-keys \"Windows Server 2019 Standard\" \
                        --for bo@contoso.com --forfeit-refund")]
pub struct GetKeysArgs {
    /// The benefit, or one key of it.
    id: String,
    /// How many keys they shall have.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    count: Option<u32>,
    /// Who is to hold them; - reads emails from standard input, one key each.
    #[arg(long = "for", id = "for", value_name = "EMAIL|-")]
    holder: Option<String>,
    /// The language, as en-US.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// The operating system.
    #[arg(long, value_name = "NAME")]
    os: Option<String>,
    /// Take free keys, whatever they hold already.
    #[arg(long)]
    another: bool,
    /// Give up a refund that is still open.
    #[arg(long)]
    forfeit_refund: bool,
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List => Call::Read(Query::Software),
            Verb::Show { id } => Call::Read(Query::SoftwareBenefit { name: id }),
            Verb::AddKeys { id, file, key_type, activations, text } => Call::Load(Load::Keys {
                add: AddKeys {
                    category: Category::Software,
                    benefit: id,
                    keys: Vec::new(),
                    lines: Vec::new(),
                    key_type,
                    activations,
                    seats: None,
                    replaces: None,
                },
                file,
                any_text: text,
            }),
            Verb::GetKeys(get) => get.call()?,
            Verb::Activation { key, machine, reimage, unchanged, forfeit_refund } => {
                let activation = Activation { machine, reimage, unchanged };
                let record = RecordActivation { key, activation, forfeit_refund };
                write(KeyRequest::RecordActivation(record))
            }
            Verb::Return { key } => write(KeyRequest::ReturnKey { key }),
            Verb::Retire { key } => write(KeyRequest::RetireKey { key }),
        })
    }
}

impl GetKeysArgs {
    fn call(self) -> Result<Call> {
        let from_stdin = self.holder.as_deref().map(Path::new) == Some(Path::new("-"));
        if from_stdin && self.count.is_some() {
            return Err(Failure::usage("options-conflict", "--for - gives each user one key")
                .hint("leave --count out"));
        }
        let users = match &self.holder {
            Some(email) if !from_stdin => {
                vec![email.parse().map_err(|why: String| Failure::usage("malformed-value", why))?]
            }
            _ => Vec::new(),
        };
        let get = GetKeys {
            name: self.id,
            count: self.count,
            users,
            edition: Edition { language: self.language, os: self.os },
            when_held: if self.another { WhenHeld::TakeMore } else { WhenHeld::Show },
            forfeit_refund: self.forfeit_refund,
        };
        Ok(if from_stdin {
            Call::Load(Load::KeyUsers(get))
        } else {
            write(KeyRequest::GetKeys(get))
        })
    }
}
