//! Lists: which columns of each a terminal shows unasked, and which are wanted.

use serde::Serialize;

use super::line::{OperationLine, PlannedLine};
use super::{Row, lines, table, to_row};
use crate::domain::answer::{
    AdvisoryLine, AdvisoryRequestLine, BenefitLine, Check, ConfigLine, CreditLine, DifferenceLine,
    DueLine, GtmLine, IncidentLine, LicenseLine, MembershipLine, ProgramLine, RecipientLine,
    RevealedKey, SeatLine, SoftwareLine, SupportLine, UserLine,
};
use crate::domain::output::{Format, Output};
use crate::failure::{Failure, Result};

/// The columns of a list; those of its table unless others are asked for, all where it names none;
/// and which of these a narrow terminal can do without, the first to go first.
pub(super) struct Listing<'l> {
    pub columns: &'l [&'static str],
    pub table: &'static str,
    pub optional: &'static str,
}

/// A line that can be listed.
pub(super) trait Listed: Serialize {
    const LISTING: Listing<'static>;
}

macro_rules! listings {
    ($($line:ident $(shows $table:literal)? $(drops $optional:literal)?;)*) => {
        $(impl Listed for $line {
            const LISTING: Listing<'static> = Listing {
                columns: Self::COLUMNS,
                table: concat!($($table)?),
                optional: concat!($($optional)?),
            };
        })*

        #[cfg(test)]
        const LISTINGS: &[Listing<'static>] = &[$($line::LISTING),*];
    };
}

listings! {
    MembershipLine
        shows "id offer competency status purchased_on anniversary price"
        drops "price purchased_on";
    UserLine shows "email name kind roles country status" drops "kind country roles";
    BenefitLine
        shows "id category name offer quantity used available status ends_on"
        drops "offer ends_on category available";
    SoftwareLine
        shows "id name offer quantity keys_total keys_free keys_revealed status"
        drops "offer quantity keys_total";
    CreditLine shows "id name kind amount users ends_on status" drops "kind ends_on status";
    SeatLine drops "name level benefit assigned_on";
    RevealedKey shows "id key holder product language os" drops "os language product";
    LicenseLine
        shows "id benefit product tail seats status tenant activate_by ends_on"
        drops "benefit tail seats activate_by tenant";
    SupportLine
        shows "id plan contract included used remaining ends_on status reason"
        drops "contract ends_on used included";
    IncidentLine
        shows "id plan title account customer opened_on closed_on closed_as counted"
        drops "counted closed_as opened_on account customer";
    AdvisoryLine
        shows "offer included used reserved remaining presales ends_on"
        drops "presales reserved";
    AdvisoryRequestLine
        shows "id scenario title hours_reserved hours_logged requested_by requested_on"
        drops "requested_by requested_on";
    GtmLine drops "sources requested_on";
    DueLine shows "date days what hint" drops "days";
    DifferenceLine drops "kind";
    OperationLine
        shows "operation at actor command summary reason"
        drops "reason actor at";
    PlannedLine shows "row action benefit user status message rule" drops "rule benefit";
    RecipientLine drops "since";
    ProgramLine shows "program title dated in_use" drops "dated";
    Check;
    ConfigLine;
}

/// A list in the format that is wanted.
pub(super) fn list<T: Listed>(items: &[T], output: &Output) -> Result<String> {
    list_rows(&T::LISTING, &rows(items)?, output)
}

/// Lines as rows.
pub(super) fn rows<T: Serialize>(items: &[T]) -> Result<Vec<Row>> {
    items.iter().map(to_row).collect()
}

/// Rows in the format that is wanted.
pub(super) fn list_rows(listing: &Listing<'_>, rows: &[Row], output: &Output) -> Result<String> {
    if output.is_bare() {
        let output = Output { format: Some(Format::Tsv), ..output.clone() };
        return lines(rows, &[bare(listing.columns)], &output);
    }
    lines(rows, &columns(listing, rows, output)?, output)
}

/// What a script wants of a list: the ids, or what it is about; else what comes first.
fn bare(columns: &[&'static str]) -> &'static str {
    let named = ["id", "subject"].into_iter().find(|name| columns.contains(name));
    named.unwrap_or(columns[0])
}

/// The columns that are wanted, in the order that is wanted.
pub(super) fn columns<'c>(
    listing: &Listing<'c>,
    rows: &[Row],
    output: &'c Output,
) -> Result<Vec<&'c str>> {
    if let Some(wanted) = &output.columns {
        has_all(listing.columns, wanted)?;
        return Ok(wanted.iter().map(String::as_str).collect());
    }
    let mut table: Vec<&str> = listing.table.split_whitespace().collect();
    if table.is_empty() || output.format_of_list() != Format::Table {
        table = listing.columns.to_vec();
    }
    Ok(match output.width {
        Some(width) if output.terminal && output.format_of_list() == Format::Table => {
            table::fitting(table, listing.optional.split_whitespace(), rows, usize::from(width))
        }
        _ => table,
    })
}

/// Whether there are all columns that are wanted.
///
/// # Errors
/// `unknown-column` (exit 2), with those that there are.
pub(super) fn has_all(known: &[&str], wanted: &[String]) -> Result<()> {
    let Some(unknown) = wanted.iter().find(|column| !known.contains(&column.as_str())) else {
        return Ok(());
    };
    Err(Failure::usage("unknown-column", format!("there is no column \"{unknown}\""))
        .hint(format!("columns are {}", known.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_shows_columns_that_there_are_and_drops_some_that_it_shows() {
        for Listing { columns, table, optional } in LISTINGS {
            let table: Vec<&str> = table.split(' ').filter(|name| !name.is_empty()).collect();
            assert!(table.iter().all(|name| columns.contains(name)), "{table:?}");
            let table = if table.is_empty() { columns.to_vec() } else { table };
            let mut dropped = optional.split_whitespace();
            assert!(dropped.all(|name| table.contains(&name)), "{optional}");
        }
    }
}
