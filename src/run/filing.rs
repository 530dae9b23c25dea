//! Filing: the one place where what was asked into files is written.

use std::fs;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use crate::domain::answer::{Answer, Body};
use crate::domain::output::Output;
use crate::failure::Result;
use crate::view::{File, Over};
use crate::{commands, config, view};

/// Writes the files that an answer goes into; what is told of them is then the answer. `now` is
/// when they were made.
pub(super) fn filed(answer: Answer, output: &Output, now: DateTime<Utc>) -> Result<Answer> {
    let recorded = match &answer.body {
        Body::Export(exported) => exported.operation,
        _ => None,
    };
    let body = written(answer.body, output, now).map_err(|failure| match recorded {
        Some(operation) => failure.hint(format!(
            "it is recorded as operation {operation}; the same --request-id writes the same keys \
             into another file"
        )),
        None => failure,
    })?;
    Ok(Answer { body, ..answer })
}

fn written(body: Body, output: &Output, now: DateTime<Utc>) -> Result<Body> {
    let filed = view::filed(body, output, now)?;
    if let Some(folder) = &filed.folder {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    filed.files.iter().try_for_each(write)?;
    Ok(filed.told)
}

fn write(File { path, bytes, over }: &File) -> Result<()> {
    match over {
        Over::Nothing if !config::write_new(path, bytes)? => Err(commands::is_there(path)),
        Over::Nothing => Ok(()),
        Over::Anything => config::write_over(path, bytes),
        Over::AnythingForAll => config::write_for_all(path, bytes),
    }
}
