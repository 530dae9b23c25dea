//! Rules that need facts, on a real ledger: given what happened, when a command is run, then it is
//! done or refused, and the ledger is as it says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod world;

use serde_json::{Value, json};
use world::World;

const CORE: &str = "'Visual Studio Enterprise'";
const SERVER: &str = "'Windows Server 2019 Standard'";

/// Ann, and what a test adds.
fn opening(more: &str) -> String {
    format!(
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         country = \"NL\"\n{more}"
    )
}

fn user(email: &str, more: &str) -> String {
    format!("[[user]]\nemail = \"{email}\"\nname = \"{email}\"\n{more}\n")
}

fn membership(offer: &str, competency: &str, on: &str) -> String {
    let competency = if competency.is_empty() {
        String::new()
    } else {
        format!("competency = \"{competency}\"\n")
    };
    format!("[[membership]]\noffer = \"{offer}\"\n{competency}purchased_on = {on}\n")
}

/// Silver for Security, bought on 1 March 2026, and users a, b, c … without roles.
fn silver(users: u32) -> World {
    let users = (0..users).map(|number| user(&letter(number), "")).collect::<String>();
    World::found("2026-03-01", &opening(&(users + &membership("silver", "Security", "2026-03-01"))))
}

fn letter(number: u32) -> String {
    format!("{}@contoso.com", char::from(b'a' + u8::try_from(number).unwrap()))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

fn column<'v>(rows: &'v Value, name: &str) -> Vec<&'v Value> {
    rows.as_array().unwrap().iter().map(|row| &row[name]).collect()
}

// Roles ----------------------------------------------------------------------------------------

#[test]
fn a_refusal_for_want_of_a_role_names_the_roles_and_who_holds_them() {
    let world = World::gold();
    let error = world.by("cy@contoso.com").refused(
        &format!("vs assign {CORE} cy@contoso.com"),
        4,
        "role-missing",
    );
    assert_eq!(error["roles"], json!(["global-admin", "mpn-partner-admin"]));
    assert_eq!(error["rule"], "ROLE-4");
    assert_eq!(error["hint"], "ask one who may: ann@contoso.com, bo@contoso.com");
}

#[test]
fn a_refusal_says_when_nobody_holds_such_a_role_and_how_to_get_one() {
    let world = World::gold();
    let strict = world.catalog_with("strict.toml", |program| {
        program["roles"]["assign"] = json!(["billing-admin"]);
    });
    world.ok(&format!("catalog use {strict}"));
    let error = world.refused(&format!("vs assign {CORE} cy@contoso.com"), 4, "role-missing");
    assert_eq!(error["roles"], json!(["billing-admin"]));
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains("mpn user grant EMAIL billing-admin"), "{hint}");
}

#[test]
fn an_account_of_csp_alone_may_not_even_read() {
    let world = World::gold();
    let world = world.by("eve@reseller.example");
    for line in ["benefits list", "whoami", "user add x@contoso.com --name X"] {
        let told = world.run(&format!("{line} -o json"));
        assert_eq!(told.exit, 4, "{line}");
        let error = told.error();
        assert_eq!(error["code"], "only-csp");
        assert!(error["message"].as_str().unwrap().contains("not authorized for this action"));
    }
}

#[test]
fn an_acting_user_who_is_unknown_may_nothing() {
    let world = World::gold();
    world.by("nobody@contoso.com").refused(
        "user grant bo@contoso.com admin-agent",
        4,
        "unknown-actor",
    );
}

#[test]
fn the_last_who_may_grant_roles_cannot_lose_that_role_by_any_command() {
    let world = World::gold();
    world.refused("user revoke ann@contoso.com global-admin", 5, "last-grantor");
    world.refused("user update ann@contoso.com --associated csp", 5, "last-grantor");
    let csv = "userPrincipalName,displayName,accountEnabled\nann@contoso.com,Ann,False\n";
    world.refused_with("user import entra -", csv, 5, "last-grantor");
    world.ok("user grant cy@contoso.com user-management-admin");
    world.ok("user revoke ann@contoso.com global-admin");
    world.by("cy@contoso.com").refused(
        "user revoke cy@contoso.com user-management-admin",
        5,
        "last-grantor",
    );
}

// Memberships ----------------------------------------------------------------------------------

#[test]
fn without_an_active_offer_lists_are_empty_and_actions_refused() {
    let world = World::found("2026-03-01", &opening(""));
    for list in ["benefits list", "vs list", "azure list", "software list", "membership list"] {
        let told = world.run(&format!("{list} -o json"));
        assert_eq!((told.exit, told.json()), (0, json!([])), "{list}");
        assert!(told.stderr.contains("Looks like you don't have any benefits yet"), "{list}");
    }
    world.refused(&format!("vs assign {CORE} ann@contoso.com"), 5, "no-active-offer");
}

#[test]
fn a_membership_in_partner_membership_center_refuses_every_action_and_names_the_contact() {
    let contacts = [
        ("north-america", "Partner Frontline"),
        ("latin-america", "Partner Frontline"),
        ("anz-taiwan", "Partner Frontline"),
        ("emea", "regional form"),
        ("apac-china", "technical support"),
    ];
    for (region, contact) in contacts {
        let organization =
            format!("[organization]\nadministered_in = \"pmc\"\nregion = \"{region}\"\n");
        let world = World::found("2026-03-01", &(organization + &opening("")));
        for line in [
            "membership purchase action-pack",
            "vs assign B1 ann@contoso.com",
            "azure assign B1 ann@contoso.com",
            "software get-keys B1",
            "benefits grant --category software --product P --offer gold",
        ] {
            let error = world.refused(line, 5, "administered-in-pmc");
            assert!(error["hint"].as_str().unwrap().contains(contact), "{error}");
        }
        world.ok("user add bo@contoso.com --name Bo");
    }
}

#[test]
fn the_core_package_of_an_action_pack_is_superseded_when_gold_is_bought() {
    let world = World::found("2026-03-01", &opening(&membership("action-pack", "", "2026-02-01")));
    let names = |world: &World| -> Vec<String> {
        let rows = world.ok("benefits list --category visual-studio");
        column(&rows, "name").into_iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&world), ["Visual Studio Professional (MPN)"]);
    let support = world.row("benefits list", "name", "Microsoft Product Support");
    world.ok("membership purchase gold --competency Security");
    assert_eq!(names(&world), ["Visual Studio Enterprise"]);
    let now = world.row("benefits list", "name", "Microsoft Product Support");
    assert_eq!((&now["id"], &now["quantity"]), (&support["id"], &json!(20)));
    assert_eq!(support["quantity"], 10);
    world.verify();
}

#[test]
fn ids_and_seats_stay_when_silver_becomes_gold() {
    let world = silver(3);
    for number in 0..3 {
        world.ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    let before = world.ok("vs list");
    world.ok("membership purchase gold --competency Security");
    let after = world.ok("vs list");
    assert_eq!(before.as_array().unwrap().len(), 5);
    assert_eq!(after.as_array().unwrap().len(), 10);
    assert_eq!(before.as_array().unwrap(), &after.as_array().unwrap()[..5]);
    world.verify();
}

fn core_seats(program: &mut Value, offer: &str, seats: u32) {
    let benefits = program["benefit"].as_array_mut().unwrap();
    let core = benefits.iter_mut().find(|one| {
        one["category"] == "visual-studio"
            && one["benefit_type"] == "core"
            && one["offers"] == json!([offer])
    });
    core.unwrap()["quantity"] = json!(seats);
}

#[test]
fn seats_beyond_the_grant_are_a_warning_and_none_is_taken_away() {
    let world = silver(6);
    for number in 0..4 {
        world.ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    let fewer = world.catalog_with("fewer.toml", |program| core_seats(program, "silver", 2));
    let receipt = world.ok(&format!("catalog use {fewer}"));
    let warnings = texts(&receipt["warnings"]);
    assert_eq!(
        warnings[0],
        "B1 (Visual Studio Enterprise) has 4 seats in use and 2 granted; none is taken away (MEM-2)"
    );
    let held: Vec<Value> = world.ok("vs list").as_array().unwrap().clone();
    assert_eq!(held.iter().filter(|seat| seat["status"] == "assigned").count(), 4);
    world.refused(&format!("vs assign {CORE} {}", letter(4)), 5, "no-free-seat");
    // A seat that comes free while there are too many is free for nobody.
    world.ok(&format!("vs unassign {CORE} {}", letter(0)));
    world.refused(&format!("vs assign {CORE} {}", letter(4)), 5, "no-free-seat");
    world.verify();
}

#[test]
fn an_offer_is_bought_once_and_a_competency_by_the_name_it_has() {
    let world = silver(0);
    world.refused("membership purchase silver --competency security", 5, "already-member");
    world.ok("membership purchase silver --competency 'cloud crm'");
    let newest = world.ok("membership show M2");
    assert_eq!(newest["competency"], "Cloud Business Applications");
    let error =
        world.refused("membership purchase gold --competency Securty", 3, "no-such-competency");
    assert!(error["hint"].as_str().unwrap().contains("\"Security\""));
}

// Visual Studio --------------------------------------------------------------------------------

#[test]
fn a_sixth_seat_of_five_is_refused() {
    let world = silver(6);
    for number in 0..5 {
        world.ok(&format!("vs assign {CORE} {}", letter(number)));
    }
    let error = world.refused(&format!("vs assign {CORE} {}", letter(5)), 5, "no-free-seat");
    assert_eq!(error["rule"], "VS-2");
    let five: String = (0..5).map(|number| format!("{}\n", letter(number))).collect();
    assert_eq!(world.ok_with(&format!("vs assign {CORE} -"), &five)["changed"], false);
}

#[test]
fn seats_for_many_users_are_given_to_all_or_to_none() {
    let world = silver(6);
    let six: String = (0..6).map(|number| format!("{}\n", letter(number))).collect();
    world.refused_with(&format!("vs assign {CORE} -"), &six, 5, "no-free-seat");
    let with_a_stranger = "a@contoso.com\nstranger@contoso.com\n";
    world.refused_with(&format!("vs assign {CORE} -"), with_a_stranger, 3, "no-such-user");
    world.refused_with(&format!("vs assign {CORE} -"), "a@contoso.com\nb\n", 2, "malformed-file");
    assert_eq!(world.row("benefits list", "id", "B1")["used"], 0);
    let five: String = (0..5).map(|number| format!("{}\n", letter(number))).collect();
    let receipt = world.ok_with(&format!("vs assign {CORE} -"), &five);
    assert_eq!(receipt["events"].as_array().unwrap().len(), 5);
}

#[test]
fn an_assignment_undone_within_the_day_leaves_no_lock() {
    let world = silver(2);
    world.ok("vs assign S1 a@contoso.com");
    let undone = world.ok("vs unassign S1 a@contoso.com");
    assert_eq!(undone["events"][0]["reassignable_from"], Value::Null);
    assert_eq!(world.row("vs list", "id", "S1")["status"], "free");
    world.ok("vs assign S1 b@contoso.com");
}

#[test]
fn a_seat_that_was_held_overnight_waits_out_its_ninety_days() {
    let world = silver(2);
    world.ok("vs assign S1 a@contoso.com");
    world.on("2026-03-02").ok("vs unassign S1 a@contoso.com");
    let seat = world.row("vs list", "id", "S1");
    assert_eq!(
        (&seat["status"], &seat["reassignable_from"]),
        (&json!("cooling"), &json!("2026-05-30"))
    );
    let error = world.on("2026-05-29").refused("vs assign S1 b@contoso.com", 5, "seats-cooling");
    assert_eq!(error["earliest"], "2026-05-30");
    world.on("2026-05-30").ok("vs assign S1 b@contoso.com --dry-run");
    world.on("2026-05-29");
    world.ok("vs assign S1 a@contoso.com");
}

#[test]
fn seats_never_used_are_given_before_those_whose_days_have_passed() {
    let world = silver(4);
    world.ok("vs assign S1 a@contoso.com");
    world.ok("vs assign S2 b@contoso.com");
    world.on("2026-03-10");
    world.ok("vs unassign S1 a@contoso.com");
    world.ok("vs unassign S2 b@contoso.com");
    world.on("2026-09-01");
    let seat_for =
        |email: &str| world.ok(&format!("vs assign {CORE} {email}"))["events"][0]["seat"].clone();
    assert_eq!(seat_for("c@contoso.com"), "S3");
    // The person's own seat comes before all.
    assert_eq!(seat_for("b@contoso.com"), "S2");
    assert_eq!(seat_for("d@contoso.com"), "S4");
}

#[test]
fn a_seat_is_reassigned_from_the_day_its_refusal_names() {
    let world = silver(2);
    world.ok("vs assign S1 a@contoso.com");
    let line = "vs reassign S1 a@contoso.com b@contoso.com";
    let error = world.on("2026-05-29").refused(line, 5, "vs-reassign-too-early");
    assert_eq!(error["earliest"], "2026-05-30");
    world.on("2026-05-30").ok(line);
    // The days count from the latest assignment.
    let back = "vs reassign S1 b@contoso.com a@contoso.com";
    let error = world.on("2026-08-27").refused(back, 5, "vs-reassign-too-early");
    assert_eq!(error["earliest"], "2026-08-28");
    world.verify();
}

#[test]
fn an_unknown_user_is_not_given_anything_and_the_command_that_adds_one_is_told() {
    let world = World::gold();
    for line in [
        format!("vs assign {CORE} zed@contoso.com"),
        "azure assign 'Azure bulk credit' zed@contoso.com".to_owned(),
        format!("software get-keys {SERVER} --for zed@contoso.com"),
    ] {
        let error = world.refused(&line, 3, "no-such-user");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("mpn user add zed@contoso.com --name NAME"), "{hint}");
    }
}

// Azure ----------------------------------------------------------------------------------------

#[test]
fn bulk_credit_has_one_holder_and_moves_within_the_enrollment_year() {
    let world = World::gold();
    let bulk = "'Azure bulk credit'";
    let receipt = world.ok(&format!("azure assign {bulk} bo@contoso.com"));
    assert_eq!(receipt["warnings"].as_array().unwrap().len(), 3, "{receipt}");
    let error = world.refused(&format!("azure assign {bulk} cy@contoso.com"), 5, "credit-held");
    assert!(error["hint"].as_str().unwrap().starts_with("mpn azure transfer"));
    world.refused(&format!("azure remove {bulk} bo@contoso.com"), 5, "bulk-not-removable");
    let held = world.refused(&format!("azure transfer {bulk} dana@contoso.com"), 5, "offer-held");
    assert!(held["message"].as_str().unwrap().contains("enterprise-agreement"));
    world.on("2027-01-14").ok(&format!("azure transfer {bulk} cy@contoso.com"));
    world.on("2027-01-15").refused(
        &format!("azure transfer {bulk} bo@contoso.com"),
        5,
        "enrollment-year-over",
    );
    world.verify();
}

#[test]
fn monthly_credit_comes_and_goes() {
    let world = World::gold();
    let monthly = "'Azure monthly credit'";
    world.ok(&format!("azure assign {monthly} dana@contoso.com"));
    world.ok(&format!("azure assign {monthly} bo@contoso.com"));
    assert_eq!(world.ok(&format!("azure assign {monthly} bo@contoso.com"))["changed"], false);
    world.ok(&format!("azure remove {monthly} dana@contoso.com"));
    assert_eq!(world.ok(&format!("azure remove {monthly} dana@contoso.com"))["changed"], false);
    let credit = world.row("azure list", "kind", "monthly");
    assert_eq!(credit["users"], json!(["bo@contoso.com"]));
}

// Software -------------------------------------------------------------------------------------

#[test]
fn a_key_is_never_handed_to_a_second_holder() {
    let world = World::gold();
    let get = |who: &str| world.ok(&format!("software get-keys {SERVER} --for {who}"))[0].clone();
    let first = get("bo@contoso.com");
    let second = get("cy@contoso.com");
    assert_ne!(first["key"], second["key"]);
    let id = first["id"].as_str().unwrap();
    let again = world.ok(&format!("software get-keys {id}"));
    assert_eq!((&again[0]["key"], &again[0]["holder"]), (&first["key"], &json!("bo@contoso.com")));
    world.refused(&format!("software get-keys {id} --for cy@contoso.com"), 6, "key-held");
}

#[test]
fn keys_for_many_are_handed_to_all_or_to_none() {
    let world = World::gold();
    let sql = "'SQL Server 2017 Standard'";
    let five = "ann@contoso.com\nbo@contoso.com\ncy@contoso.com\ndana@contoso.com\n";
    world.ok(&format!("software get-keys {sql}"));
    world.refused_with(&format!("software get-keys {sql} --for -"), five, 5, "no-free-key");
    let three = "ann@contoso.com\nbo@contoso.com\ncy@contoso.com\n";
    let keys = world.ok_with(&format!("software get-keys {sql} --for -"), three);
    assert_eq!(
        column(&keys, "holder"),
        [&json!("ann@contoso.com"), &json!("bo@contoso.com"), &json!("cy@contoso.com")]
    );
    world.refused(&format!("software get-keys {sql}"), 5, "no-free-key");
}

#[test]
fn a_key_that_is_there_is_not_added_again_in_whatever_spelling() {
    let world = World::gold();
    let error = world.refused_with(
        &format!("software add-keys {SERVER} -"),
        "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\ng3dmf xwx6t jfxbt v4b8w m9k3f\n",
        6,
        "duplicate-keys",
    );
    assert!(error["message"].as_str().unwrap().contains("line 2"), "{error}");
    let stdin = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n";
    let receipt = world.ok_with(&format!("software add-keys {SERVER} -"), stdin);
    assert!(texts(&receipt["warnings"])[0].contains("more than the 16 that the program grants"));
}

#[test]
fn an_open_refund_is_not_given_up_by_accident() {
    let grant = "[[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"silver\"\n\
                 keys_file = \"contoso-sql-server.keys\"\n";
    let bought = membership("silver", "Security", "2026-03-01");
    let world = World::found("2026-03-01", &opening(&(bought + grant)));
    let error = world.on("2026-03-31").refused("software get-keys Server", 5, "refund-open");
    assert_eq!(error["rule"], "CAN-3");
    assert!(error["message"].as_str().unwrap().contains("the last day"));
    world.ok("software get-keys Server --forfeit-refund");
    // Once given up there is nothing left to protect.
    world.ok("software get-keys Server");
    world.verify();

    let grant = "[[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"silver\"\n\
                 keys_file = \"contoso-sql-server.keys\"\n";
    let bought = membership("silver", "Security", "2026-03-01");
    let late = World::found("2026-03-01", &opening(&(bought + grant)));
    late.on("2026-04-01").ok("software get-keys Server");
}

#[test]
fn activations_run_out_and_are_never_topped_up() {
    let opening = include_str!("../examples/action-pack.toml");
    let world =
        World::found("2026-06-01", &opening.replace("pat@fabrikam.example", "ann@contoso.com"));
    let key = world.ok("software get-keys 'Windows 10 Enterprise'")[0]["id"].clone();
    let key = key.as_str().unwrap();
    world.ok(&format!("software activation {key} --machine web-01"));
    world.refused(&format!("software activation {key}"), 5, "activations-used-up");
    world.refused(&format!("software activation {key} --reimage"), 5, "activations-used-up");
    let free = world.ok(&format!("software activation {key} --reimage --unchanged"));
    assert_eq!(free["events"][0]["counted"], false);
    world.ok(&format!("software retire {key}"));
    world.refused(&format!("software get-keys {key}"), 5, "key-gone");
}

// The ledger -----------------------------------------------------------------------------------

#[test]
fn an_opening_statement_goes_through_the_same_rules_as_what_is_typed() {
    let world = World::gold();
    let seats = world.ok("vs list");
    let assigned: Vec<&Value> =
        seats.as_array().unwrap().iter().filter(|seat| seat["status"] == "assigned").collect();
    assert_eq!(assigned.len(), 2);
    assert_eq!(assigned[0]["assigned_on"], "2026-03-02");
    let software = world.ok(&format!("software show {SERVER}"));
    assert_eq!(software["keys"][0]["holder"], "ann@contoso.com");
    assert_eq!(software["keys"][0]["revealed_on"], "2026-02-20");
    assert_eq!(world.head()["operation"], 1);
    world.verify();
}

#[test]
fn an_opening_statement_that_breaks_a_rule_makes_no_ledger() {
    let bought = membership("silver", "Security", "2026-03-01");
    let seat = |email: &str| {
        format!("[[seat]]\nbenefit = \"Visual Studio Enterprise\"\nuser = \"{email}\"\n")
    };
    let six: String = (0..6).map(|number| user(&letter(number), "")).collect();
    let seats: String = (0..6).map(|number| seat(&letter(number))).collect();
    for (statement, exit, code) in [
        (format!("{six}{bought}{seats}"), 5, "no-free-seat"),
        (format!("{bought}{}", seat("nobody@contoso.com")), 3, "no-such-user"),
        (membership("silver", "Security", "2026-04-02"), 2, "on-in-the-future"),
        (format!("{bought}[[seat]]\nbenefits = \"x\"\n"), 2, "malformed-file"),
    ] {
        let world = World::found("2026-04-01", &opening(""));
        let file = world.path("other.toml");
        std::fs::write(&file, opening(&statement)).unwrap();
        let ledger = world.path("other.mpn");
        let told = world::run(
            &world::words(&format!(
                "init --from {} --ledger {} --identity {} --config {} --now 2026-04-01 -o json",
                file.display(),
                ledger.display(),
                world.path("other.identity").display(),
                world.path("other-config.toml").display(),
            )),
            "",
        );
        assert_eq!((told.exit, &told.error()["code"]), (exit, &json!(code)), "{}", told.stderr);
        for name in ["other.mpn", "other.identity", "other-config.toml"] {
            assert!(!world.path(name).exists(), "{name} was left behind by {code}");
        }
    }
}

#[test]
fn a_ledger_is_told_as_it_was_after_an_operation_and_at_the_end_of_a_day() {
    let world = silver(2);
    world.on("2026-03-05").ok("vs assign S1 a@contoso.com");
    world.on("2026-03-06").ok("vs unassign S1 a@contoso.com");
    world.on("2026-03-07").ok("vs assign S2 b@contoso.com");
    let holders = |as_of: &str| -> Vec<Value> {
        let seats = world.ok(&format!("vs list --as-of {as_of}"));
        column(&seats, "email").into_iter().filter(|email| !email.is_null()).cloned().collect()
    };
    assert_eq!(holders("1"), [] as [Value; 0]);
    assert_eq!(holders("2"), ["a@contoso.com"]);
    assert_eq!(holders("3"), [] as [Value; 0]);
    assert_eq!(holders("4"), ["b@contoso.com"]);
    assert_eq!(holders("2026-03-04"), [] as [Value; 0]);
    assert_eq!(holders("2026-03-05"), ["a@contoso.com"]);
    assert_eq!(holders("2026-03-06"), [] as [Value; 0]);
    assert_eq!(holders("2026-12-31"), ["b@contoso.com"]);
    for as_of in ["5", "0", "2026-02-28"] {
        world.refused(&format!("vs list --as-of {as_of}"), 3, "no-such-operation");
    }
}

#[test]
fn the_same_request_id_is_answered_alike_byte_for_byte() {
    let world = World::gold();
    for line in [
        format!("vs assign {CORE} bo@contoso.com --request-id a -o json"),
        format!("vs assign {CORE} dana@contoso.com --request-id b"),
        "azure assign 'Azure bulk credit' bo@contoso.com --request-id c".to_owned(),
        format!("software get-keys {SERVER} --count 2 --request-id d -o json"),
        "user add zoe@contoso.com --name Zoe --request-id e -o json".to_owned(),
    ] {
        let first = world.run(&line);
        assert_eq!(first.exit, 0, "{}", first.stderr);
        let head = world.head();
        assert_eq!(world.run(&line), first);
        assert_eq!(world.head(), head);
    }
    let stdin = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n";
    let line = format!("software add-keys {SERVER} - --request-id f -o json");
    let first = world.run_with(&line, stdin);
    assert_eq!(first.exit, 0, "{}", first.stderr);
    assert_eq!(world.run_with(&line, stdin), first);
    world.refused_with(
        &format!("software add-keys {SERVER} - --request-id f"),
        "289M7-47DVQ-DRVMW-8FJ86-PFC3J\n",
        6,
        "request-id-used",
    );
    world.verify();
}

#[test]
fn a_request_id_is_good_for_one_request_of_one_user() {
    let world = World::gold();
    world.ok(&format!("vs assign {CORE} bo@contoso.com --request-id a"));
    let other = format!("vs assign {CORE} dana@contoso.com --request-id a");
    world.refused(&other, 6, "request-id-used");
    let same = format!("vs assign {CORE} bo@contoso.com --request-id a");
    world.by("bo@contoso.com").refused(&same, 6, "request-id-used");
    world.by("ann@contoso.com").ok("user revoke bo@contoso.com mpn-partner-admin --request-id b");
}

#[test]
fn a_repeated_request_asks_for_the_role_again() {
    let world = World::gold();
    let line = format!("software get-keys {SERVER} --request-id a");
    world.by("bo@contoso.com").ok(&line);
    world.by("ann@contoso.com").ok("user revoke bo@contoso.com mpn-partner-admin");
    world.by("bo@contoso.com").refused(&line, 4, "role-missing");
}

#[test]
fn neither_a_refusal_nor_a_no_op_nor_a_dry_run_uses_up_a_request_id() {
    let world = World::gold();
    world.refused(&format!("vs assign {CORE} zed@contoso.com --request-id a"), 3, "no-such-user");
    world.ok(&format!("vs assign {CORE} ann@contoso.com --request-id a"));
    world.ok(&format!("vs assign {CORE} bo@contoso.com --request-id a --dry-run"));
    let done = world.ok("azure assign 'Azure monthly credit' bo@contoso.com --request-id a");
    assert_eq!(done["changed"], true);
}

#[test]
fn a_dry_run_tells_what_would_happen_and_leaves_no_trace() {
    let world = World::gold();
    let file = || std::fs::read(world.ledger()).unwrap();
    let before = file();
    let receipt = world.ok(&format!("vs assign {CORE} bo@contoso.com -n"));
    assert_eq!((&receipt["dry_run"], &receipt["changed"]), (&json!(true), &json!(true)));
    assert_eq!(receipt["operation"], Value::Null);
    let keys = world.ok(&format!("software get-keys {SERVER} -n"));
    assert_eq!(keys["events"][0]["kind"], "key-revealed");
    world.refused(&format!("vs assign {CORE} zed@contoso.com -n"), 3, "no-such-user");
    assert_eq!(file(), before);
}

#[test]
fn what_is_so_already_is_not_recorded() {
    let world = World::gold();
    let head = world.head();
    for line in [
        format!("vs assign {CORE} ann@contoso.com"),
        format!("vs unassign {CORE} bo@contoso.com"),
        "user grant ann@contoso.com global-admin".to_owned(),
        "user revoke cy@contoso.com admin-agent".to_owned(),
        "user update cy@contoso.com --country NL".to_owned(),
        "azure remove 'Azure monthly credit' cy@contoso.com".to_owned(),
        "software return K2".to_owned(),
    ] {
        let receipt = world.ok(&line);
        assert_eq!((&receipt["changed"], &receipt["operation"]), (&json!(false), &Value::Null));
        assert_eq!(receipt["events"], json!([]));
    }
    assert_eq!(world.head(), head);
}

#[test]
fn what_took_effect_earlier_is_decided_as_of_that_day_and_never_of_the_future() {
    let world = silver(2);
    world.on("2026-03-20");
    let receipt = world.ok("vs assign S1 a@contoso.com --on 2026-03-10");
    assert_eq!(receipt["on"], "2026-03-10");
    assert_eq!(world.row("vs list", "id", "S1")["reassignable_from"], "2026-06-08");
    world.refused("vs assign S2 b@contoso.com --on 2026-03-21", 2, "on-in-the-future");
}

#[test]
fn ids_are_never_given_twice() {
    let world = silver(1);
    let grant = "benefits grant --category software --offer silver --product";
    let first = world.ok(&format!("{grant} One"))["events"][0]["benefit"].clone();
    let second = world.ok(&format!("{grant} Two"))["events"][0]["benefit"].clone();
    assert_ne!(first, second);
    world.refused(&format!("{grant} one"), 6, "benefit-exists");
}
