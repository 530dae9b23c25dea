//! `mpn catalog`: the programs, as data.

use std::path::Path;
use std::rc::Rc;

use super::{Context, benefits, stepped_back};
use crate::catalog;
use crate::domain::answer::{Answer, Body, ProgramChecked, ProgramLine, ProgramShown};
use crate::domain::event::LedgerEvent;
use crate::domain::program::Program;
use crate::failure::{Exit, Failure, Result};
use crate::store::{Change, Facts};

/// Goes by a changed catalog from now on; the benefits follow.
pub(super) fn adopt(change: &mut Change, program: &Program) -> Result<()> {
    if *change.program()? == *program {
        return Ok(());
    }
    benefits::fitting_since(change, |change| {
        record(change, program)?;
        benefits::grant_lines(change)
    })?;
    benefits::warn_of_excess(change)
}

/// Records that the ledger goes by a program.
pub(super) fn record(change: &mut Change, program: &Program) -> Result<()> {
    let (name, terms) = (program.program.clone(), Box::new(program.clone()));
    let on = change.moment().on;
    change.record(LedgerEvent::ProgramAdopted { program: name, terms, on })
}

/// The programs that come with `mpn`, and the one the ledger goes by.
pub(super) fn list(context: &Context<'_>) -> Result<Answer> {
    let adopted = adopted(context)?;
    let built_in = catalog::built_in()?.into_iter();
    let mut lines: Vec<ProgramLine> = built_in
        .map(|source| line(&source.program, adopted.as_deref() == Some(&source.program)))
        .collect();
    if let Some(changed) = adopted.filter(|_| !lines.iter().any(|line| line.in_use)) {
        lines.push(line(&changed, true));
    }
    Ok(Body::Programs(lines).into())
}

/// The program of the ledger; none when there is no ledger yet.
fn adopted(context: &Context<'_>) -> Result<Option<Rc<Program>>> {
    match context.reader() {
        Ok(reader) => Ok(Some(stepped_back(context, reader)?.program()?)),
        Err(failure) if failure.told().exit == Exit::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn line(program: &Program, in_use: bool) -> ProgramLine {
    ProgramLine {
        program: program.program.clone(),
        title: program.title.clone(),
        dated: program.dated,
        offers: program.offers.len(),
        competencies: program.competencies.len(),
        benefits: program.benefits.len(),
        in_use,
    }
}

/// The program that the ledger goes by, or one that comes with `mpn` by its name.
pub(super) fn show(facts: &Facts, program: Option<&str>) -> Result<Answer> {
    let adopted = &facts.program()?;
    let built_in = catalog::named(program.unwrap_or(&adopted.program)).ok();
    match (program, built_in) {
        (Some(_), Some(source)) => Ok(shown(source.program, source.text)),
        // The built-in text has comments; it is the better one where it says the same.
        (None, Some(source)) if source.program == **adopted => {
            Ok(shown(source.program, source.text))
        }
        (Some(program), None) if !program.eq_ignore_ascii_case(&adopted.program) => {
            show_built_in(Some(program))
        }
        _ => Ok(shown(Program::clone(adopted), catalog::text_of(adopted)?)),
    }
}

/// A program that comes with `mpn`, where there is no ledger to ask.
pub(super) fn show_built_in(program: Option<&str>) -> Result<Answer> {
    let source = catalog::named(program.unwrap_or(catalog::DEFAULT))?;
    Ok(shown(source.program, source.text))
}

fn shown(program: Program, text: String) -> Answer {
    Body::Program(Box::new(ProgramShown { program, text })).into()
}

/// Whether a file is a catalog that one could go by.
pub(super) fn check(file: &Path) -> Result<Answer> {
    if file.is_dir() {
        let message = format!("{} is a directory", file.display());
        return Err(Failure::usage("malformed-catalog", message).hint("mpn catalog check FILE"));
    }
    let program = catalog::read(file)?.program;
    Ok(Body::ProgramChecked(ProgramChecked {
        program: program.program.clone(),
        offers: program.offers.len(),
        competencies: program.competencies.len(),
        benefits: program.benefits.len(),
    })
    .into())
}
