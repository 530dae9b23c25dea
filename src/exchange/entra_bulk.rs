//! Microsoft Entra ID, the templates of bulk create and bulk invite (formats.md). The passwords
//! that stand in one are not looked at.

use super::cell;
use super::csv::{Column, Table, TableRow};
use super::directory::{self, Directory, Row};
use crate::domain::user::{DirectoryUser, UserKind};
use crate::failure::Result;

/// The properties that the headers of both templates name in brackets.
const COLUMNS: &str = "\
    displayName,userPrincipalName,passwordProfile,accountEnabled,givenName,surname,jobTitle,\
    department,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,\
    postalCode,telephoneNumber,mobile,inviteeEmail,inviteRedirectURL,sendEmail,\
    customizedMessageBody";

/// How the row begins that the template itself brings along, in the languages of the portal.
const EXAMPLES: [&str; 14] = [
    "example",
    "beispiel",
    "exemple",
    "ejemplo",
    "esempio",
    "exemplo",
    "voorbeeld",
    "przykład",
    "пример",
    "eksempel",
    "exempel",
    "esimerkki",
    "příklad",
    "örnek",
];

fn is_example(row: &TableRow) -> bool {
    let begins = row.first().split_once(':').map(|(begins, _)| begins.trim().to_lowercase());
    begins.is_some_and(|begins| EXAMPLES.contains(&begins.as_str()))
}

const NEITHER: &str = "Block sign in, which is neither Yes nor No";

/// Reads the users of a template that was filled in.
///
/// # Errors
/// Another version, a missing column, or every bad row at once, with its line.
pub fn read(text: &str, shown: &str) -> Result<Directory> {
    let table = Table::named_by(text, shown, property)?;
    let template = Template::of(&table, shown)?;
    directory::read(table, COLUMNS, shown, |row| {
        if is_example(row) {
            return Ok(Row::Skipped("the template's own example"));
        }
        template.user(row)
    })
}

/// `User name [userPrincipalName] Required` names the property in its brackets.
fn property(header: &str) -> String {
    let inside = header.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    inside.map_or(header, |(inside, _)| inside).to_owned()
}

/// Which template it is, and where its cells stand.
enum Template {
    Create { principal: Column, name: Column, blocked: Option<Column>, location: Option<Column> },
    Invite { invitee: Column },
}

impl Template {
    fn of(table: &Table<'_>, shown: &str) -> Result<Self> {
        if let Some(invitee) = table.column(&["inviteeEmail"]) {
            return Ok(Template::Invite { invitee });
        }
        let [principal, name] = table.columns([&["userPrincipalName"], &["displayName"]], shown)?;
        Ok(Template::Create {
            principal,
            name,
            blocked: table.column(&["accountEnabled"]),
            location: table.column(&["usageLocation"]),
        })
    }

    fn user(&self, row: &TableRow) -> Result<Row, String> {
        let mut without = Vec::new();
        let user = match self {
            Template::Create { principal, name, blocked, location } => {
                let blocked = cell::yes_or_no(row.text_if_any(*blocked));
                let country = cell::country(row.text_if_any(*location));
                DirectoryUser {
                    email: cell::email(row.text(*principal))?,
                    name: cell::name(row.text(*name))?,
                    kind: UserKind::Member,
                    is_kind_told: true,
                    country: cell::or_without(country, cell::NO_COUNTRY, &mut without),
                    enabled: cell::or_without(blocked, NEITHER, &mut without)
                        .map(|blocked| !blocked),
                }
            }
            Template::Invite { invitee } => DirectoryUser {
                email: cell::email(row.text(*invitee))?,
                // Nobody has told it yet.
                name: String::new(),
                kind: UserKind::Guest,
                is_kind_told: true,
                country: None,
                enabled: None,
            },
        };
        Ok(Row::User(user, without))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATE: &str = "version:v1.0\r\n\
        Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Usage location [usageLocation]\r\n\
        Example: Chris Green,chris@contoso.com,myPassword1234,No,Chris,Green,US\r\n\
        \"Bell, Zoë\",Zoe@Contoso.com,S3cret!word,No,Zoë,Bell,BE\r\n\
        Hal Ito,hal@contoso.com,S3cret!other,Yes,Hal,Ito,\r\n";

    #[test]
    fn a_filled_in_create_template_is_members() {
        let read = read(CREATE, "new.csv").unwrap();
        let told: Vec<_> = read
            .users
            .iter()
            .map(|user| (user.email.as_str(), user.name.as_str(), user.enabled))
            .collect();
        assert_eq!(
            told,
            [
                ("zoe@contoso.com", "Bell, Zoë", Some(true)),
                ("hal@contoso.com", "Hal Ito", Some(false)),
            ]
        );
        assert!(read.users.iter().all(|user| user.kind == UserKind::Member));
        assert_eq!(read.notes, ["new.csv: one row skipped, the template's own example (line 3)"]);
    }

    #[test]
    fn a_password_is_in_nothing_that_is_read_or_told() {
        assert!(!format!("{:?}", read(CREATE, "new.csv").unwrap()).contains("S3cret"));
        let bad = CREATE.replace("hal@contoso.com", "hal").replace(",Hal,Ito,", ",Hal");
        let told = read(&bad, "new.csv").unwrap_err().text();
        assert!(told.contains("new.csv:5: `hal` is not an email address"), "{told}");
        assert!(!told.contains("S3cret"), "{told}");
    }

    #[test]
    fn a_filled_in_invite_template_is_guests_whose_names_nobody_told() {
        let text = "version:v1.0,,\n\
            Email address to invite [inviteeEmail] Required,Redirection url [inviteRedirectURL] Required,Send invitation message (true or false) [sendEmail]\n\
            kim@adatum.example,https://myapps.microsoft.com,true\n";
        let users = read(text, "invite.csv").unwrap().users;
        assert_eq!(users[0].email.as_str(), "kim@adatum.example");
        assert_eq!((users[0].kind, users[0].name.as_str()), (UserKind::Guest, ""));
        assert_eq!(users[0].enabled, None);
    }

    #[test]
    fn another_version_and_another_table_are_told() {
        let told = read("version:v2.0\na,b\n", "new.csv").unwrap_err().told();
        assert_eq!(told.message, "new.csv:1: `version:v2.0` is another template than version:v1.0");
        let told = read("version:v1.0\nName [displayName] Required\nBo\n", "new.csv");
        assert_eq!(told.unwrap_err().told().code, "missing-column");
    }
}
