//! Plan files: wishes as CSV or TOML, and plans that were made of them (cli.md, "Plan files").

use serde::Deserialize;
use toml::Spanned;

use super::csv::Table;
use super::{Place, cell, holds_no_secret, malformed};
use crate::domain::wish::{
    Action, Column, PLAN_FORM, PlanFile, PlannedOn, SeatWish, Wish, WishRow,
};
use crate::failure::{Failure, Result, toml_fault};

/// Longer than every action and every role, in bytes.
const LONGEST_WORD: usize = 60;

/// What a file wishes for.
#[derive(Debug, Default)]
pub struct Wishes {
    pub rows: Vec<WishRow>,
    pub seats: Vec<SeatWish>,
    /// The state of the ledger that a plan was made on.
    pub planned_on: Option<PlannedOn>,
}

/// Reads wishes: a plan begins with `{`, TOML is called so or has a `[[table]]`, the rest is CSV.
///
/// # Errors
/// Every row that cannot be understood, with its line (exit 2).
pub fn read(text: &str, place: &Place) -> Result<Wishes> {
    let shown = place.shown();
    holds_no_secret(text, &shown)?;
    if text.trim_start().starts_with('{') {
        return plan(text, &shown);
    }
    let called = match place {
        Place::File(path) => path.extension().is_some_and(|ending| ending == "toml"),
        Place::Stdin => false,
    };
    let wishes = if called || text.lines().any(|line| line.trim_start().starts_with("[[")) {
        toml(text, &shown)?
    } else {
        csv(text, &shown)?
    };
    if wishes.rows.is_empty() && wishes.seats.is_empty() {
        return Err(Failure::usage("no-wishes", format!("{shown} wishes for nothing")).hint(
            "a CSV with the columns action, benefit, user; or TOML with [[want]], [[seat]]",
        ));
    }
    Ok(wishes)
}

fn plan(text: &str, shown: &str) -> Result<Wishes> {
    let malformed = |why: String| {
        Failure::usage("malformed-file", format!("{shown} is no plan of mpn: {why}"))
            .hint("mpn plan FILE --out PLAN.json makes one")
    };
    let plan: PlanFile =
        serde_json::from_str(text).map_err(|error| malformed(error.to_string()))?;
    if plan.plan != PLAN_FORM {
        return Err(malformed(format!(
            "its form is {}, and this mpn knows {PLAN_FORM}",
            plan.plan
        )));
    }
    let rows: Vec<WishRow> = plan.rows.into_iter().map(|row| row.wish).collect();
    let faults = rows.iter().filter_map(|row| {
        let why = row.wish.check().err()?;
        Some(format!("{shown}: row {}: {why}", row.row))
    });
    let faults: Vec<String> = faults.collect();
    if !faults.is_empty() {
        return Err(super::malformed(shown, faults));
    }
    Ok(Wishes { rows, seats: Vec::new(), planned_on: Some(plan.planned_on) })
}

/// The tables of a TOML file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    want: Vec<Spanned<Wish>>,
    #[serde(default)]
    seat: Vec<SeatWish>,
}

fn toml(text: &str, shown: &str) -> Result<Wishes> {
    let tables: Tables = toml::from_str(text).map_err(|error| {
        malformed(shown, vec![toml_fault(shown, text, &error)])
            .hint("its tables are [[want]] and [[seat]]")
    })?;
    let mut wishes = Wishes { seats: tables.seat, ..Wishes::default() };
    let mut faults = Vec::new();
    for (row, want) in (1..).zip(tables.want) {
        let line = line_at(text, want.span().start);
        let wish = want.into_inner();
        match wish.check() {
            Ok(()) => wishes.rows.push(WishRow { row, line: Some(line), wish }),
            Err(why) => faults.push(format!("{shown}:{line}: {why}")),
        }
    }
    if faults.is_empty() { Ok(wishes) } else { Err(malformed(shown, faults)) }
}

fn line_at(text: &str, at: usize) -> u32 {
    let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn csv(text: &str, shown: &str) -> Result<Wishes> {
    let table = Table::read(text, shown)?;
    let [action] = table.columns([&["action"]], shown).map_err(|failure| {
        failure.hint("the columns of a plan are action, benefit, user, and what the action wants")
    })?;
    let reason = table.column(&["reason"]);
    let columns: Vec<_> = Column::ALL
        .iter()
        .filter_map(|column| Some((column.word(), table.column(&[column.word()])?)))
        .collect();
    let mut known: Vec<&str> = Column::ALL.iter().map(|column| column.word()).collect();
    known.extend(["action", "reason"]);
    if let Some(unknown) = table.unknown_columns(&known).next() {
        // Ours to define: a column that is not understood is a slip, not another's business.
        return Err(Failure::usage(
            "unknown-column",
            format!("{shown} has a column {}, which no plan has", cell::quoted(unknown)),
        )
        .hint(format!("columns are action, {}, reason", known[..known.len() - 2].join(", "))));
    }
    let mut wishes = Wishes::default();
    let mut faults = Vec::new();
    for (row, cells) in (1..).zip(table.rows()) {
        let cells = match cells {
            Ok(cells) => cells,
            Err(bad) => {
                faults.push(format!("{shown}:{}: {}", bad.line, bad.why));
                continue;
            }
        };
        let line = u32::try_from(cells.line).unwrap_or(u32::MAX);
        let action = cells.text(action);
        let said = columns.iter().map(|(word, column)| (*word, cells.text(*column)));
        let said = said.chain([("reason", cells.text_if_any(reason))]);
        match wish(action, said) {
            Ok(wish) => wishes.rows.push(WishRow { row, line: Some(line), wish }),
            Err(why) => faults.push(format!("{shown}:{line}: {why}")),
        }
    }
    if faults.is_empty() { Ok(wishes) } else { Err(malformed(shown, faults)) }
}

/// The wish that a row's cells amount to. An empty cell says nothing.
fn wish<'c>(
    action: &str,
    cells: impl Iterator<Item = (&'static str, &'c str)>,
) -> Result<Wish, String> {
    let mut wish = Wish::new(action_typed(action)?);
    for (column, text) in cells.filter(|(_, text)| !text.is_empty()) {
        let text = text.to_owned();
        match column {
            "benefit" => wish.benefit = Some(text),
            "user" => wish.user = Some(cell::person(&text)?),
            "to" => wish.to = Some(cell::person(&text)?),
            "language" => wish.language = Some(text),
            "os" => wish.os = Some(text),
            "role" => wish.role = Some(word(&text)?),
            "account" => wish.account = Some(cell::person(&text)?),
            "name" => wish.name = Some(cell::name(&text)?),
            "country" => wish.country = cell::country(&text)?,
            "machine" => wish.machine = Some(text),
            "reason" => wish.reason = Some(text),
            _ => wish.forfeit_refund = yes(&text)?,
        }
    }
    wish.check()?;
    Ok(wish)
}

/// An action as people type it: with or without `mpn`, in any case, with spaces to spare.
fn action_typed(text: &str) -> Result<Action, String> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let words = words.strip_prefix(&["mpn".to_owned()]).unwrap_or(&words);
    word(&words.join(" "))
}

/// A word of the domain; what cannot be one is not repeated as it stands.
fn word<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T, String> {
    if text.len() > LONGEST_WORD || text.contains(char::is_control) {
        return Err(format!("{} is no word of a plan", cell::quoted(text)));
    }
    text.parse()
}

fn yes(text: &str) -> Result<bool, String> {
    let said = if text.eq_ignore_ascii_case("x") { Ok(Some(true)) } else { cell::yes_or_no(text) };
    said.map(Option::unwrap_or_default).map_err(|why| format!("forfeit_refund {why}"))
}
