//! Answers that go into files: their bytes, and what is told once they are written.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::export::SheetFormat;
use super::{export, ics, plan};
use crate::domain::answer::{Body, Calendar, ExportWritten, Exported, ManualWritten, PlanKept};
use crate::domain::call::Call;
use crate::domain::export::{Export, ExportKind};
use crate::domain::output::Output;
use crate::failure::Result;

/// A file as it is to be written.
#[derive(Debug)]
pub struct File {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub over: Over,
}

/// What a file may be written over, and who may read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Over nothing, and for its owner alone.
    Nothing,
    /// Over what is there, and for its owner alone.
    Anything,
    /// Over what is there, and for everybody.
    AnythingForAll,
}

/// The files of an answer.
#[derive(Debug)]
pub struct Filed {
    /// A folder that is made before them.
    pub folder: Option<PathBuf>,
    pub files: Vec<File>,
    /// What is told once they are written.
    pub told: Body,
}

/// Whether the file that a call asks for is of a kind that can be made.
///
/// # Errors
/// `unknown-ending` and `xlsx-left-out` (exit 2).
pub fn can_file(call: &Call) -> Result<()> {
    if let Call::Export(Export { file: Some(file), .. }) = call {
        SheetFormat::of(file)?;
    }
    Ok(())
}

/// Makes the files that an answer goes into; of one that goes into none, all is left to be told.
/// `now` is what a workbook says of its making.
///
/// # Errors
/// `unknown-column` (exit 2), and more rows than a workbook can hold.
pub fn filed(body: Body, output: &Output, now: DateTime<Utc>) -> Result<Filed> {
    let (mut folder, mut files) = (None, Vec::new());
    let mut add = |path: PathBuf, bytes, over| files.push(File { path, bytes, over });
    let told = match body {
        Body::Export(Exported { kind, file: Some(path), lines, operation }) => {
            let format = SheetFormat::of(&path)?;
            let (bytes, rows) = export::file(kind, &lines, format, output, now)?;
            let file = path.display().to_string();
            // A file of keys never goes over another; all others replace it.
            let over = if kind == ExportKind::Keys { Over::Nothing } else { Over::Anything };
            add(path, bytes, over);
            Body::ExportWritten(ExportWritten { file, rows, format: format.word(), operation })
        }
        Body::Calendar(ref calendar @ Calendar { file: Some(ref path), .. }) => {
            add(path.clone(), ics::text(calendar).into_bytes(), Over::Anything);
            Body::Written(path.display().to_string())
        }
        Body::Plan { ref rows, kept: Some(PlanKept { ref file, ref planned_on }), .. } => {
            add(file.clone(), plan::file(planned_on, rows)?.into_bytes(), Over::Anything);
            body
        }
        Body::Manual { folder: place, pages } => {
            let written =
                ManualWritten { directory: place.display().to_string(), pages: pages.len() };
            for page in pages {
                add(place.join(page.file), page.text.into_bytes(), Over::AnythingForAll);
            }
            folder = Some(place);
            Body::ManualWritten(written)
        }
        body => body,
    };
    Ok(Filed { folder, files, told })
}
