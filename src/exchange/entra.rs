//! Microsoft Entra ID, "Download users", in both of its shapes (formats.md).

use crate::domain::user::{Country, DirectoryUser, Email, UserKind};
use crate::exchange::csv::Table;
use crate::exchange::malformed;
use crate::failure::Result;

/// What stands between the email and the domain in the user principal name of a guest.
const GUEST_MARK: &str = "#ext#";

/// The columns of both shapes; a file may have others, which are told and left alone.
const COLUMNS: &[&str] = &[
    "userPrincipalName",
    "displayName",
    "surname",
    "mail",
    "givenName",
    "objectId",
    "userType",
    "jobTitle",
    "department",
    "accountEnabled",
    "usageLocation",
    "streetAddress",
    "state",
    "country",
    "physicalDeliveryOfficeName",
    "city",
    "postalCode",
    "telephoneNumber",
    "mobile",
    "authenticationAlternativePhoneNumber",
    "authenticationEmail",
    "alternateEmailAddress",
    "ageGroup",
    "consentProvidedForMinor",
    "legalAgeGroupClassification",
    "id",
    "officeLocation",
    "mobilePhone",
    "companyName",
    "creationType",
    "directorySynced",
    "invitationState",
    "identityIssuer",
    "createdDateTime",
];

/// What a file says of a directory.
#[derive(Debug)]
pub struct Directory {
    pub users: Vec<DirectoryUser>,
    /// How many columns of the file no shape of the export has.
    pub unknown_columns: usize,
}

/// Reads the users of a directory.
///
/// # Errors
/// A missing column, or every bad row at once, with its line.
pub fn read(text: &str, shown: &str) -> Result<Directory> {
    let table = Table::read(text, shown)?;
    let [upn, name] = table.columns([&["userPrincipalName"], &["displayName"]], shown)?;
    let mail = table.column(&["mail"]);
    let kind = table.column(&["userType"]);
    let enabled = table.column(&["accountEnabled"]);
    let location = table.column(&["usageLocation"]);
    let mut users: Vec<DirectoryUser> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    let mut faults = Vec::new();
    for row in table.rows() {
        let mut fault = |why: String| faults.push(format!("{shown}:{}: {why}", row.line));
        let principal = row.text(upn);
        let guest_name = principal.to_lowercase().contains(GUEST_MARK);
        let kind = match row.text_if_any(kind).to_lowercase().as_str() {
            "guest" => UserKind::Guest,
            "" if guest_name => UserKind::Guest,
            "" | "member" => UserKind::Member,
            other => {
                fault(format!("userType `{other}` is neither Member nor Guest"));
                continue;
            }
        };
        let email = match email_of(principal, row.text_if_any(mail), kind) {
            Ok(email) => email,
            Err(why) => {
                fault(why);
                continue;
            }
        };
        let enabled = match row.text_if_any(enabled).to_lowercase().as_str() {
            "" | "true" => true,
            "false" => false,
            other => {
                fault(format!("accountEnabled `{other}` is neither True nor False"));
                continue;
            }
        };
        let country: Option<Country> = match row.text_if_any(location) {
            "" => None,
            text => match text.parse() {
                Ok(country) => Some(country),
                Err(why) => {
                    fault(why);
                    continue;
                }
            },
        };
        if let Some(first) = seen.insert(email.clone(), row.line) {
            fault(format!("{email} stands on line {first} already"));
            continue;
        }
        let shown_name = row.text(name);
        let name = if shown_name.is_empty() { email.to_string() } else { shown_name.to_owned() };
        users.push(DirectoryUser { email, name, kind, country, enabled });
    }
    if !faults.is_empty() {
        return Err(malformed(shown, faults));
    }
    Ok(Directory { users, unknown_columns: table.columns_beside(COLUMNS) })
}

/// A member's email is the user principal name; a guest's is the mail, else what the principal
/// name was made of: `bo_fabrikam.com#EXT#@contoso.onmicrosoft.com`.
fn email_of(principal: &str, mail: &str, kind: UserKind) -> Result<Email, String> {
    if kind == UserKind::Guest {
        if !mail.is_empty() {
            return mail.parse();
        }
        if let Some(at) = principal.to_lowercase().find(GUEST_MARK) {
            let made_of = principal.get(..at).unwrap_or_default();
            if let Some((local, domain)) = made_of.rsplit_once('_') {
                return format!("{local}@{domain}").parse();
            }
        }
    }
    principal.parse()
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
        assert_eq!((users[0].kind, users[0].enabled), (UserKind::Guest, false));
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
        assert_eq!(read(text, "users.csv").unwrap().unknown_columns, 1);
    }

    #[test]
    fn a_missing_column_is_named() {
        let told = read("displayName\nBo\n", "users.csv").unwrap_err().told();
        assert_eq!(told.code, "missing-column");
        assert!(told.message.contains("userPrincipalName"));
    }
}
