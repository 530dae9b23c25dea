//! Microsoft Entra ID, "Download users", in both of its shapes (formats.md).

use super::cell;
use super::csv::{Column, Table, TableRow};
use super::directory::{self, Directory, Row, email_of_guest, is_guest};
use crate::domain::user::{DirectoryUser, Email, UserKind};
use crate::failure::Result;

/// The columns of both shapes; a file may have others, which are told and left alone.
const COLUMNS: &str = "\
    userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,\
    accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,\
    postalCode,telephoneNumber,mobile,authenticationAlternativePhoneNumber,authenticationEmail,\
    alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification,id,\
    officeLocation,mobilePhone,companyName,creationType,directorySynced,invitationState,\
    identityIssuer,createdDateTime";

/// Reads the users of a directory.
///
/// # Errors
/// A missing column, or every bad row at once, with its line.
pub fn read(text: &str, shown: &str) -> Result<Directory> {
    let table = Table::read(text, shown)?;
    let [principal, name] = table.columns([&["userPrincipalName"], &["displayName"]], shown)?;
    let columns = Columns {
        principal,
        name,
        mail: table.column(&["mail"]),
        kind: table.column(&["userType"]),
        enabled: table.column(&["accountEnabled"]),
        location: table.column(&["usageLocation"]),
    };
    directory::read(table, COLUMNS, shown, |row| columns.user(row))
}

/// Where the cells stand that say something of a user.
struct Columns {
    principal: Column,
    name: Column,
    mail: Option<Column>,
    kind: Option<Column>,
    enabled: Option<Column>,
    location: Option<Column>,
}

impl Columns {
    fn user(&self, row: &TableRow) -> Result<Row, String> {
        let principal = row.text(self.principal);
        let told = row.text_if_any(self.kind).to_lowercase();
        let kind = match told.as_str() {
            "guest" => UserKind::Guest,
            "" if is_guest(principal) => UserKind::Guest,
            "" | "member" => UserKind::Member,
            other => {
                let other = cell::quoted(other);
                return Err(format!("userType {other} is neither Member nor Guest"));
            }
        };
        let mut without = Vec::new();
        let enabled = cell::yes_or_no(row.text_if_any(self.enabled));
        let country = cell::country(row.text_if_any(self.location));
        let user = DirectoryUser {
            email: email_of(principal, row.text_if_any(self.mail), kind)?,
            enabled: cell::or_without(enabled, NEITHER, &mut without),
            country: cell::or_without(country, cell::NO_COUNTRY, &mut without),
            name: cell::name(row.text(self.name))?,
            kind,
            is_kind_told: !told.is_empty(),
        };
        Ok(Row::User(user, without))
    }
}

const NEITHER: &str = "accountEnabled, which is neither True nor False";

/// A member's email is the user principal name; a guest's is the mail. Who comes from another
/// directory, as a guest or as an external member, has a principal name that nobody can be mailed
/// at: their email is the mail, too, else what the principal name was made of.
fn email_of(principal: &str, mail: &str, kind: UserKind) -> Result<Email, String> {
    let is_from_elsewhere = kind == UserKind::Guest || is_guest(principal);
    match mail {
        "" if is_from_elsewhere => email_of_guest(principal),
        mail if is_from_elsewhere => cell::email(mail),
        _ => cell::email(principal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes_of_the_export_are_read() {
        let old = "\u{FEFF}userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation\r\n\
                   Zoë@Contoso.com,\"Müller, Zoë\",Müller,,Zoë,1,Member,,,True,DE\r\n";
        let new = "userPrincipalName,displayName,id,userType,accountEnabled,usageLocation,mail,officeLocation\n\
                   li_fabrikam.com#EXT#@contoso.onmicrosoft.com,李小龍,2,Guest,False,,,\n";
        let users = read(old.trim_start_matches('\u{FEFF}'), "old.csv").unwrap().users;
        assert_eq!(users[0].email.as_str(), "zoë@contoso.com");
        assert_eq!(users[0].name, "Müller, Zoë");
        assert_eq!(users[0].country.as_ref().unwrap().as_str(), "DE");
        let users = read(new, "new.csv").unwrap().users;
        assert_eq!(users[0].email.as_str(), "li@fabrikam.com");
        assert_eq!((users[0].kind, users[0].enabled), (UserKind::Guest, Some(false)));
    }

    #[test]
    fn an_external_member_is_known_by_an_address_that_can_be_mailed_at() {
        let of = |mail: &str| {
            let text = format!(
                "userPrincipalName,displayName,mail,userType\n\
                 kim_adatum.example#EXT#@contoso.onmicrosoft.com,Kim,{mail},Member\n"
            );
            let user = read(&text, "users.csv").unwrap().users.remove(0);
            assert_eq!(user.kind, UserKind::Member);
            user.email.to_string()
        };
        assert_eq!(of("kim.park@adatum.example"), "kim.park@adatum.example");
        assert_eq!(of(""), "kim@adatum.example");
    }

    #[test]
    fn one_strange_cell_keeps_nobody_out() {
        let text = "userPrincipalName,displayName,accountEnabled,usageLocation\n\
                    bo@contoso.com,Bo,perhaps,Denmark\n\
                    cy@contoso.com,Cy,FALSCH,DE\n";
        let read = read(text, "users.csv").unwrap();
        assert_eq!((read.users[0].enabled, read.users[0].country.as_ref()), (None, None));
        assert_eq!(read.users[1].enabled, Some(false));
        assert_eq!(
            read.notes,
            [
                "users.csv: one row without accountEnabled, which is neither True nor False (line 2)",
                "users.csv: one row without usage location, which is no country code of two letters (line 2)",
            ]
        );
    }

    #[test]
    fn every_bad_row_is_told_with_its_line() {
        let text = "userPrincipalName,displayName,userType,accountEnabled\n\
                    bo@contoso.com,Bo,Member,True\n\
                    nobody,Nobody,Member,True\n\
                    bo@contoso.com,Bo,Member,True\n\
                    cy@contoso.com,Cy,Robot,True\n";
        let told = read(text, "users.csv").unwrap_err().told();
        assert_eq!(
            told.details,
            [
                "users.csv:3: `nobody` is not an email address, like bo@contoso.com",
                "users.csv:4: bo@contoso.com stands on line 2 already",
                "users.csv:5: userType `robot` is neither Member nor Guest",
            ]
        );
    }

    #[test]
    fn columns_of_no_shape_are_counted() {
        let text = "userPrincipalName,displayName,shoeSize,id\nbo@contoso.com,Bo,44,1\n";
        let notes = read(text, "users.csv").unwrap().notes;
        assert_eq!(notes, ["users.csv: one unknown column left alone"]);
    }

    #[test]
    fn a_missing_column_is_named() {
        let told = read("displayName\nBo\n", "users.csv").unwrap_err().told();
        assert_eq!(told.code, "missing-column");
        assert!(told.message.contains("userPrincipalName"));
    }
}
