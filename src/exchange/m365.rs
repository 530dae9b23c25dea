//! Microsoft 365 admin center, the export of active users, in both of its shapes (formats.md).

use super::cell;
use super::csv::{Column, Table, TableRow};
use super::directory::{self, Directory, Row, email_of_guest, is_guest};
use crate::domain::user::{DirectoryUser, Email, UserKind};
use crate::failure::Result;

/// The columns of both shapes.
const COLUMNS: &str = "\
    Block credential,City,Country/Region,CountryOrRegion,Department,DirSyncEnabled,Display name,\
    Fax,First name,Last dirsync time,Last name,Last password change time stamp,\
    License assignment details,Licenses,Mobile Phone,Oath token meta data,Object Id,Office,\
    Password never expires,Phone number,Postal code,Preferred data location,Preferred language,\
    Proxy addresses,Release track,Soft deletion time stamp,State,StateOrProvince,Street address,\
    Strong password required,Title,Usage location,User principal name,When created";

const DELETED: &str = "deleted in the directory";
const NEITHER: &str = "Block credential, which is neither True nor False";

/// Reads the active users of an organization.
///
/// # Errors
/// A missing column, or every bad row at once, with its line.
pub fn read(text: &str, shown: &str) -> Result<Directory> {
    let table = Table::read(text, shown)?;
    let [principal, name] = table.columns([&["User principal name"], &["Display name"]], shown)?;
    let columns = Columns {
        principal,
        name,
        blocked: table.column(&["Block credential"]),
        deleted: table.column(&["Soft deletion time stamp"]),
        location: table.column(&["Usage location"]),
        addresses: table.column(&["Proxy addresses"]),
    };
    directory::read(table, COLUMNS, shown, |row| columns.user(row))
}

/// Where the cells stand that say something of a user.
struct Columns {
    principal: Column,
    name: Column,
    blocked: Option<Column>,
    deleted: Option<Column>,
    location: Option<Column>,
    addresses: Option<Column>,
}

impl Columns {
    fn user(&self, row: &TableRow) -> Result<Row, String> {
        if !row.text_if_any(self.deleted).is_empty() {
            return Ok(Row::Skipped(DELETED));
        }
        let principal = row.text(self.principal);
        let guest = is_guest(principal);
        let email = if guest {
            match primary(row.text_if_any(self.addresses)) {
                Some(email) => email,
                None => email_of_guest(principal)?,
            }
        } else {
            cell::email(principal)?
        };
        let mut without = Vec::new();
        let blocked = cell::yes_or_no(row.text_if_any(self.blocked));
        let country = cell::country(row.text_if_any(self.location));
        let user = DirectoryUser {
            email,
            name: cell::name(row.text(self.name))?,
            kind: if guest { UserKind::Guest } else { UserKind::Member },
            // Who comes from another directory may be a member of this one all the same.
            is_kind_told: !guest,
            country: cell::or_without(country, cell::NO_COUNTRY, &mut without),
            enabled: cell::or_without(blocked, NEITHER, &mut without).map(|blocked| !blocked),
        };
        Ok(Row::User(user, without))
    }
}

/// The primary address of a list that is joined with `+`, which an address may hold, too: the next
/// one begins with its kind, as `smtp:`.
fn primary(addresses: &str) -> Option<Email> {
    let begins = |part: &str| {
        let kind = part.split_once(':').map(|(kind, _)| kind);
        kind.is_some_and(|kind| !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    let mut primary: Option<String> = None;
    for part in addresses.split('+').map(str::trim) {
        match &mut primary {
            Some(_) if begins(part) => break,
            Some(address) => {
                address.push('+');
                address.push_str(part);
            }
            None => primary = part.strip_prefix("SMTP:").map(str::to_owned),
        }
    }
    primary?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(text: &str) -> Vec<DirectoryUser> {
        read(text, "users.csv").unwrap().users
    }

    #[test]
    fn both_shapes_of_the_export_are_read() {
        let long = "Block credential,City,Country/Region,Display name,Proxy addresses,Soft deletion time stamp,Usage location,User principal name,When created\r\n\
            False,Gent,Belgium,\"Brontë, Zoë\",SMTP:zoe@contoso.com+smtp:z@contoso.com,,be,Zoe@Contoso.com,2022-03-18 19:49:35Z\r\n";
        let short = "Display name,DirSyncEnabled,User principal name,Usage location,Block credential,CountryOrRegion\n\
            Ivo Marek,,ivo@contoso.com,CZ,True,\n";
        let read = users(long);
        assert_eq!(
            (read[0].email.as_str(), read[0].name.as_str()),
            ("zoe@contoso.com", "Brontë, Zoë")
        );
        assert_eq!(read[0].country.as_ref().unwrap().as_str(), "BE");
        assert_eq!(read[0].enabled, Some(true));
        assert_eq!(users(short)[0].enabled, Some(false));
    }

    #[test]
    fn a_guest_is_known_by_the_primary_address() {
        let of = |addresses: &str| {
            let text = format!(
                "Display name,User principal name,Proxy addresses\n\
                 Kim,kim_park_adatum.example#EXT#@contoso.onmicrosoft.com,{addresses}\n"
            );
            let user = users(&text).remove(0);
            assert_eq!(user.kind, UserKind::Guest);
            user.email.to_string()
        };
        assert_eq!(of("smtp:k@contoso.com+SMTP:Kim@Adatum.example"), "kim@adatum.example");
        assert_eq!(of("SMTP:kim+x@adatum.example+smtp:k@contoso.com"), "kim+x@adatum.example");
        assert_eq!(of("smtp:k@contoso.com"), "kim_park@adatum.example");
        assert_eq!(of(""), "kim_park@adatum.example");
    }

    #[test]
    fn who_was_deleted_is_left_out_and_a_country_that_is_no_code_too() {
        let text = "Display name,User principal name,Soft deletion time stamp,Usage location\n\
            Gone,not an email,2022-03-18 19:49:35Z,\n\
            Bo,bo@contoso.com,,Denmark\n";
        let read = read(text, "users.csv").unwrap();
        assert_eq!(read.users.len(), 1);
        assert_eq!(read.users[0].country, None);
        assert_eq!(
            read.notes,
            [
                "users.csv: one row skipped, deleted in the directory (line 2)",
                "users.csv: one row without usage location, which is no country code of two letters (line 3)",
            ]
        );
    }
}
