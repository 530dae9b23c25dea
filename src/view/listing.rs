//! Lists: which columns each has, and which of them a terminal shows unasked.

use serde::Serialize;
use serde_json::Value;

use super::{Row, lines, table, to_value};
use crate::domain::output::{Format, Output};
use crate::failure::{Failure, Result};

/// The columns of a list: its JSON keys, in order; and those of a table unless others are asked.
pub(super) struct Listing {
    pub keys: &'static [&'static str],
    pub table: &'static [&'static str],
    /// Which of the table's columns a narrow terminal can do without, the first to go first.
    pub optional: &'static [&'static str],
}

pub(super) const MEMBERSHIPS: Listing = Listing {
    keys: &[
        "id",
        "offer",
        "competency",
        "status",
        "purchased_on",
        "anniversary",
        "renewable_until",
        "price",
        "refund_until",
    ],
    table: &["id", "offer", "competency", "status", "purchased_on", "anniversary", "price"],
    optional: &["price", "purchased_on"],
};

pub(super) const USERS: Listing = Listing {
    keys: &["email", "name", "kind", "associated", "roles", "country", "status"],
    table: &["email", "name", "kind", "roles", "country", "status"],
    optional: &["kind", "country", "roles"],
};

pub(super) const BENEFITS: Listing = Listing {
    keys: &[
        "id",
        "category",
        "name",
        "offer",
        "competency",
        "benefit_type",
        "quantity",
        "unit",
        "used",
        "available",
        "status",
        "activate_by",
        "ends_on",
    ],
    table: &[
        "id",
        "category",
        "name",
        "offer",
        "quantity",
        "used",
        "available",
        "status",
        "ends_on",
    ],
    optional: &["offer", "ends_on", "category", "available"],
};

pub(super) const SOFTWARE: Listing = Listing {
    keys: &[
        "id",
        "category",
        "name",
        "offer",
        "competency",
        "benefit_type",
        "quantity",
        "unit",
        "used",
        "available",
        "status",
        "activate_by",
        "ends_on",
        "keys_total",
        "keys_free",
        "keys_revealed",
        "languages",
        "os",
    ],
    table: &[
        "id",
        "name",
        "offer",
        "quantity",
        "keys_total",
        "keys_free",
        "keys_revealed",
        "status",
    ],
    optional: &["offer", "quantity", "keys_total"],
};

pub(super) const CREDITS: Listing = Listing {
    keys: &["id", "kind", "amount", "users", "ends_on", "status", "name", "offer"],
    table: &["id", "name", "kind", "amount", "users", "ends_on", "status"],
    optional: &["kind", "ends_on", "status"],
};

pub(super) const SEATS: Listing = Listing {
    keys: &[
        "id",
        "benefit",
        "level",
        "email",
        "name",
        "assigned_on",
        "reassignable_from",
        "status",
    ],
    table: &[
        "id",
        "benefit",
        "level",
        "email",
        "name",
        "assigned_on",
        "reassignable_from",
        "status",
    ],
    optional: &["name", "level", "benefit", "assigned_on"],
};

pub(super) const KEYS: Listing = Listing {
    keys: &["id", "key", "product", "language", "os", "download_url", "instructions", "holder"],
    table: &["id", "key", "holder", "product", "language", "os"],
    optional: &["os", "language", "product"],
};

pub(super) const LICENSES: Listing = Listing {
    keys: &[
        "id",
        "benefit",
        "product",
        "seats",
        "status",
        "tenant",
        "redeemed_on",
        "activate_by",
        "ends_on",
        "tail",
        "replaceable_until",
    ],
    table: &[
        "id",
        "benefit",
        "product",
        "tail",
        "seats",
        "status",
        "tenant",
        "activate_by",
        "ends_on",
    ],
    optional: &["benefit", "tail", "seats", "activate_by", "tenant"],
};

pub(super) const SUPPORT: Listing = Listing {
    keys: &[
        "id",
        "plan",
        "included",
        "used",
        "remaining",
        "starts_on",
        "ends_on",
        "status",
        "available",
        "reason",
        "contract",
        "name",
    ],
    table: &[
        "id",
        "plan",
        "contract",
        "included",
        "used",
        "remaining",
        "ends_on",
        "status",
        "reason",
    ],
    optional: &["contract", "ends_on", "used", "included"],
};

pub(super) const INCIDENTS: Listing = Listing {
    keys: &[
        "id",
        "plan",
        "title",
        "account",
        "opened_on",
        "closed_on",
        "closed_as",
        "counted",
        "contract",
    ],
    table: &["id", "plan", "title", "account", "opened_on", "closed_on", "closed_as", "counted"],
    optional: &["counted", "closed_as", "opened_on", "account"],
};

pub(super) const ADVISORY: Listing = Listing {
    keys: &["offer", "included", "used", "reserved", "remaining", "presales", "ends_on", "id"],
    table: &["offer", "included", "used", "reserved", "remaining", "presales", "ends_on"],
    optional: &["presales", "reserved"],
};

pub(super) const ADVISORY_REQUESTS: Listing = Listing {
    keys: &[
        "id",
        "scenario",
        "title",
        "hours_reserved",
        "hours_logged",
        "deducted",
        "requested_by",
        "requested_on",
        "logged_on",
    ],
    table: &[
        "id",
        "scenario",
        "title",
        "hours_reserved",
        "hours_logged",
        "requested_by",
        "requested_on",
    ],
    optional: &["requested_by", "requested_on"],
};

pub(super) const GTM: Listing = Listing {
    keys: &["id", "name", "sources", "status", "requested_on", "expires"],
    table: &["id", "name", "sources", "status", "requested_on", "expires"],
    optional: &["sources", "requested_on"],
};

pub(super) const DUE: Listing = Listing {
    keys: &["date", "days", "kind", "what", "hint", "subject"],
    table: &["date", "days", "what", "hint"],
    optional: &["days"],
};

pub(super) const DIFFERENCES: Listing = Listing {
    keys: &["what", "kind", "subject", "here", "there", "hint"],
    table: &["what", "kind", "subject", "here", "there", "hint"],
    optional: &["kind"],
};

pub(super) const HISTORY: Listing = Listing {
    keys: &["operation", "at", "on", "actor", "command", "summary", "reason"],
    table: &["operation", "at", "actor", "command", "summary", "reason"],
    optional: &["reason", "actor", "at"],
};

pub(super) const PLAN: Listing = Listing {
    keys: &[
        "row", "action", "benefit", "user", "to", "status", "message", "rule", "earliest", "code",
        "hint", "language", "os", "role", "account", "reason", "line", "warnings",
    ],
    table: &["row", "action", "benefit", "user", "status", "message", "rule"],
    optional: &["rule", "benefit"],
};

pub(super) const RECIPIENTS: Listing = Listing {
    keys: &["recipient", "kind", "user", "since"],
    table: &["recipient", "kind", "user", "since"],
    optional: &["since"],
};

pub(super) const PROGRAMS: Listing = Listing {
    keys: &["program", "title", "dated", "offers", "competencies", "benefits", "in_use"],
    table: &["program", "title", "dated", "in_use"],
    optional: &["dated"],
};

pub(super) const CHECKS: Listing = Listing {
    keys: &["check", "status", "message", "hint"],
    table: &["check", "status", "message", "hint"],
    optional: &[],
};

pub(super) const CONFIG: Listing = Listing {
    keys: &["name", "value", "origin"],
    table: &["name", "value", "origin"],
    optional: &[],
};

/// A list in the format that is wanted.
pub(super) fn list<T: Serialize>(
    listing: &Listing,
    items: &[T],
    output: &Output,
) -> Result<String> {
    list_rows(listing, &rows(items)?, output)
}

/// Lines as rows.
pub(super) fn rows<T: Serialize>(items: &[T]) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::with_capacity(items.len());
    for item in items {
        match to_value(item)? {
            Value::Object(row) => rows.push(row),
            other => rows.push(Row::from_iter([("value".to_owned(), other)])),
        }
    }
    Ok(rows)
}

/// Rows in the format that is wanted.
pub(super) fn list_rows(listing: &Listing, rows: &[Row], output: &Output) -> Result<String> {
    if output.quiet && output.format.is_none() && output.columns.is_none() {
        let output = Output { format: Some(Format::Tsv), ..output.clone() };
        return lines(rows, &[bare(listing)], &output);
    }
    lines(rows, &columns(listing, rows, output)?, output)
}

/// What a script wants of a list: the ids, or what it is about; else what comes first.
fn bare(listing: &Listing) -> &'static str {
    let named = ["id", "subject"].into_iter().find(|name| listing.keys.contains(name));
    named.unwrap_or(listing.keys[0])
}

/// The columns that are wanted, in the order that is wanted.
pub(super) fn columns<'c>(
    listing: &'c Listing,
    rows: &[Row],
    output: &'c Output,
) -> Result<Vec<&'c str>> {
    let Some(wanted) = &output.columns else {
        return Ok(match (output.format_of_list(), output.width) {
            (Format::Table, Some(width)) if output.terminal => {
                table::fitting(listing.table, listing.optional, rows, usize::from(width))
            }
            (Format::Table, _) => listing.table.to_vec(),
            _ => listing.keys.to_vec(),
        });
    };
    let unknown = wanted.iter().find(|column| !listing.keys.contains(&column.as_str()));
    match unknown {
        None => Ok(wanted.iter().map(String::as_str).collect()),
        Some(unknown) => Err(unknown_column(unknown, listing.keys)),
    }
}

/// The failure that lists the columns there are.
pub(super) fn unknown_column(unknown: &str, known: &[&str]) -> Failure {
    Failure::usage("unknown-column", format!("there is no column \"{unknown}\""))
        .hint(format!("columns are {}", known.join(", ")))
}
