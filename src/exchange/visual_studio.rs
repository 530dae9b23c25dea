//! Visual Studio subscriptions portal, its export of subscribers (formats.md).

use std::collections::{BTreeMap, HashMap};

use super::csv::{Column, Table, TableRow};
use super::{cell, left_alone, malformed, noted, skipped};
use crate::domain::import::PortalSeat;
use crate::failure::Result;

/// The columns of the export, and those of the template that subscribers are added with.
const COLUMNS: &str = "\
    Subscriber Name,Name,Email,Sign-in Email,Sign-in Email Address,Email Address,\
    Notification Email Address,Notification Email,Level,Assigned Date,Date Assigned,\
    Microsoft Entra group,Azure AD group,Subscription Level,Assigned,Activated,\
    Expiration Date (UTC),Reference,Downloads,Country,Language,Subscription Status,\
    Subscription GUID,Usage Status";

/// The seats of an export.
#[derive(Debug)]
pub struct Subscribers {
    pub seats: Vec<PortalSeat>,
    /// What was left out, and why.
    pub notes: Vec<String>,
}

/// Reads the seats that are assigned.
///
/// # Errors
/// A missing column, or every bad row at once, with its line.
pub fn read(text: &str, shown: &str) -> Result<Subscribers> {
    let table = Table::read(text, shown)?;
    let [email, level, assigned] = table.columns(
        [
            &["Email", "Sign-in Email", "Sign-in Email Address", "Email Address"],
            &["Subscription Level", "Level"],
            &["Assigned", "Assigned Date", "Date Assigned"],
        ],
        shown,
    )?;
    let columns = Columns {
        email,
        level,
        assigned,
        name: table.column(&["Subscriber Name", "Name"]),
        status: table.column(&["Subscription Status"]),
    };
    let mut notes: Vec<String> =
        left_alone(shown, table.columns_beside(COLUMNS)).into_iter().collect();
    let (mut seats, mut faults, mut unassigned) = (Vec::new(), Vec::new(), Vec::new());
    let mut statuses: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut seen = HashMap::new();
    for row in table.rows() {
        let (line, read) = match row {
            Ok(row) => (row.line, columns.seat(&row)),
            Err(bad) => (bad.line, Err(bad.why)),
        };
        match read {
            Ok(None) => unassigned.push(line),
            Ok(Some((seat, status))) => {
                if let Some(status) = status {
                    statuses.entry(status).or_default().push(line);
                }
                let same = (seat.user.clone(), seat.level.to_lowercase());
                match seen.insert(same, line) {
                    None => seats.push(seat),
                    Some(first) => faults.push(format!(
                        "{shown}:{line}: {} has a seat of this level on line {first} already",
                        seat.user
                    )),
                }
            }
            Err(why) => faults.push(format!("{shown}:{line}: {why}")),
        }
    }
    if !faults.is_empty() {
        return Err(malformed(shown, faults));
    }
    if !unassigned.is_empty() {
        notes.push(skipped(shown, &unassigned, "unassigned"));
    }
    for (status, lines) in &statuses {
        let said = format!("taken, whose Subscription Status is {status}");
        notes.push(noted(shown, "row", lines, &said));
    }
    Ok(Subscribers { seats, notes })
}

/// Where the cells stand that say something of a seat.
struct Columns {
    email: Column,
    level: Column,
    assigned: Column,
    name: Option<Column>,
    status: Option<Column>,
}

impl Columns {
    /// The seat of a row, and its status where that is a strange one; none where it is not assigned.
    fn seat(&self, row: &TableRow) -> Result<Option<(PortalSeat, Option<String>)>, String> {
        let status = row.text_if_any(self.status);
        let strange = match status.to_lowercase().as_str() {
            "" | "assigned" => None,
            status if NO_SEATS.contains(&status) => return Ok(None),
            // Whoever has it is in the same row.
            _ => Some(cell::quoted(status)),
        };
        let level = row.text(self.level);
        if level.is_empty() {
            return Err("no Subscription Level".to_owned());
        }
        let assigned = row.text(self.assigned);
        let why_not = |why: String| format!("Assigned: {why}");
        let seat = PortalSeat {
            user: cell::email(row.text(self.email))?,
            name: cell::name(row.text_if_any(self.name))?,
            level: cell::name(level)?,
            assigned_on: cell::date(assigned).map_err(why_not)?,
            line: row.line,
        };
        Ok(Some((seat, strange)))
    }
}

/// The statuses of a seat that nobody has.
const NO_SEATS: [&str; 6] = ["unassigned", "available", "expired", "revoked", "removed", "deleted"];

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "Subscriber Name,Email,Notification Email Address,Microsoft Entra group,Subscription Level,Assigned,Activated,Expiration Date (UTC),Reference,Downloads,Country,Language,Subscription Status,Subscription GUID,Usage Status\r\n";

    #[test]
    fn assigned_seats_are_read_and_others_are_told() {
        let text = format!(
            "{HEADER}\
             \"Lund, Fay\",Fay@Contoso.com,,,Visual Studio Enterprise,03/02/2026,True,12/31/2026,,True,Norway,English,assigned,1,used\r\n\
             ,,,,Visual Studio Enterprise,,,12/31/2026,,,,,unassigned,2,new\r\n"
        );
        let read = read(&text, "vs.csv").unwrap();
        assert_eq!(read.seats.len(), 1);
        assert_eq!(read.seats[0].user.as_str(), "fay@contoso.com");
        assert_eq!(read.seats[0].name, "Lund, Fay");
        assert_eq!(read.seats[0].assigned_on.to_string(), "2026-03-02");
        assert_eq!(read.notes, ["vs.csv: one row skipped, unassigned (line 3)"]);
    }

    #[test]
    fn a_seat_of_a_strange_status_is_a_seat_and_an_expired_one_is_none() {
        let text = "Sign-in Email,Level,Assigned Date,Subscription Status\n\
             fay@contoso.com,Visual Studio Enterprise,03/02/2026,OverClaimed\n\
             gus@contoso.com,Visual Studio Enterprise,03/02/2026,Expired\n";
        let read = read(text, "vs.csv").unwrap();
        assert_eq!(read.seats.len(), 1);
        assert_eq!(
            read.notes,
            [
                "vs.csv: one row skipped, unassigned (line 3)",
                "vs.csv: one row taken, whose Subscription Status is `OverClaimed` (line 2)",
            ]
        );
    }

    #[test]
    fn every_bad_row_is_told_with_its_line() {
        let text = "Email,Subscription Level,Assigned,Subscription Status,Shoe size\n\
             fay@contoso.com,Visual Studio Enterprise,03/02/2026,assigned,44\n\
             Fay@contoso.com,visual studio enterprise,03/02/2026,assigned,44\n\
             gus@contoso.com,Visual Studio Enterprise,,assigned,44\n\
             gus@contoso.com,Visual Studio Enterprise,31/12/2025,assigned,44\n\
             gus@contoso.com,,03/02/2026,assigned,44\n\
             gus,Visual Studio Enterprise,03/02/2026,assigned,44\n";
        let told = read(text, "vs.csv").unwrap_err().told();
        assert_eq!(
            told.details,
            [
                "vs.csv:3: fay@contoso.com has a seat of this level on line 2 already",
                "vs.csv:4: Assigned: `` is not a day, like 06/25/2019",
                "vs.csv:5: Assigned: `31/12/2025` is not a day, like 06/25/2019",
                "vs.csv:6: no Subscription Level",
                "vs.csv:7: `gus` is not an email address, like bo@contoso.com",
            ]
        );
    }
}
