//! Files of other systems on a whole ledger: what an import takes down, what it leaves alone, what
//! it refuses, and what a comparison finds.

use std::fs;

use crate::world::World;
use serde_json::{Value, json};

const KEY: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";
const OTHER: &str = "CDDRH-97PM4-J4C37-HV6T9-YR2WC";
const SEATS: &str = "Subscriber Name,Email,Subscription Level,Assigned,Subscription Status\n";

fn example(name: &str) -> String {
    format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(example(name)).unwrap()
}

const FILES: [(&str, &str); 7] = [
    ("entra", "contoso-users.csv"),
    ("entra", "fabrikam-users.csv"),
    ("entra-bulk", "contoso-bulk-create.csv"),
    ("entra-bulk", "contoso-bulk-invite.csv"),
    ("visual-studio", "contoso-vs-seats.csv"),
    ("m365", "contoso-m365-users.csv"),
    ("keys-export", "contoso-keys-export.xml"),
];

/// An export of one product with one key.
fn export(product: &str, claimed: &str, key: &str) -> String {
    format!(
        "<root><YourKey><Product_Key Name=\"{product}\">\
         <Key ID=\"-1\" Type=\"Retail\" ClaimedDate=\"{claimed}\">{key}</Key>\
         </Product_Key></YourKey></root>"
    )
}

fn kinds(receipt: &Value) -> Vec<&str> {
    receipt["events"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect()
}

// All files -------------------------------------------------------------------------------------

#[test]
fn an_email_with_what_nobody_sees_is_a_bad_row() {
    let world = World::gold();
    let seat = "assigned,06/01/2026,Visual Studio Enterprise,";
    for (kind, head, row) in [
        ("entra", "displayName,userPrincipalName", "Bo,"),
        ("entra", "displayName,userType,userPrincipalName,mail", "Bo,Guest,bo,"),
        ("m365", "Display name,Block credential,User principal name", "Bo,False,"),
        (
            "entra-bulk",
            "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required",
            "Bo,",
        ),
        ("visual-studio", "Subscription Status,Assigned,Subscription Level,Email", seat),
    ] {
        for email in ["e\u{202e}@x.com", "e@x\u{200b}.com", "e\u{ad}@x.com", "e@x.com\u{e0041}"] {
            let file = format!("{head}\n{row}bo@contoso.com\n{row}{email}\n");
            let error = world.refused_with(&format!("import {kind} -"), &file, 2, "malformed-file");
            let line = head.lines().count() + 2;
            assert_eq!(
                error["details"],
                json!([format!(
                    "standard input:{line}: `{email}` is not an email address, like bo@contoso.com"
                )]),
                "{kind}"
            );
        }
    }
}

#[test]
fn an_import_that_is_repeated_changes_nothing_and_says_so() {
    let world = World::gold();
    for (kind, file) in FILES {
        let line = format!("import {kind} {}", example(file));
        let first = world.ok(&line);
        assert_eq!(first["changed"], true, "{line}");
        assert_eq!(first["command"], format!("import {kind}"));
        let head = world.head();
        let second = world.ok(&line);
        assert_eq!(second["changed"], false, "{line}");
        assert_eq!((&second["operation"], &second["events"]), (&Value::Null, &json!([])));
        assert_eq!(world.head(), head);
    }
    world.verify();
}

#[test]
fn after_an_import_nothing_is_missing_here_and_nothing_is_different() {
    let world = World::gold();
    for (kind, file) in FILES {
        world.ok(&format!("import {kind} {}", example(file)));
        let told = world.run(&format!("reconcile {kind} {} -o json", example(file)));
        let left: Vec<Value> = told.json().as_array().unwrap().clone();
        assert!(left.iter().all(|line| line["what"] == "missing-there"), "{kind}: {left:?}");
        assert_eq!(told.exit, if left.is_empty() { 0 } else { 10 }, "{kind}");
    }
}

#[test]
fn a_comparison_changes_nothing_and_looks_back() {
    let world = World::gold();
    let compared = |kind: &str, file: &str, more: &str| {
        let line = format!("reconcile {kind} {} -o json {more}", example(file));
        let told = world.run(&line);
        assert_eq!(told.exit, 10, "{line}: {}", told.stderr);
        told.json()
    };
    let head = world.head();
    let before = FILES.map(|(kind, file)| compared(kind, file, ""));
    assert_eq!(world.head(), head);
    for difference in before.iter().flat_map(|lines| lines.as_array().unwrap()) {
        let keys: Vec<&str> = difference.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["what", "kind", "subject", "here", "there", "hint"]);
    }
    for (kind, file) in FILES {
        world.ok(&format!("import {kind} {}", example(file)));
    }
    let then = FILES.map(|(kind, file)| compared(kind, file, "--as-of 1"));
    assert_eq!(then, before);
}

#[test]
fn a_request_id_stands_for_the_content_of_a_file() {
    for (kind, file, other) in [
        ("entra", "contoso-users.csv", "fabrikam-users.csv"),
        ("keys-export", "contoso-keys-export.xml", "fabrikam-keys-export.xml"),
    ] {
        let world = World::gold();
        let first = world.ok(&format!("import {kind} {} --request-id r", example(file)));
        // The same content under another name.
        let line = format!("import {kind} - --request-id r");
        let again = world.ok_with(&line, &read(file));
        assert_eq!(again, first, "{kind}");
        world.refused_with(&line, &read(other), 6, "request-id-used");
    }
    let world = World::gold();
    let key = |text: &str| export("Windows 7", "", text);
    let line = "import keys-export - --request-id r";
    let first = world.ok_with(line, &key(KEY));
    assert_eq!(world.ok_with(line, &key(&KEY.to_lowercase())), first, "the same key, written so");
    world.refused_with(line, &key(OTHER), 6, "request-id-used");
}

#[test]
fn both_commands_that_import_users_are_one_request() {
    let world = World::gold();
    let file = example("contoso-users.csv");
    let first = world.ok(&format!("user import entra {file} --request-id r"));
    assert_eq!(first["command"], "user import entra");
    assert_eq!(world.ok(&format!("import entra {file} --request-id r")), first);
}

#[test]
fn one_bad_row_keeps_all_others_out() {
    let world = World::gold();
    let users = "userPrincipalName,displayName\nnew@contoso.com,New\nbad,Bad\n";
    world.refused_with("import entra -", users, 2, "malformed-file");
    let seats = format!(
        "{SEATS}Bo,bo@contoso.com,Visual Studio Enterprise,05/04/2026,assigned\n\
         Cy,cy@contoso.com,Visual Studio Enterprise,13/04/2026,assigned\n"
    );
    world.refused_with("import visual-studio -", &seats, 2, "malformed-file");
    let keys = format!(
        "<root><Product_Key Name=\"A\"><Key>{KEY}</Key></Product_Key><Product_Key/></root>"
    );
    let error = world.refused_with("import keys-export -", &keys, 2, "malformed-file");
    assert!(!error.to_string().contains("BCDFG"), "{error}");
}

#[test]
fn partner_membership_center_and_no_offer_admit_users_alone() {
    let pmc = "[organization]\nname = \"C\"\nadministered_in = \"pmc\"\nregion = \"emea\"\n\
               [[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n";
    let none =
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n";
    let seats =
        format!("{SEATS}Ann,ann@contoso.com,Visual Studio Enterprise,05/04/2026,assigned\n");
    for (opening, code) in [(pmc, "administered-in-pmc"), (none, "no-active-offer")] {
        let world = World::found("2026-06-01", opening);
        world.ok(&format!("import entra {}", example("contoso-users.csv")));
        world.refused_with("import visual-studio -", &seats, 5, code);
        world.refused_with("import keys-export -", &export("A", "", KEY), 5, code);
    }
}

/// The same table as spreadsheets and scripts save it, each with what was done to it.
fn as_saved(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let written = |separator: u8, line_end: csv::Terminator, quotes: csv::QuoteStyle| {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(line_end)
            .quote_style(quotes)
            .flexible(true)
            .from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let plain = csv::QuoteStyle::Necessary;
    let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let tabs = format!("\u{FEFF}{}", written(b'\t', csv::Terminator::CRLF, plain));
    let bytes = String::into_bytes;
    // One line end of the last column's alone would be a row of its own.
    let alone = csv::Terminator::Any(b'\r');
    vec![
        ("a byte order mark", bytes(format!("\u{FEFF}{text}"))),
        ("semicolons", bytes(written(b';', csv::Terminator::CRLF, plain))),
        ("sep=;", bytes(format!("sep=;\r\n{}", written(b';', csv::Terminator::CRLF, plain)))),
        ("tabs", bytes(written(b'\t', csv::Terminator::Any(b'\n'), plain))),
        ("Unicode text of Excel", utf_16(&tabs, u16::to_le_bytes)),
        ("the other end first", utf_16(&tabs, u16::to_be_bytes)),
        ("no mark", utf_16(&tabs[3..], u16::to_le_bytes)),
        ("carriage returns alone", bytes(written(b',', alone, plain))),
        ("#TYPE", bytes(format!("#TYPE System.Object\r\n{text}"))),
        ("quotes", bytes(written(b',', csv::Terminator::CRLF, csv::QuoteStyle::Always))),
        (
            "trailing commas",
            bytes(written(b',', csv::Terminator::CRLF, plain).replace("\r\n", ",,\r\n")),
        ),
        ("a header of zero width", bytes(format!("\u{200B}{text}").replacen(',', "\u{A0},", 1))),
    ]
}

#[test]
fn a_table_is_the_same_however_it_was_saved() {
    let world = World::gold();
    let plan = "action,benefit,user,reason\nvs assign,Visual Studio Enterprise,bo@contoso.com,\"Zoë, too\"\n";
    let mut files: Vec<(String, String)> = FILES
        .iter()
        .filter(|(kind, _)| *kind != "keys-export")
        .map(|(kind, name)| (format!("import {kind}"), read(name)))
        .collect();
    files.push(("plan".to_owned(), plan.to_owned()));
    for (verb, text) in files {
        let told = |bytes: &[u8]| {
            let path = world.path("saved.csv");
            fs::write(&path, bytes).unwrap();
            let dry = if verb == "plan" { "" } else { "--dry-run" };
            let line = format!("{verb} {} {dry} -o json", path.display());
            let told = world.run(&line);
            assert_eq!(told.exit, 0, "{verb}: {}", told.stderr);
            told.json()
        };
        // Where a line begins is another matter.
        let compared = |told: Value| match told {
            Value::Array(rows) => json!([rows[0]["status"], rows.len()]),
            receipt => receipt["events"].clone(),
        };
        let wanted = compared(told(text.as_bytes()));
        for (how, bytes) in as_saved(&text) {
            assert_eq!(compared(told(&bytes)), wanted, "{verb}, {how}");
        }
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_read_where_a_person_would_save_one() {
    let world = World::gold();
    let saved = |text: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let page = book.add_worksheet();
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
            .into_records();
        for (row, record) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(record.unwrap().iter()) {
                page.write(row, column, cell).unwrap();
            }
        }
        let path = world.path("book.xlsx");
        book.save(&path).unwrap();
        path
    };
    for (kind, name) in FILES.into_iter().filter(|(kind, _)| *kind != "keys-export") {
        let path = saved(&read(name));
        let line =
            |file: String| world.ok(&format!("import {kind} {file} --dry-run"))["events"].clone();
        assert_eq!(line(path.display().to_string()), line(example(name)), "{kind}");
    }
    let path = saved("action,benefit,user\nvs assign,Visual Studio Enterprise,bo@contoso.com\n");
    assert_eq!(world.ok(&format!("plan {}", path.display()))[0]["status"], "ok");
    // What is no table of people is not to be looked for in one.
    let keys = format!("import keys-export {}", path.display());
    world.refused(&keys, 2, "not-a-text");
    let keys = format!("software add-keys 'Windows Server 2019 Standard' {}", path.display());
    world.refused(&keys, 2, "not-a-text");
}

#[test]
fn a_file_in_which_nothing_stands_is_told_to_be_empty() {
    let world = World::gold();
    let bulk = "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required\n";
    for (kind, file, what) in [
        ("entra", "userPrincipalName,displayName\n", "user"),
        ("m365", "Display name,User principal name\n,\n", "user"),
        ("entra-bulk", bulk, "user"),
        ("visual-studio", SEATS, "seat"),
        ("keys-export", "<root><YourKey/></root>", "product"),
    ] {
        for verb in ["import", "reconcile"] {
            let error = world.refused_with(&format!("{verb} {kind} -"), file, 2, "empty-file");
            assert_eq!(error["message"], format!("standard input holds no {what}"));
        }
        let told = world.run_with(&format!("reconcile {kind} - --empty -o json"), file);
        assert!([0, 10].contains(&told.exit), "{kind}: {}", told.stderr);
    }
    world.refused_with("user import entra -", "userPrincipalName,displayName\n", 2, "empty-file");
}

#[test]
fn a_file_of_another_kind_says_which_import_it_is_for() {
    let world = World::gold();
    for (kind, name) in FILES {
        let path = example(name);
        let error = world.run(&format!("import visual-studio {path} -o json"));
        if kind == "visual-studio" {
            assert_eq!(error.exit, 0);
            continue;
        }
        let hint = error.error()["hint"].as_str().unwrap().to_owned();
        assert_eq!(hint, format!("it looks like a file for: mpn import {kind} FILE"), "{name}");
    }
}

// Users -----------------------------------------------------------------------------------------

#[test]
fn hostile_names_come_through_whole_and_are_shown_harmlessly() {
    let world = World::gold();
    let names = [
        "=cmd|' /C calc'!A0",
        "\u{1b}[2Jgone\u{7}",
        "\u{202e}drowssap",
        "nul\0inside",
        "two\r\nlines",
        "Müller, \"Zoë\"; 佐藤 博 🙂",
    ];
    let mut csv = "userPrincipalName,displayName\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        csv.push_str(&format!("h{at}@contoso.com,\"{}\"\n", name.replace('"', "\"\"")));
    }
    world.ok_with("import entra -", &csv);
    for (at, name) in names.iter().enumerate() {
        let email = format!("h{at}@contoso.com");
        assert_eq!(world.ok(&format!("user show {email}"))["name"], *name);
        let shown = world.run(&format!("user show {email}")).stdout;
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\0', '\r']), "{shown:?}");
    }
    let table = world.run("user list -o csv").stdout;
    assert!(table.contains("'=cmd"), "{table}");
    // They are as they were: nothing differs.
    let told = world.run_with("reconcile entra - -o json", &csv);
    assert!(told.json().as_array().unwrap().iter().all(|line| line["what"] == "missing-there"));
    world.verify();
}

#[test]
fn what_a_file_does_not_tell_stays_as_it_is() {
    let world = World::gold();
    world.ok_with(
        "import entra -",
        "userPrincipalName,displayName,accountEnabled\ncy@contoso.com,Cy,False\n",
    );
    assert_eq!(world.ok("user show cy@contoso.com")["status"], "disabled");
    let silent = "userPrincipalName,displayName\ncy@contoso.com,\n";
    assert_eq!(world.ok_with("import entra -", silent)["changed"], false);
    let cy = world.ok("user show cy@contoso.com");
    assert_eq!(
        (&cy["status"], &cy["name"], &cy["country"]),
        (&json!("disabled"), &json!("Cy"), &json!("NL"))
    );
    let invited =
        "version:v1.0\nEmail address to invite [inviteeEmail] Required\nkim@adatum.example\n";
    world.ok_with("import entra-bulk -", invited);
    assert_eq!(world.ok("user show kim@adatum.example")["name"], "kim@adatum.example");
    world.ok("user update kim@adatum.example --name 'Kim Park'");
    assert_eq!(world.ok_with("import entra-bulk -", invited)["changed"], false);
}

#[test]
fn the_last_who_may_grant_roles_is_not_disabled_by_a_file() {
    let world = World::gold();
    let csv = "Display name,User principal name,Block credential\nAnn,ann@contoso.com,True\n";
    world.refused_with("import m365 -", csv, 5, "last-grantor");
}

// Seats -----------------------------------------------------------------------------------------

fn people(world: &World, count: usize) {
    let rows: String = (0..count).map(|at| format!("p{at}@contoso.com,P{at}\n")).collect();
    world.ok_with("import entra -", &format!("userPrincipalName,displayName\n{rows}"));
}

fn seats(count: usize) -> String {
    let row =
        |at| format!("P{at},p{at}@contoso.com,Visual Studio Enterprise,05/04/2026,assigned\n");
    format!("{SEATS}{}", (0..count).map(row).collect::<String>())
}

#[test]
fn there_are_never_more_seats_than_granted_and_each_row_too_many_is_told() {
    let world = World::gold();
    people(&world, 60);
    // 10 + 25 + 25 are granted, and two are held; no more than 50 of a country, of which none has one.
    let error = world.refused_with("import visual-studio -", &seats(60), 5, "no-free-seat");
    let details = error["details"].as_array().unwrap();
    assert_eq!(details.len(), 2, "{error}");
    assert!(details[0].as_str().unwrap().starts_with("standard input:60: "), "{error}");
    let receipt = world.ok_with("import visual-studio -", &seats(58));
    assert_eq!(kinds(&receipt).len(), 58);
    assert!(receipt["events"].as_array().unwrap().iter().all(|event| event["on"] == "2026-05-04"));
    assert_eq!(receipt["on"], "2026-06-01");
    world.verify();
}

#[test]
fn a_seat_that_cools_goes_to_its_last_holder_and_to_nobody_else() {
    let world = World::found(
        "2026-05-10",
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         [[membership]]\noffer = \"action-pack\"\npurchased_on = 2026-01-15\n",
    );
    people(&world, 4);
    let professional = |users: &[usize], on: &str| {
        let row =
            |at: &usize| format!("P,p{at}@contoso.com,Visual Studio Professional,{on},assigned\n");
        format!("{SEATS}{}", users.iter().map(row).collect::<String>())
    };
    world.ok_with("import visual-studio -", &professional(&[0, 1, 2], "05/04/2026"));
    world.ok("vs unassign B1 p0@contoso.com");
    world.on("2026-06-01");
    let error = world.refused_with(
        "import visual-studio -",
        &professional(&[3], "05/20/2026"),
        5,
        "seats-cooling",
    );
    assert_eq!(error["earliest"], "2026-08-02");
    let receipt = world.ok_with("import visual-studio -", &professional(&[0], "05/20/2026"));
    assert_eq!(receipt["events"][0]["seat"], "S1");
}

#[test]
fn the_hints_of_a_comparison_of_seats_mend_it() {
    let world = World::gold();
    people(&world, 12);
    let csv = seats(12);
    let told = world.run_with("reconcile visual-studio - -o json", &csv);
    for difference in told.json().as_array().unwrap() {
        let hint = difference["hint"].as_str().unwrap();
        world.ok(hint.strip_prefix("mpn ").unwrap());
    }
    let told = world.run_with("reconcile visual-studio - -o json", &csv);
    assert_eq!((told.exit, told.stdout.trim()), (0, "[]"), "{}", told.stderr);
}

#[test]
fn two_levels_of_the_portal_that_are_one_here_are_one_seat() {
    let world = World::gold();
    let csv = format!(
        "{SEATS}Bo,bo@contoso.com,Visual Studio Enterprise,05/04/2026,assigned\n\
         Bo,bo@contoso.com,Visual Studio Enterprise (MPN),05/05/2026,assigned\n"
    );
    let told = world.run_with("reconcile visual-studio - -o json", &csv).json();
    let missing: Vec<&Value> =
        told.as_array().unwrap().iter().filter(|line| line["what"] == "missing-here").collect();
    assert_eq!(missing.len(), 1, "{told}");
    assert_eq!(kinds(&world.ok_with("import visual-studio -", &csv)), ["seat-assigned"]);
    let told = world.run_with("reconcile visual-studio - -o json", &csv).json();
    assert!(
        told.as_array().unwrap().iter().all(|line| line["subject"] != "bo@contoso.com"),
        "{told}"
    );
}

// Keys ------------------------------------------------------------------------------------------

#[test]
fn a_key_of_an_export_is_sealed_and_stands_in_clear_nowhere() {
    let world = World::gold();
    world.ok_with("import keys-export -", &export("Windows 7", "6/25/2019", KEY));
    let file = fs::read(world.ledger()).unwrap();
    for part in [KEY, "BCDFGHJKMPQRTVWXY2346789B", "BCDFG-HJKMP"] {
        assert!(!file.windows(part.len()).any(|window| window == part.as_bytes()), "{part}");
    }
    for line in [
        "history show 2",
        "software list",
        "software show 'Windows 7'",
        "user show ann@contoso.com",
    ] {
        assert!(!world.run(&format!("{line} -o json")).stdout.contains("BCDFG"), "{line}");
    }
    let told = world.run_with("reconcile keys-export - -o json", &export("Windows 7", "", OTHER));
    assert!(!told.stdout.contains("CDDRH") && told.stdout.contains("…YR2WC"), "{}", told.stdout);
    assert_eq!(world.ok("software get-keys K25")[0]["key"], KEY);
    world.verify();
}

#[test]
fn a_benefit_of_the_subscriptions_outlives_every_membership() {
    let world = World::gold();
    world.ok_with("import keys-export -", &export("Windows 7", "", KEY));
    let benefit = world.ok("benefits show 'Windows 7'");
    assert_eq!(benefit["ends_on"], Value::Null);
    assert_eq!(
        (&benefit["offer"], &benefit["membership"]),
        (&json!("visual-studio"), &Value::Null)
    );
    // It is nothing to renew or to use up by a day.
    for line in ["status", "due --within 9999y", "due --unused"] {
        assert!(!world.run(line).stdout.contains("Windows 7"), "{line}");
    }
    world.on("2031-06-01").ok("user grant bo@contoso.com admin-agent");
    assert_eq!(world.ok("benefits show 'Windows 7'")["status"], "available");
    assert_eq!(world.ok("benefits show B7")["status"], "ended");
    world.ok("membership purchase gold --competency Security");
    world.ok("software get-keys 'Windows 7' --count 1");
    world.verify();
}

#[test]
fn a_key_is_known_under_whatever_product_it_stands() {
    let world = World::gold();
    // One of Windows Server, held by Ann, and one of Microsoft 365.
    for known in
        ["G3DMF-XWX6T-JFXBT-V4B8W-M9K3F", read("contoso-m365.keys").lines().last().unwrap()]
    {
        let receipt = world.ok_with("import keys-export -", &export("Bundle", "6/25/2019", known));
        assert!(!kinds(&receipt).contains(&"keys-added"), "{receipt}");
    }
    let twice = format!(
        "<root><Product_Key Name=\"x86\"><Key>{KEY}</Key></Product_Key>\
         <Product_Key Name=\"x64\"><Key>{}</Key></Product_Key></root>",
        KEY.to_lowercase()
    );
    let receipt = world.ok_with("import keys-export -", &twice);
    assert_eq!(kinds(&receipt), ["benefit-granted", "keys-added", "benefit-granted"]);
    let told = world.run_with("reconcile keys-export - -o json", &twice);
    let about: Vec<Value> = told.json().as_array().unwrap().clone();
    assert_eq!((told.exit, about.len()), (0, 0), "{about:?}");
}

#[test]
fn a_claimed_key_of_a_membership_whose_refund_was_open_gives_the_refund_up() {
    let opening = "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         [[membership]]\noffer = \"action-pack\"\npurchased_on = 2026-05-20\n\
         [[grant]]\ncategory = \"software\"\nproduct = \"Windows 7\"\noffer = \"action-pack\"\n";
    let world = World::found("2026-06-01", opening);
    assert_eq!(
        kinds(&world.ok_with("import keys-export -", &export("WINDOWS 7", "4/1/2026", KEY))),
        ["keys-added", "key-revealed"]
    );
    assert_eq!(
        world.run("cancel M1 --check").exit,
        0,
        "what was seen before the purchase was not of it"
    );
    let world = World::found("2026-06-01", opening);
    let receipt = world.ok_with("import keys-export -", &export("Windows 7", "5/25/2026", KEY));
    assert_eq!(kinds(&receipt), ["keys-added", "refund-forfeited", "key-revealed"]);
    assert_eq!(world.run("cancel M1 --check").exit, 5);
    let world = World::found("2026-06-01", opening);
    world.ok_with("import keys-export -", &export("Windows 7", "", KEY));
    assert_eq!(world.run("cancel M1 --check").exit, 0);
}

#[test]
fn instructions_of_the_subscriptions_follow_the_export_and_those_of_others_stay() {
    let world = World::gold();
    let noted = |product: &str, note: &str| {
        format!("<root><Product_Key Name=\"{product}\" KeyRetrievalNote=\"{note}\"/></root>")
    };
    world.ok_with("import keys-export -", &noted("Expression Web", "first"));
    world.ok_with("import keys-export -", &noted("expression web", "second"));
    assert_eq!(world.ok("software show 'Expression Web'")["instructions"], "second");
    let receipt =
        world.ok_with("import keys-export -", &noted("Windows Server 2019 Standard", "other"));
    assert_eq!(receipt["changed"], false);
    // Nothing is sealed, so nobody needs to be able to open anything.
    fs::remove_file(world.path("identity.txt")).unwrap();
    world.ok_with("import keys-export -", &noted("Expression Design", "third"));
    for verb in ["import", "reconcile"] {
        let told = world.run_with(&format!("{verb} keys-export - -o json"), &export("A", "", KEY));
        assert_eq!((told.exit, &told.error()["code"]), (1, &json!("no-identity")), "{verb}");
    }
    let line = "reconcile keys-export - --empty -o json";
    let told = world.run_with(line, "<root><YourKey/></root>");
    assert_eq!((told.exit, told.stdout.trim()), (0, "[]"), "{}", told.stderr);
    world.verify();
}

#[test]
fn a_key_among_words_is_sealed_and_its_words_are_instructions() {
    let world = World::gold();
    let file = export("Old", "", &format!("{} and", KEY.replace('-', " ")))
        .replace("</Product_Key>", "<Key Type=\"Retail\">12345 67890</Key></Product_Key>");
    let receipt = world.ok_with("import keys-export -", &file);
    assert_eq!(kinds(&receipt), ["benefit-granted", "keys-added"]);
    assert_eq!(receipt["events"][0]["own"]["instructions"], "[key] and");
    let told = world.run("software get-keys Old --count 2 -o tsv --columns key");
    assert_eq!(told.stdout, format!("{KEY}\n12345-67890\n"), "{}", told.stderr);
    assert_eq!(world.ok_with("import keys-export -", &file)["changed"], false);
    world.verify();
}

#[test]
fn thousands_of_keys_are_a_few_events() {
    let world = World::gold();
    let keys: String =
        (0..2_500).map(|at| format!("<Key Type=\"Retail\">key-number-{at:05}</Key>")).collect();
    let file = format!("<root><Product_Key Name=\"Many\">{keys}</Product_Key></root>");
    let receipt = world.ok_with("import keys-export -", &file);
    assert_eq!(kinds(&receipt), ["benefit-granted", "keys-added", "keys-added", "keys-added"]);
    assert_eq!(world.ok_with("import keys-export -", &file)["changed"], false);
    world.verify();
}
