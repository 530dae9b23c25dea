//! Plans on a real ledger: what each row would come to is what it comes to, all or nothing, and a
//! plan is for one state of the ledger alone.

use crate::world::World;
use serde_json::{Value, json};

/// Adds somebody, gives them a seat and a key; one row has nothing to do and one is refused.
const MIXED: &str = "action,benefit,user,to,language,reason\n\
                     user add,,fay@contoso.com,,,joins the team\n\
                     vs assign,Visual Studio Enterprise,fay@contoso.com,,,\n\
                     vs assign,Visual Studio Enterprise,ann@contoso.com,,,\n\
                     software get-keys,Windows Server 2019 Standard,fay@contoso.com,,nl-NL,a test machine\n\
                     azure assign,Azure bulk credit,dana@contoso.com,,,\n";

/// The same without the row that is refused.
fn allowed() -> String {
    MIXED.lines().filter(|line| !line.contains("dana")).map(|line| format!("{line}\n")).collect()
}

fn column(rows: &Value, column: &str) -> Vec<Value> {
    rows.as_array().unwrap().iter().map(|row| row[column].clone()).collect()
}

fn planned(world: &World, wishes: &str, exit: u8) -> Value {
    let told = world.run_with("plan - -o json", wishes);
    assert_eq!(told.exit, exit, "{}", told.stderr);
    told.json()
}

#[test]
fn each_row_is_decided_on_the_ledger_as_it_would_be_after_the_rows_before_it() {
    let world = World::gold();
    let before = world.head();
    let rows = planned(&world, MIXED, 5);
    assert_eq!(column(&rows, "status"), ["ok", "ok", "no-op", "ok", "refused"]);
    assert_eq!(rows[4]["rule"], "AZ-5");
    assert_eq!(rows[4]["line"], 6);
    assert_eq!(world.head(), before, "a plan changes nothing");
}

#[test]
fn a_refused_row_tells_the_first_day_it_would_be_allowed() {
    let world = World::gold();
    world.ok("vs assign B1 bo@contoso.com");
    let wishes = "action,benefit,user,to\nvs reassign,B1,bo@contoso.com,dana@contoso.com\n";
    let rows = planned(&world, wishes, 5);
    assert_eq!(rows[0]["earliest"], "2026-08-30");
    let error = world.refused_with("apply -", wishes, 5, "rows-refused");
    assert_eq!(error["earliest"], "2026-08-30");
    assert_eq!(error["rule"], "VS-3");
}

#[test]
fn what_a_refused_row_had_begun_is_taken_back() {
    let world = World::gold();
    world.ok("membership purchase silver --competency Security");
    world.ok("benefits grant --category software --product Tool --offer silver");
    // Giving up the refund comes before the want of a free key.
    let wishes = "action,benefit,user,forfeit_refund\n\
                  software get-keys,Tool,bo@contoso.com,yes\n\
                  vs assign,B1,bo@contoso.com,\n";
    let told = world.run_with("apply - --partial -o json", wishes);
    assert_eq!(told.exit, 5, "{}", told.stderr);
    assert_eq!(told.json()["refused"][0]["code"], "no-free-key");
    assert_eq!(world.ok("cancel M5 --check")["open"], true);
    assert_eq!(world.ok("vs show S3")["email"], "bo@contoso.com");
    world.verify();
}

#[test]
fn a_key_that_is_held_is_a_no_op_of_a_plan() {
    let world = World::gold();
    let wishes = "action,benefit,user\nsoftware get-keys,B8,bo@contoso.com\n\
                  software get-keys,B8,bo@contoso.com\nsoftware get-keys,K1,ann@contoso.com\n";
    let rows = planned(&world, wishes, 0);
    let status = ["ok", "no-op", "no-op"];
    assert_eq!([0, 1, 2].map(|row: usize| rows[row]["status"].as_str().unwrap()), status);
    let first = world.ok_with("apply - --partial", wishes);
    assert_eq!(first["keys"].as_array().unwrap().len(), 1);
    let head = world.head();
    let second = world.ok_with("apply - --partial", wishes);
    assert_eq!((&second["changed"], &second["keys"]), (&json!(false), &json!([])));
    assert_eq!(world.head(), head);
}

#[test]
fn wishes_are_done_all_or_not_at_all_in_one_operation() {
    let world = World::gold();
    let error = world.refused_with("apply -", MIXED, 5, "rows-refused");
    assert_eq!(error["details"].as_array().unwrap().len(), 1);
    let applied = world.ok_with("apply -", &allowed());
    assert_eq!(applied["operation"], 2);
    assert_eq!(applied["keys"][0]["holder"], "fay@contoso.com");
    assert_eq!(applied["keys"][0]["language"], "nl-NL");
    world.verify();
}

#[test]
fn what_a_plan_says_is_what_apply_does() {
    let world = World::gold();
    let file = world.path("plan.json").display().to_string();
    let rows = world.ok_with(&format!("plan - --out {file}"), &allowed());
    let applied = world.ok(&format!("apply {file}"));
    let done: Vec<&Value> = applied["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["kind"] == "row-applied")
        .map(|event| &event["row"])
        .collect();
    let ok = rows.as_array().unwrap().iter().filter(|row| row["status"] == "ok");
    assert_eq!(done, ok.map(|row| &row["row"]).collect::<Vec<_>>());
}

#[test]
fn in_part_the_allowed_rows_are_done_and_the_others_reported() {
    let world = World::gold();
    let told = world.run_with("apply - --partial -o json --request-id a", MIXED);
    assert_eq!(told.exit, 5, "{}", told.stderr);
    let applied = told.json();
    assert_eq!(applied["refused"][0]["row"], 5);
    assert_eq!(applied["refused"][0]["code"], "offer-held");
    assert_eq!(applied["keys"].as_array().unwrap().len(), 1);
    // Asked again, it answers again: keys, refusals and exit code alike.
    assert_eq!(world.run_with("apply - --partial -o json --request-id a", MIXED), told);
    world.refused_with("apply - --partial --request-id a", &allowed(), 6, "request-id-used");
    world.verify();
}

#[test]
fn in_part_nothing_is_recorded_when_no_row_is_done() {
    let world = World::gold();
    let before = world.head();
    let wishes = "action,benefit,user\nazure assign,Azure bulk credit,dana@contoso.com\n";
    let told = world.run_with("apply - --partial -o json", wishes);
    assert_eq!((told.exit, &told.json()["operation"]), (5, &Value::Null));
    assert_eq!(told.json()["refused"].as_array().unwrap().len(), 1);
    assert_eq!(world.head(), before);
}

#[test]
fn a_plan_is_refused_when_the_ledger_has_moved_since() {
    let world = World::gold();
    let file = world.path("plan.json").display().to_string();
    world.ok_with(&format!("plan - --out {file}"), &allowed());
    world.ok("user add gus@contoso.com --name Gus");
    let error = world.refused(&format!("apply {file}"), 6, "plan-stale");
    assert!(error["message"].as_str().unwrap().contains("operation 1"), "{error}");
    let other = World::gold();
    other.refused(&format!("apply {file}"), 6, "plan-of-another-ledger");
}

#[test]
fn a_plan_that_was_applied_is_answered_again_under_its_request_id_alone() {
    let world = World::gold();
    let file = world.path("plan.json").display().to_string();
    world.ok_with(&format!("plan - --out {file}"), &allowed());
    let first = world.run(&format!("apply {file} --request-id a -o json"));
    assert_eq!(first.exit, 0, "{}", first.stderr);
    assert_eq!(world.run(&format!("apply {file} --request-id a -o json")), first);
    world.refused(&format!("apply {file}"), 6, "plan-stale");
}

#[test]
fn a_plan_holds_no_key() {
    let world = World::gold();
    let file = world.path("plan.json");
    let told = world.run_with(&format!("plan - --out {} -o json", file.display()), &allowed());
    let key = world.ok_with("apply -", &allowed())["keys"][0]["key"].clone();
    let key = key.as_str().unwrap();
    assert!(!told.stdout.contains(key) && !told.stderr.contains(key));
    assert!(!std::fs::read_to_string(file).unwrap().contains(key));
}

#[test]
fn each_row_wants_the_role_of_its_command() {
    let world = World::gold();
    world.ok("user revoke bo@contoso.com mpn-partner-admin");
    world.ok("user grant bo@contoso.com account-admin");
    world.by("bo@contoso.com");
    let rows = planned(&world, &allowed(), 5);
    assert_eq!(column(&rows, "status"), ["ok", "refused", "refused", "refused"]);
    assert_eq!(rows[1]["rule"], "ROLE-4");
}

#[test]
fn the_reason_of_a_row_is_told_with_the_key_it_handed_out() {
    let world = World::gold();
    world.ok_with("apply - --reason 'the new team'", &allowed());
    let keys = world.ok("software show 'Windows Server 2019 Standard'")["keys"].clone();
    let held = keys.as_array().unwrap().iter().find(|key| key["holder"] == "fay@contoso.com");
    assert_eq!(held.unwrap()["reason"], "a test machine");
}

#[test]
fn what_cannot_be_taken_back_wants_consent_in_a_plan_as_well() {
    let world = World::gold();
    let wishes = "action,user\nuser offboard,cy@contoso.com\n";
    world.refused_with("apply -", wishes, 2, "consent-missing");
    world.ok_with("apply - --yes", wishes);
    // Now there is nothing left to consent to.
    let again = world.run_with("apply - -o json", wishes);
    assert_eq!(again.exit, 0, "{}", again.stderr);
    assert_eq!(again.json()["dry_run"], false);
}

#[test]
fn a_transfer_may_say_from_whom() {
    let world = World::gold();
    world.ok("azure assign 'Azure bulk credit' bo@contoso.com");
    let wishes = |from: &str| {
        format!("action,benefit,user,to\nazure transfer,Azure bulk credit,{from},cy@contoso.com\n")
    };
    let rows = planned(&world, &wishes("ann@contoso.com"), 5);
    assert!(rows[0]["message"].as_str().unwrap().contains("bo@contoso.com"), "{rows}");
    world.ok_with("apply -", &wishes("bo@contoso.com"));
    assert_eq!(world.ok("azure show 'Azure bulk credit'")["users"], json!(["cy@contoso.com"]));
}

const SEATS: &str = "[[seat]]\n\
                     benefit = \"Visual Studio Enterprise\"\n\
                     users = [\"bo@contoso.com\", \"dana@contoso.com\"]\n\
                     [[seat]]\n\
                     benefit = \"b1\"\n\
                     users = [\"cy@contoso.com\", \"bo@contoso.com\"]\n";

#[test]
fn who_should_hold_what_is_brought_about_once() {
    let world = World::gold();
    // Cy's seat of the other benefit is of the same level.
    world.on("2026-09-01").ok("vs unassign B6 cy@contoso.com");
    let applied = world.ok_with("apply -", SEATS);
    assert_eq!(applied["changed"], true);
    assert_eq!(world.ok_with("apply -", SEATS)["changed"], false);
    let holders = || -> Vec<Value> {
        let seats = world.ok("vs show B1")["seats"].clone();
        let held = column(&seats, "email").into_iter().filter(|email| !email.is_null());
        held.collect()
    };
    assert_eq!(
        holders(),
        ["ann@contoso.com", "bo@contoso.com", "dana@contoso.com", "cy@contoso.com"]
    );
    world.ok_with("apply - --prune", SEATS);
    assert_eq!(holders().len(), 3);
    assert_eq!(world.ok_with("apply - --prune", SEATS)["changed"], false);
    world.verify();
}

#[test]
fn a_seat_that_is_taken_can_be_given_in_the_same_plan() {
    let world = World::gold();
    // All ten seats are held, and Ann's for more than ninety days.
    for user in 0..9 {
        world.ok(&format!("user add u{user}@contoso.com --name U{user}"));
        world.ok(&format!("vs assign B1 u{user}@contoso.com"));
    }
    let users: Vec<String> = (0..9).map(|user| format!("\"u{user}@contoso.com\"")).collect();
    let wishes =
        format!("[[seat]]\nbenefit = \"B1\"\nusers = [\"bo@contoso.com\", {}]\n", users.join(", "));
    world.refused_with("apply -", &wishes, 5, "rows-refused");
    world.ok_with("apply - --prune", &wishes);
    assert_eq!(world.row("vs list", "email", "bo@contoso.com")["id"], "S1");
}

#[test]
fn what_no_seat_can_be_had_of_is_refused_row_by_row() {
    let world = World::gold();
    let wishes = "[[seat]]\nbenefit = \"Windows Server 2019 Standard\"\nusers = [\"bo@contoso.com\"]\n\
                  [[seat]]\nbenefit = \"No such thing\"\nusers = [\"bo@contoso.com\"]\n";
    let rows = planned(&world, wishes, 5);
    assert_eq!(column(&rows, "status"), ["refused", "refused"]);
    assert_eq!(rows[1]["code"], "no-such-benefit");
}

#[test]
fn the_exit_code_tells_whether_there_is_something_to_do() {
    let world = World::gold();
    assert_eq!(world.run_with("plan - --exit-code", &allowed()).exit, 10);
    assert_eq!(world.run_with("plan - --exit-code", MIXED).exit, 5);
    let nothing = "action,benefit,user\nvs assign,B1,ann@contoso.com\n";
    assert_eq!(world.run_with("plan - --exit-code", nothing).exit, 0);
    assert_eq!(world.run_with("plan -", &allowed()).exit, 0);
}

#[test]
fn a_file_of_wishes_is_read_however_a_spreadsheet_saved_it() {
    let world = World::gold();
    let wishes = "\u{FEFF}User,\"Action\",Benefit,Name,Reason\r\n\
                  zoë@contoso.com,MPN  user add,,\"Müller, Zoë \"\"Z\"\"\",\"=1+1\"\r\n\
                  \"li@contoso.com\",user add,,李 小龍,\r\n";
    world.ok_with("apply -", wishes);
    assert_eq!(world.ok("user show zoë@contoso.com")["name"], "Müller, Zoë \"Z\"");
    assert_eq!(world.ok("user show li@contoso.com")["name"], "李 小龍");
}

#[test]
fn every_row_that_cannot_be_understood_is_told_with_its_line() {
    let world = World::gold();
    let wishes = "action,benefit,user,role\n\
                  vs assing,B1,bo@contoso.com,\n\
                  vs assign,,bo@contoso.com,\n\
                  vs assign,B1,nobody,\n\
                  vs assign,B1,bo@contoso.com,global-admin\n\
                  user grant,,bo@contoso.com,emperor\n";
    for line in ["plan -", "apply -", "apply - --partial"] {
        let error = world.refused_with(line, wishes, 2, "malformed-file");
        let details: Vec<&str> =
            error["details"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert_eq!(details.len(), 5, "{details:?}");
        assert!(details[0].starts_with("standard input:2: `vs assing`"), "{details:?}");
        assert_eq!(details[1], "standard input:3: vs assign wants benefit");
        assert_eq!(details[3], "standard input:5: vs assign takes no role");
    }
    world.refused_with("plan -", "action,bennefit\nvs assign,B1\n", 2, "unknown-column");
    world.refused_with("plan -", "benefit,user\nB1,bo@contoso.com\n", 2, "missing-column");
    world.refused_with("plan -", "", 2, "empty-file");
    world.refused_with("plan -", "action,user\n", 2, "no-wishes");
    world.refused_with(
        "plan -",
        "[[want]]\naction = \"vs assign\"\nuse = 1\n",
        2,
        "malformed-file",
    );
    world.refused_with("plan -", "{\"plan\": 1}", 2, "malformed-file");
    world.refused_with("apply - --prune", MIXED, 2, "nothing-to-prune");
}

#[test]
fn a_plan_of_another_form_is_not_guessed_at() {
    let world = World::gold();
    let file = world.path("plan.json");
    world.ok_with(&format!("plan - --out {}", file.display()), &allowed());
    let text = std::fs::read_to_string(&file).unwrap().replace("\"plan\": 1", "\"plan\": 2");
    let error = world.refused_with("apply -", &text, 2, "malformed-file");
    assert!(error["message"].as_str().unwrap().contains("its form is 2"), "{error}");
}

#[test]
fn wishes_as_tables_are_the_same_wishes() {
    let world = World::gold();
    let wishes = "[[want]]\naction = \"user add\"\nuser = \"fay@contoso.com\"\nname = \"Fay Lund\"\n\
                  country = \"NO\"\n\n\
                  [[want]]\naction = \"vs assign\"\nbenefit = \"B1\"\nuser = \"fay@contoso.com\"\n";
    let rows = planned(&world, wishes, 0);
    assert_eq!(column(&rows, "status"), ["ok", "ok"]);
    assert_eq!(column(&rows, "line"), [json!(1), json!(7)]);
    world.ok_with("apply -", wishes);
    assert_eq!(world.ok("user show fay@contoso.com")["seats"], json!(["S3"]));
}

#[test]
fn why_tells_the_rules_of_every_row() {
    let world = World::gold();
    let told = world.run_with("why apply - -o json", MIXED);
    assert_eq!(told.exit, 5);
    let rules = column(&told.json()["rules"], "id");
    for id in ["AZ-5", "VS-4", "ROLE-6"] {
        assert!(rules.contains(&json!(id)), "{rules:?}");
    }
}

#[test]
fn a_row_updates_a_user_by_name_country_and_email() {
    let world = World::gold();
    let rows = "action,user,name,country,to\n\
                user update,cy@contoso.com,Cyril,BE,cyril@contoso.com\n";
    assert_eq!(world.run_with("apply - --yes", rows).exit, 0);
    let shown = world.ok("user show cyril@contoso.com");
    assert_eq!((&shown["name"], &shown["country"]), (&json!("Cyril"), &json!("BE")));
    world.refused("user show cy@contoso.com", 3, "no-such-user");
}

#[test]
fn seats_of_a_benefit_that_there_is_not_are_refused_although_nobody_is_named() {
    let world = World::gold();
    let file = world.path("seats.toml");
    let wish = |benefit: &str| {
        let text = format!("[[seat]]\nbenefit = \"{benefit}\"\nusers = []\n");
        std::fs::write(&file, text).unwrap();
    };
    let file = file.display();
    wish("Visual Stodio Enterprise");
    for verb in ["plan", "apply --yes", "apply --prune --yes"] {
        let error = world.refused(&format!("{verb} {file}"), 3, "no-such-benefit");
        assert!(error["hint"].as_str().unwrap().contains("Visual Studio Enterprise"), "{error}");
    }
    wish("Visual Studio Enterprise");
    world.ok(&format!("plan {file}"));
}

#[test]
fn a_plan_is_not_written_over_what_it_is_made_of() {
    let world = World::gold();
    let file = world.path("wishes.csv");
    std::fs::write(&file, "action,benefit,user\nvs assign,B1,bo@contoso.com\n").unwrap();
    let file = file.display();
    world.refused(&format!("plan {file} --out {file}"), 2, "same-file");
    let around = world.path(".").join("wishes.csv");
    world.refused(&format!("plan {file} --out {}", around.display()), 2, "same-file");
    assert!(std::fs::read_to_string(world.path("wishes.csv")).unwrap().starts_with("action"));
}
