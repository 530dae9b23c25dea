//! `mpn import` and `mpn reconcile`: files of other systems.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::value::path;
use crate::domain::call::{Call, Load};
use crate::domain::import::FileKind;

/// The kinds of file that can be taken over.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Microsoft Entra ID, "Download users" (CSV or .xlsx)
    ///
    /// New users are added, known ones brought up to date, absent ones left alone. A disabled
    /// account is kept as such. All or nothing.
    #[command(after_help = "Example:\n  mpn import entra examples/contoso-users.csv")]
    Entra(File),
    /// Microsoft Entra ID, a bulk create or bulk invite template that was filled in (CSV or .xlsx)
    ///
    /// A row of the create template is a member, one of the invite template a guest. Passwords
    /// are neither kept nor shown. All or nothing.
    #[command(after_help = "Example:\n  mpn import entra-bulk examples/contoso-bulk-create.csv")]
    EntraBulk(File),
    /// Microsoft 365 admin center, active users (CSV or .xlsx)
    ///
    /// Who was deleted there is skipped. A guest is known by the primary address. All or nothing.
    #[command(after_help = "Example:\n  mpn import m365 examples/contoso-m365-users.csv")]
    M365(File),
    /// Visual Studio subscriptions, the export of subscribers (CSV or .xlsx)
    ///
    /// Each seat is assigned on the day it was assigned there, by the same rules as with `mpn vs
    /// assign`. Seats that are unassigned, or of a level that no benefit here is of, are skipped.
    /// All or nothing.
    #[command(after_help = "Example:\n  mpn import visual-studio examples/contoso-vs-seats.csv")]
    VisualStudio(File),
    /// Visual Studio subscriptions, "Export all keys" (KeysExport.xml)
    ///
    /// Keys are sealed; those that are known already are skipped. A claimed key is held by you
    /// since that day. A product not known here becomes a software benefit. All or nothing.
    #[command(after_help = "Example:\n  mpn import keys-export examples/contoso-keys-export.xml")]
    KeysExport(File),
}

/// The kinds of file that can be compared with the ledger.
#[derive(Debug, Subcommand)]
pub enum Reconcile {
    /// Users: Microsoft Entra ID, "Download users" (CSV or .xlsx)
    #[command(after_help = "Example:\n  mpn reconcile entra examples/contoso-users.csv")]
    Entra(Compared),
    /// Users: a bulk create or bulk invite template of Microsoft Entra ID (CSV or .xlsx)
    ///
    /// A template holds who is to be added: who is missing there is not told.
    #[command(after_help = "Example:\n  \
                            mpn reconcile entra-bulk examples/contoso-bulk-create.csv")]
    EntraBulk(Compared),
    /// Users: Microsoft 365 admin center, active users (CSV or .xlsx)
    #[command(after_help = "Example:\n  mpn reconcile m365 examples/contoso-m365-users.csv")]
    M365(Compared),
    /// Seats: Visual Studio subscriptions, the export of subscribers (CSV or .xlsx)
    #[command(after_help = "Example:\n  mpn reconcile visual-studio examples/contoso-vs-seats.csv")]
    VisualStudio(Compared),
    /// Keys: Visual Studio subscriptions, "Export all keys" (KeysExport.xml)
    ///
    /// Keys are told by their ids or last five characters.
    #[command(
        after_help = "Example:\n  mpn reconcile keys-export examples/contoso-keys-export.xml"
    )]
    KeysExport(Compared),
}

#[derive(Debug, Args)]
pub struct File {
    /// The file, or - for standard input.
    #[arg(value_parser = path())]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Compared {
    /// The file, or - for standard input.
    file: PathBuf,
    /// Compare a file in which nothing stands as well: everything here is then missing there.
    #[arg(long)]
    empty: bool,
}

impl Import {
    pub(super) fn call(self) -> Call {
        let (kind, file) = match self {
            Import::Entra(file) => (FileKind::Entra, file),
            Import::EntraBulk(file) => (FileKind::EntraBulk, file),
            Import::M365(file) => (FileKind::M365, file),
            Import::VisualStudio(file) => (FileKind::VisualStudio, file),
            Import::KeysExport(file) => (FileKind::KeysExport, file),
        };
        Call::Load(Load::Import { kind, file: file.file, may_be_empty: false })
    }
}

impl Reconcile {
    pub(super) fn call(self) -> Call {
        let (kind, file) = match self {
            Reconcile::Entra(file) => (FileKind::Entra, file),
            Reconcile::EntraBulk(file) => (FileKind::EntraBulk, file),
            Reconcile::M365(file) => (FileKind::M365, file),
            Reconcile::VisualStudio(file) => (FileKind::VisualStudio, file),
            Reconcile::KeysExport(file) => (FileKind::KeysExport, file),
        };
        let Compared { file, empty: may_be_empty } = file;
        let import = Load::Import { kind, file: file.clone(), may_be_empty };
        let import = Box::new(Call::Load(import));
        Call::Reconcile { kind, file, import }
    }
}
