//! `mpn software`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::domain::benefit::Category;
use crate::domain::call::{Call, Load};
use crate::domain::query::Query;
use crate::domain::request::{AddKeys, GetKeys, KeyRequest, RecordActivation, Request};
use crate::domain::software::{Activation, Edition, KeyType};
use crate::failure::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List software, and how many keys there are of each
    #[command(after_help = "Example:\n  mpn software list")]
    List,
    Show(Show),
    AddKeys(AddKeysArgs),
    GetKeys(GetKeysArgs),
    Activation(ActivationArgs),
    Return(Return),
    Retire(Retire),
}

/// Show one product, with who holds which key
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn software show \"Windows Server 2019 Standard\"")]
pub struct Show {
    /// The benefit, or one key of it.
    id: String,
}

/// Add product keys, one a line
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn software add-keys B9 windows-server.keys --type mak \
                        --activations 50")]
pub struct AddKeysArgs {
    /// The benefit.
    id: String,
    /// A file of keys, or - for standard input.
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
}

/// Take keys that nobody holds, and show them
///
/// Each call takes other keys; a key named by its id is shown again. Every time is recorded.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn software get-keys \"Windows Server 2019 Standard\" \
                        --for bo@contoso.com --forfeit-refund")]
pub struct GetKeysArgs {
    /// The benefit, or one key of it.
    id: String,
    /// How many keys.
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
    /// Give up a refund that is still open.
    #[arg(long)]
    forfeit_refund: bool,
}

/// Record that a machine was activated with a key
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn software activation K1 --machine web-01")]
pub struct ActivationArgs {
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
}

/// Take a key back from its holder
#[derive(Debug, Args)]
#[command(name = "return", after_help = "Example:\n  mpn software return K1")]
pub struct Return {
    key: String,
}

/// Put a key out of use for good
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mpn software retire K1 --reason \"printed on a lost card\"")]
pub struct Retire {
    key: String,
}

impl Verb {
    pub(super) fn call(self) -> Result<Call> {
        Ok(match self {
            Verb::List => Call::Read(Query::Software),
            Verb::Show(show) => Call::Read(Query::SoftwareBenefit { name: show.id }),
            Verb::AddKeys(add) => Call::Load(Load::Keys {
                add: AddKeys {
                    category: Category::Software,
                    benefit: add.id,
                    keys: Vec::new(),
                    lines: Vec::new(),
                    key_type: add.key_type,
                    activations: add.activations,
                    seats: None,
                },
                file: add.file,
                any_text: add.text,
            }),
            Verb::GetKeys(get) => get.call()?,
            Verb::Activation(activation) => {
                Call::Write(Request::Key(KeyRequest::RecordActivation(RecordActivation {
                    key: activation.key,
                    activation: Activation {
                        machine: activation.machine,
                        reimage: activation.reimage,
                        unchanged: activation.unchanged,
                    },
                    forfeit_refund: activation.forfeit_refund,
                })))
            }
            Verb::Return(take) => {
                Call::Write(Request::Key(KeyRequest::ReturnKey { key: take.key }))
            }
            Verb::Retire(retire) => {
                Call::Write(Request::Key(KeyRequest::RetireKey { key: retire.key }))
            }
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
            forfeit_refund: self.forfeit_refund,
        };
        Ok(if from_stdin {
            Call::Load(Load::KeyUsers(get))
        } else {
            Call::Write(Request::Key(KeyRequest::GetKeys(get)))
        })
    }
}
