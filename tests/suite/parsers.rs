//! Whatever a file of another system holds, it is read right or told clearly: nothing panics,
//! nothing is told that a terminal would obey, and what was written is what is read.

use mpn::domain::user::UserKind;
use mpn::exchange::{
    Place, csv, entra, entra_bulk, keys, keys_export, m365, opening, text_of, visual_studio, wishes,
};
use mpn::failure::{Failure, Result};
use proptest::prelude::*;

const KEY: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";

const ENTRA: &str = "userPrincipalName,displayName,mail,userType,accountEnabled,usageLocation";
const M365: &str = "User principal name,Display name,Block credential,Usage location,\
                    Proxy addresses,Soft deletion time stamp";
const BULK: &str = "Name [displayName] Required,User name [userPrincipalName] Required,\
                    Initial password [passwordProfile] Required,\
                    Block sign in (Yes/No) [accountEnabled] Required,Usage location [usageLocation]";
const INVITE: &str = "Email address to invite [inviteeEmail] Required,\
                      Redirection url [inviteRedirectURL] Required";
const WISHES: &str = "action,benefit,user,to,language,os,role,account,name,country,machine,\
                      forfeit_refund,reason";
const SEATS: &str = "Subscriber Name,Email,Subscription Level,Assigned,Subscription Status";

/// A reader, by what it says of a text.
type Reader = fn(&str) -> Result<()>;

fn readers() -> [(&'static str, Reader); 10] {
    [
        ("csv", |text| csv::Table::read(text, "f").map(|table| table.rows().for_each(drop))),
        ("keys", |text| keys::read(text, "f", false).map(drop)),
        ("text keys", |text| keys::read(text, "f", true).map(drop)),
        ("opening", |text| opening::parse(text, "f").map(drop)),
        ("entra", |text| entra::read(text, "f").map(drop)),
        ("entra-bulk", |text| entra_bulk::read(text, "f").map(drop)),
        ("m365", |text| m365::read(text, "f").map(drop)),
        ("visual-studio", |text| visual_studio::read(text, "f").map(drop)),
        ("keys-export", |text| keys_export::read(text, "f").map(drop)),
        ("wishes", |text| wishes::read(text, &Place::Stdin).map(drop)),
    ]
}

/// Asserts that a failure is a clear one: exit 2, of a length that can be read, one line a fault,
/// and without control characters.
fn clear(what: &str, failure: &Failure) {
    let told = failure.told();
    assert_eq!(told.exit.code(), 2, "{what}: {told:?}");
    for line in told.details.iter().chain([&told.message]) {
        assert!(line.chars().count() < 600, "{what}: {} characters", line.chars().count());
        assert!(!line.chars().any(char::is_control), "{what}: {line:?}");
    }
}

fn row(cells: &[&str]) -> String {
    let quoted: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    quoted.join(",")
}

/// The text of an XML file that holds this text, as far as XML can.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Files as they really look.
const FILES: [&[u8]; 9] = [
    include_bytes!("../../examples/contoso-users.csv"),
    include_bytes!("../../examples/fabrikam-users.csv"),
    include_bytes!("../../examples/contoso-bulk-create.csv"),
    include_bytes!("../../examples/contoso-bulk-invite.csv"),
    include_bytes!("../../examples/contoso-m365-users.csv"),
    include_bytes!("../../examples/contoso-vs-seats.csv"),
    include_bytes!("../../examples/contoso-keys-export.xml"),
    include_bytes!("../../examples/fabrikam-keys-export.xml"),
    include_bytes!("../../examples/gold.toml"),
];

// Properties -----------------------------------------------------------------------------------

/// A name as people have them, and as they do not: of any characters but those that a reader
/// takes for the space around it.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ,\"';=+@-]{1,30}",
        "[\u{c0}-\u{17f}\u{4e00}-\u{4eff}\u{600}-\u{6ff}\u{1f600}-\u{1f64f} ,\"]{1,20}",
        "\\PC{1,40}",
        any::<String>(),
    ]
    .prop_map(|text| text.trim().to_owned())
    // Rust's own `trim` and the readers' agree on what space is.
    .prop_filter("a name is something, and no longer than names are", |text| {
        !text.is_empty() && text.chars().count() <= 1_000
    })
}

/// Users as a directory has them, their emails all different.
fn any_users() -> impl Strategy<Value = Vec<(String, String, bool, bool)>> {
    let user = (any_name(), any::<bool>(), any::<bool>());
    proptest::collection::vec(user, 0..8).prop_map(|users| {
        let numbered = users.into_iter().enumerate();
        numbered
            .map(|(at, (name, guest, enabled))| {
                (format!("u{at}@contoso.com"), name, guest, enabled)
            })
            .collect()
    })
}

fn ending(crlf: bool) -> &'static str {
    if crlf { "\r\n" } else { "\n" }
}

fn file(lines: &[String], crlf: bool, bom: bool) -> String {
    let mut bytes = if bom { "\u{FEFF}".as_bytes().to_vec() } else { Vec::new() };
    bytes.extend(lines.iter().flat_map(|line| format!("{line}{}", ending(crlf)).into_bytes()));
    text_of(bytes, "f").unwrap()
}

fn word(flag: bool, yes: &'static str, no: &'static str) -> &'static str {
    if flag { yes } else { no }
}

fn kind(guest: bool) -> UserKind {
    if guest { UserKind::Guest } else { UserKind::Member }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        for (what, read) in readers() {
            if let Err(failure) = read(&text) {
                clear(what, &failure);
            }
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        match text_of(bytes, "f") {
            Err(failure) => clear("text", &failure),
            Ok(text) => for (what, read) in readers() {
                if let Err(failure) = read(&text) {
                    clear(what, &failure);
                }
            }
        }
    }

    #[test]
    fn no_row_below_a_true_header_makes_a_reader_panic(rows in "[a-zA-Z0-9@.,\"/#+:\r\n \\PC]{0,200}") {
        for header in [ENTRA, M365, BULK, INVITE, SEATS] {
            let text = format!("{header}\n{rows}");
            for (what, read) in readers() {
                if let Err(failure) = read(&text) {
                    clear(what, &failure);
                }
            }
        }
    }

    #[test]
    fn no_damage_to_a_true_file_makes_a_reader_panic(
        which in 0..FILES.len(),
        cut in any::<prop::sample::Index>(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut bytes = FILES[which].to_vec();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len() * 2));
        match text_of(bytes, "f") {
            Err(failure) => clear("text", &failure),
            Ok(text) => for (what, read) in readers() {
                if let Err(failure) = read(&text) {
                    clear(what, &failure);
                }
            }
        }
    }

    #[test]
    fn no_elements_make_the_reader_of_keys_panic(
        names in proptest::collection::vec(any::<String>(), 1..4),
        texts in proptest::collection::vec(any::<String>(), 0..4),
        dates in "\\PC{0,12}",
    ) {
        let keys: String =
            texts.iter().map(|text| format!("<Key ClaimedDate=\"{}\">{}</Key>", xml(&dates), xml(text))).collect();
        let products: String = names
            .iter()
            .map(|name| format!("<Product_Key Name=\"{}\">{keys}</Product_Key>", xml(name)))
            .collect();
        if let Err(failure) = keys_export::read(&format!("<root><YourKey>{products}</YourKey></root>"), "f") {
            clear("keys-export", &failure);
        }
    }

    #[test]
    fn the_users_of_entra_come_through_whole(users in any_users(), crlf: bool, bom: bool) {
        let mut lines = vec![ENTRA.to_owned()];
        lines.extend(users.iter().map(|(email, name, guest, enabled)| row(&[
            email, name, email, word(*guest, "Guest", "Member"), word(*enabled, "True", "False"), "NL",
        ])));
        let read = entra::read(&file(&lines, crlf, bom), "f").unwrap().users;
        let read: Vec<_> = read.into_iter()
            .map(|user| (user.email.to_string(), user.name, user.kind, user.enabled))
            .collect();
        let wanted: Vec<_> = users.into_iter()
            .map(|(email, name, guest, enabled)| (email, name, kind(guest), Some(enabled)))
            .collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn the_users_of_m365_come_through_whole(users in any_users(), crlf: bool, bom: bool) {
        let mut lines = vec![M365.to_owned()];
        lines.extend(users.iter().map(|(email, name, guest, enabled)| {
            let principal = if *guest { "g_x.example#EXT#@contoso.com" } else { email };
            let addresses = format!("smtp:other@contoso.com+SMTP:{email}+sip:{email}");
            row(&[principal, name, word(*enabled, "False", "True"), "NL", &addresses, ""])
        }));
        let read = m365::read(&file(&lines, crlf, bom), "f").unwrap().users;
        let read: Vec<_> = read.into_iter()
            .map(|user| (user.email.to_string(), user.name, user.kind, user.enabled))
            .collect();
        let wanted: Vec<_> = users.into_iter()
            .map(|(email, name, guest, enabled)| (email, name, kind(guest), Some(enabled)))
            .collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn the_users_of_a_template_come_through_whole(users in any_users(), crlf: bool, bom: bool) {
        let mut lines = vec!["version:v1.0".to_owned(), BULK.to_owned()];
        lines.extend(users.iter().map(|(email, name, _, enabled)| {
            row(&[name, email, "S3cret!", word(*enabled, "No", "Yes"), "NL"])
        }));
        let read = entra_bulk::read(&file(&lines, crlf, bom), "f").unwrap().users;
        let told = format!("{read:?}");
        prop_assert!(!told.contains("S3cret!"));
        let read: Vec<_> =
            read.into_iter().map(|user| (user.email.to_string(), user.name, user.enabled)).collect();
        let wanted: Vec<_> = users.into_iter()
            .filter(|(_, name, ..)| !name.to_lowercase().starts_with("example:"))
            .map(|(email, name, _, enabled)| (email, name, Some(enabled)))
            .collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn the_seats_of_the_portal_come_through_whole(
        users in any_users(), month in 1..=12_u32, day in 1..=28_u32, crlf: bool,
    ) {
        let mut lines = vec![SEATS.to_owned()];
        lines.extend(users.iter().map(|(email, name, _, assigned)| row(&[
            name, email, "Visual Studio Enterprise", &format!("{month:02}/{day:02}/2025"),
            word(*assigned, "assigned", "unassigned"),
        ])));
        let read = visual_studio::read(&file(&lines, crlf, false), "f").unwrap().seats;
        let read: Vec<_> = read.into_iter()
            .map(|seat| (seat.user.to_string(), seat.name, seat.assigned_on.to_string()))
            .collect();
        let wanted: Vec<_> = users.into_iter()
            .filter(|(.., assigned)| *assigned)
            .map(|(email, name, ..)| (email, name, format!("2025-{month:02}-{day:02}")))
            .collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn the_keys_of_an_export_come_through_whole_and_in_order(
        keys in proptest::collection::vec("([B-DF-HJKMP-RTV-Y2-46-9]{5}-){4}[B-DF-HJKMP-RTV-Y2-46-9]{5}|[0-9]{10}", 0..6),
        names in proptest::collection::vec("[a-zA-Z][a-zA-Z0-9 &<>\"'’]{0,20}", 1..3),
        cdata: bool,
    ) {
        let inside: String = keys
            .iter()
            .map(|key| if cdata { format!("<Key><![CDATA[{key}]]></Key>") } else { format!("<Key>\n {key} </Key>") })
            .collect();
        let products: String = names
            .iter()
            .map(|name| format!("<Product_Key Name=\"{}\">{inside}</Product_Key>", xml(name)))
            .collect();
        let read = keys_export::read(&format!("<YourKey>{products}</YourKey>"), "f").unwrap().import;
        let told: Vec<&str> = read.keys.iter().map(mpn::domain::secret::Secret::reveal).collect();
        let wanted: Vec<&str> = names.iter().flat_map(|_| keys.iter().map(String::as_str)).collect();
        prop_assert_eq!(told, wanted);
        prop_assert!(read.products.len() <= names.len());
    }
}

// Hostile strings ------------------------------------------------------------------------------

fn hostile() -> Vec<String> {
    vec![
        "\u{1b}[2J\u{1b}]0;owned\u{7}".to_owned(),
        "\u{202e}drowssap\u{2066}".to_owned(),
        "nul\0inside".to_owned(),
        "x".repeat(1 << 20),
        "é".repeat(1 << 19),
        "=cmd|' /C calc'!A0".to_owned(),
        "+1+cmd|' /C calc'!A0".to_owned(),
        "-2+3".to_owned(),
        "@SUM(1+1)".to_owned(),
        "\tTab\r\nand a second line\nerror: not one of ours".to_owned(),
        "\"quoted\",and,commas".to_owned(),
        "'; DROP TABLE user; --".to_owned(),
        "$(reboot) `reboot` %n%s {} {0} \\".to_owned(),
        "\u{FEFF}\u{200b}\u{2028}".to_owned(),
        "<Key>&bogus;]]></Key>".to_owned(),
        "../../etc/passwd".to_owned(),
        "\u{fffd}\u{10ffff}\u{d7ff}".to_owned(),
        String::new(),
    ]
}

/// Every table with each of its cells in turn being the hostile one.
fn tables(text: &str) -> Vec<(&'static str, Reader, String)> {
    let good: [(&str, Reader, &str, &[&str]); 6] = [
        (
            "entra",
            |text| entra::read(text, "f").map(drop),
            ENTRA,
            &["bo@contoso.com", "Bo", "", "Member", "True", "DK"],
        ),
        (
            "m365",
            |text| m365::read(text, "f").map(drop),
            M365,
            &["bo@contoso.com", "Bo", "False", "DK", "", ""],
        ),
        (
            "create",
            |text| entra_bulk::read(text, "f").map(drop),
            BULK,
            &["Bo", "bo@contoso.com", "S3cret!", "No", "DK"],
        ),
        (
            "invite",
            |text| entra_bulk::read(text, "f").map(drop),
            INVITE,
            &["bo@contoso.com", "https://example.com"],
        ),
        (
            "seats",
            |text| visual_studio::read(text, "f").map(drop),
            SEATS,
            &["Bo", "bo@contoso.com", "Visual Studio Enterprise", "03/02/2026", "assigned"],
        ),
        (
            "wishes",
            |text| wishes::read(text, &Place::Stdin).map(drop),
            WISHES,
            &["user add", "", "bo@contoso.com", "", "", "", "", "", "Bo", "DK", "", "", "new"],
        ),
    ];
    let mut tables = Vec::new();
    for (what, read, header, cells) in good {
        assert!(read(&format!("{header}\n{}\n", row(cells))).is_ok(), "{what}");
        for at in 0..cells.len() {
            let mut cells = cells.to_vec();
            cells[at] = text;
            tables.push((what, read, format!("{header}\n{}\n", row(&cells))));
            // As a header, it is a column that nobody knows.
            let mut headers: Vec<&str> = header.split(',').collect();
            headers[at] = text;
            tables.push((what, read, format!("{}\n{}\n", row(&headers), row(&cells))));
        }
    }
    tables
}

#[test]
fn a_hostile_cell_is_read_as_it_is_or_told_clearly() {
    for text in hostile() {
        for (what, read, table) in tables(&text) {
            if let Err(failure) = read(&table) {
                clear(what, &failure);
                assert!(!failure.text().contains("S3cret!"), "{what}");
            }
        }
    }
}

#[test]
fn a_hostile_text_of_an_export_is_read_or_told_clearly() {
    for text in hostile() {
        let text = xml(&text);
        for [name, note, kind, date, key] in [
            [text.as_str(), "", "Retail", "", KEY],
            ["A", text.as_str(), "Retail", "", KEY],
            ["A", "", text.as_str(), "", KEY],
            ["A", "", "Retail", text.as_str(), KEY],
            ["A", "", "Retail", "", text.as_str()],
        ] {
            let file = format!(
                "<root><YourKey><Product_Key Name=\"{name}\" KeyRetrievalNote=\"{note}\">\
                 <Key ID=\"1\" Type=\"{kind}\" ClaimedDate=\"{date}\">{key}</Key>\
                 </Product_Key></YourKey></root>"
            );
            match keys_export::read(&file, "f") {
                Err(failure) => {
                    clear("keys-export", &failure);
                    assert!(!failure.text().contains(KEY));
                }
                Ok(read) => {
                    let said = read.import.products[0].instructions.as_deref().unwrap_or_default();
                    assert!(said.chars().count() <= 2_001, "{}", said.len());
                }
            }
        }
    }
}

#[test]
fn a_key_stands_in_no_failure_and_no_note_whatever_is_wrong_around_it() {
    let key = format!("<Key>{KEY}</Key>");
    for file in [
        format!("<root><YourKey><Product_Key Name=\"A\">{key}</Product_Key></YourKey>"),
        format!("<root>{KEY}</toor>"),
        format!("<root><Product_Key Name=\"{KEY}\"/></root>"),
        format!("<root><Product_Key>{key}</Product_Key></root>"),
        format!("<root><Product_Key Name=\"A\"><Key ClaimedDate=\"{KEY}\"/></Product_Key></root>"),
        format!("<root><Product_Key Name=\"A\"><Key>&{KEY};</Key></Product_Key></root>"),
        format!("<{KEY}></{KEY}>"),
        KEY.to_owned(),
    ] {
        let told = keys_export::read(&file, "f").unwrap_err();
        assert!(!told.text().contains("BCDFG"), "{}", told.text());
        assert!(!told.json().contains("BCDFG"), "{}", told.json());
    }
    let noted = format!(
        "<root><Product_Key Name=\"A\" KeyRetrievalNote=\"use ({KEY}) once\">\
         <Key Type=\"{KEY}\">{KEY}</Key></Product_Key></root>"
    );
    let read = keys_export::read(&noted, "f").unwrap();
    assert!(!format!("{read:?}").contains("BCDFG"), "{read:?}");
}

#[test]
fn an_encoding_that_is_not_utf_8_is_told() {
    let code = |bytes: &[u8]| text_of(bytes.to_vec(), "f").unwrap_err().told().message;
    assert_eq!(code(b"a,b\n1,M\xfcller\n"), "f:2: the text is not UTF-8");
    assert_eq!(code(b"\xff\xfea\0b"), "f begins as UTF-16, and is none");
}

#[test]
fn nesting_and_numbers_without_end_are_read_or_told_in_time() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    clear("deep", &keys_export::read(&deep, "f").unwrap_err());
    let nested = format!(
        "<root>{}{}</root>",
        "<Product_Key Name=\"A\">".repeat(20_000),
        "</Product_Key>".repeat(20_000)
    );
    assert_eq!(keys_export::read(&nested, "f").unwrap().import.products.len(), 1);
    let wide = format!("{}\n", ",".repeat(100_000));
    clear("wide", &entra::read(&wide, "f").unwrap_err());
}

#[test]
fn every_reader_has_a_fuzz_target() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap();
    let mut readers = 0;
    for entry in std::fs::read_dir(root.join("src/exchange")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let code = std::fs::read_to_string(&path).unwrap();
        let reads = ["pub fn read(text: &", "pub fn parse(text: &"];
        if !reads.iter().any(|one| code.contains(one)) {
            continue;
        }
        readers += 1;
        let target = format!("fuzz_targets/{name}.rs");
        assert!(root.join("fuzz").join(&target).exists(), "fuzz/{target} is missing");
        assert!(manifest.contains(&format!("path = \"{target}\"")), "{target} is no target");
    }
    assert!(readers >= 8, "{readers} readers: does the test look?");
}
