//! Exports: the same rows on standard output and in files, typed in a workbook; and keys in clear,
//! which are recorded as shown before they are written.

use crate::world::World;
use serde_json::{Value, json};

const KINDS: [&str; 6] = ["assignments", "keys", "users", "history", "benefits", "visual-studio"];

#[test]
fn a_csv_file_holds_what_standard_output_says() {
    let world = World::gold();
    for kind in KINDS {
        let file = world.path(&format!("{kind}.csv"));
        let answer = world.ok(&format!("export {kind} --out {}", file.display()));
        let written = std::fs::read_to_string(&file).unwrap();
        // By its mark a spreadsheet knows that it is UTF-8.
        let written = written.strip_prefix('\u{FEFF}').unwrap();
        assert_eq!(world.run(&format!("export {kind}")).stdout, written, "{kind}");
        let rows = written.lines().count() - 1;
        assert_eq!(answer, json!({ "file": file, "rows": rows, "format": "csv" }));
        let listed = world.ok(&format!("export {kind}"));
        assert_eq!(listed.as_array().unwrap().len(), rows, "{kind}");
    }
}

#[test]
fn columns_are_chosen_in_files_too() {
    let world = World::gold();
    let file = world.path("users.csv");
    world.ok(&format!("export users --columns roles,email --out {}", file.display()));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(
        written.starts_with("\u{FEFF}roles,email\r\nglobal-admin,ann@contoso.com\r\n"),
        "{written}"
    );
    world.refused("export users --columns nonsense", 2, "unknown-column");
    world.refused("export users --out users.txt", 2, "unknown-ending");
    world.refused("export users --out /nowhere/users.csv", 1, "failed");
}

#[test]
fn a_calendar_that_is_made_later_is_the_later_one() {
    let world = World::gold();
    let revision = |hour: &str| {
        let mut args: Vec<String> = vec!["calendar".to_owned()];
        args.extend(world.options());
        *args.last_mut().unwrap() = format!("2026-06-01T{hour}:00:00Z");
        let text = crate::world::run(&args, "").stdout;
        let of = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
            lines.next().unwrap_or_else(|| panic!("{name} in {text}")).to_owned()
        };
        assert_eq!(text.matches("TRANSP:TRANSPARENT").count(), text.matches("END:VEVENT").count());
        (of("SEQUENCE:").parse::<u32>().unwrap(), of("DTSTAMP:"))
    };
    let first = revision("12");
    let later = revision("15");
    assert!(first < later && first == revision("12"), "{first:?} {later:?}");
    world.ok("vs assign B1 bo@contoso.com");
    assert!(later < revision("15"));
}

#[test]
fn the_template_of_the_portal_has_its_own_rules() {
    let world = World::gold();
    world.ok("user add fay@contoso.com --name ' =Lund, Fay, ' --country NO");
    world.ok("vs assign B1 fay@contoso.com");
    world.ok("vs unassign B6 cy@contoso.com");
    let told = world.run("export visual-studio").stdout;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines[0],
        "Name,Sign-in Email,Notification Email,Subscription Level,Reference,Downloads,Country,\
         Language,Subscription GUID"
    );
    assert_eq!(lines.len(), 3, "{told}");
    assert_eq!(
        lines[2],
        "'=Lund Fay,fay@contoso.com,fay@contoso.com,Visual Studio Enterprise (MPN),S3,True,NO,,"
    );
}

#[cfg(feature = "xlsx")]
fn parts(file: &std::path::Path) -> (String, String) {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    (part("xl/worksheets/sheet1.xml"), part("xl/sharedStrings.xml"))
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_has_typed_cells_a_header_that_stays_and_no_formula() {
    let world = World::gold();
    world.ok("user add mal@contoso.com --name '=HYPERLINK(0)' --country NL");
    world.ok("vs assign B1 mal@contoso.com");
    world.ok("azure assign B11 bo@contoso.com");
    let file = world.path("held.xlsx");
    let answer = world.ok(&format!("export assignments --out {}", file.display()));
    assert_eq!(answer["format"], "xlsx");
    let (sheet, texts) = parts(&file);
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:O"));
    assert!(!sheet.contains("<f>") && texts.contains(">'=HYPERLINK(0)<"), "{texts}");
    // 2026-03-02 is day 46083 of the spreadsheet's calendar; 12000.00 USD is a number.
    assert!(sheet.contains("<v>46083</v>") && sheet.contains("<v>12000</v>"), "{sheet}");
    assert!(!texts.contains("2026-") && !texts.contains("12000"), "{texts}");

    let first = std::fs::read(&file).unwrap();
    world.ok(&format!("export assignments --out {}", file.display()));
    assert!(std::fs::read(&file).unwrap() == first, "the same ledger and clock, the same bytes");
    for kind in KINDS {
        world.ok(&format!("export {kind} --out {}", world.path("any.xlsx").display()));
        let _ = std::fs::remove_file(world.path("any.xlsx"));
    }
}

#[test]
fn keys_go_in_clear_into_a_file_alone_and_that_is_recorded_first() {
    let world = World::gold();
    let before = world.ok("software list");
    let file = world.path("keys.csv");
    let line = format!("export keys --reveal --out {} --reason vault", file.display());
    let answer = world.ok(&line);
    assert_eq!(answer, json!({ "file": file, "rows": 24, "format": "csv", "operation": 2 }));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("\nK2,QBBB6-2BT7J-V9BYK-WX2KR-K7KWP,software,"), "{written}");
    // A redeemed key is told without its text.
    assert!(written.contains("\nK23,,license,"), "{written}");
    // Nobody holds more than before, and what is free is free.
    assert_eq!(world.ok("software list"), before);
    assert!(!world.run("export keys").stdout.contains("QBBB6"));

    let shown = world.ok("history show 2");
    let events = shown["events"].as_array().unwrap();
    assert_eq!((shown["command"].as_str(), events.len()), (Some("export keys"), 3));
    assert_eq!(events[0]["kind"], "keys-exported");
    assert_eq!(events[0]["keys"].as_array().unwrap().len(), 16);
    assert_eq!(world.ok("history list --benefit K5")[0]["operation"], 2);
    assert_eq!(world.ok("user show ann@contoso.com")["keys_seen"].as_array().unwrap().len(), 23);
    world.verify();
}

#[cfg(unix)]
#[test]
fn a_file_of_keys_is_its_owners_alone_and_never_written_over() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::gold();
    for reveal in ["", "--reveal"] {
        let file = world.path(&format!("keys{reveal}.csv"));
        let line = format!("export keys {reveal} --out {}", file.display());
        world.ok(&line);
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        world.refused(&line, 6, "file-exists");
    }
    let folder = world.path("none/keys.csv");
    world.refused(&format!("export keys --reveal --out {}", folder.display()), 1, "failed");
    world.refused("export keys --reveal --out keys.doc", 2, "unknown-ending");
    let line = format!("export keys --reveal --columns nonsense --out {}", folder.display());
    world.refused(&line, 2, "unknown-column");
    assert_eq!(world.run("export keys --reveal").exit, 2);
    assert_eq!(world.run("export keys --forfeit-refund").exit, 2);
}

#[test]
fn asked_again_the_same_keys_go_into_another_file_however_much_has_happened() {
    let world = World::gold();
    let export = |name: &str| {
        let file = world.path(name);
        let line = format!("export keys --reveal --out {} --request-id vault-1", file.display());
        let mut answer = world.ok(&line);
        answer["file"] = Value::Null;
        (answer, std::fs::read(&file).unwrap())
    };
    let first = export("first.csv");
    world.ok("software get-keys B9 --for bo@contoso.com");
    world.ok("software retire K3");
    world.ok("user update ann@contoso.com --name 'Ann Other'");
    let head = world.head();
    assert!(export("second.csv") == first);
    assert_eq!(world.head(), head);
    let line = "export keys --reveal --forfeit-refund --out x.csv --request-id vault-1";
    world.refused(line, 6, "request-id-used");
    let line = format!("export keys --reveal --out {} -n", world.path("dry.csv").display());
    assert_eq!(world.ok(&line)["dry_run"], true);
    assert!(!world.path("dry.csv").exists());
}

#[test]
fn a_refund_that_is_open_is_not_given_up_by_an_export() {
    let world = World::gold();
    world.ok("membership purchase silver --competency Security");
    world.ok("benefits grant --category software --product New --offer silver");
    world.ok_with("software add-keys New -", "BCDFG-HJKMP-QRTVW-XY234-6789B\n");
    let file = world.path("keys.csv");
    let line = format!("export keys --reveal --out {}", file.display());
    world.refused(&line, 5, "refund-open");
    assert!(!file.exists());
    let why = world.run(&format!("why {line}"));
    assert!(why.exit == 5 && why.stdout.contains("CAN-3"), "{why:?}");
    world.ok(&format!("{line} --forfeit-refund"));
    assert_eq!(world.run("cancel M5 --check").exit, 5);
}

#[test]
fn who_may_not_get_keys_may_not_export_them() {
    let world = World::gold();
    let line = format!("export keys --reveal --out {}", world.path("k.csv").display());
    world.by("cy@contoso.com").refused(&line, 4, "role-missing");
    world.by("cy@contoso.com").ok("export keys");
    world.by("ann@contoso.com");
    std::fs::rename(world.path("identity.txt"), world.path("elsewhere.txt")).unwrap();
    world.refused(&line, 1, "no-identity");
    world.ok("export keys");
    std::fs::rename(world.path("elsewhere.txt"), world.path("identity.txt")).unwrap();
    // Whoever exported keys has seen them.
    world.by("bo@contoso.com").ok(&line);
    let left = world.by("ann@contoso.com").ok("user offboard bo@contoso.com --yes");
    let mut event = left["events"].as_array().unwrap().iter();
    let event = event.rfind(|event| event["kind"] == "user-offboarded").unwrap();
    assert_eq!(event["keys_seen"].as_array().unwrap().len(), 23);
}
