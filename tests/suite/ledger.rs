//! Rules that need facts, on a real ledger: given what happened, when a command is run, then it is
//! done or refused, and the ledger is as it says.

use crate::world::{self, World};
use serde_json::{Value, json};

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
    let opening = include_str!("../../examples/action-pack.toml");
    let world =
        World::found("2026-06-01", &opening.replace("pat@fabrikam.example", "ann@contoso.com"));
    let key = world.ok("software get-keys 'Windows 10 Enterprise'")[0]["id"].clone();
    let key = key.as_str().unwrap();
    world.ok(&format!("software activation {key} --machine web-01"));
    let error = world.refused(&format!("software activation {key}"), 5, "activations-used-up");
    assert!(error["message"].to_string().contains("was activated once, as often"), "{error}");
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
    assert_eq!(holders("2026-03-07"), ["b@contoso.com"]);
    world.refused("vs list --as-of 2026-03-08", 2, "as-of-in-the-future");
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

// The second half of the program -----------------------------------------------------------------

const TENANT: &str = "--tenant contoso.onmicrosoft.com";
const OTHER_TENANT: &str =
    "--tenant fabrikam.onmicrosoft.com --confirm-tenant fabrikam.onmicrosoft.com";

fn kinds(receipt: &Value) -> Vec<&str> {
    texts_of(&receipt["events"], "kind")
}

fn texts_of<'v>(rows: &'v Value, name: &str) -> Vec<&'v str> {
    column(rows, name).into_iter().map(|one| one.as_str().unwrap()).collect()
}

/// Silver for Data Analytics of 1 January 2026, with an active support contract.
fn supported() -> World {
    let more = user("bo@contoso.com", "") + &membership("silver", "Data Analytics", "2026-01-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok("support activate product-support");
    world.ok_with("support confirm product-support", "access-of-ours\ncontract-of-ours\n");
    world
}

fn support(world: &World) -> Value {
    world.row("support status", "plan", "product-support")
}

// Renewal --------------------------------------------------------------------------------------

#[test]
fn a_renewal_begins_incidents_and_hours_anew_and_seats_and_keys_carry_on() {
    let world = supported();
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("benefits grant --category software --product Server --offer silver --quantity 2");
    world.ok_with("software add-keys Server -", "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n");
    world.ok("software get-keys Server --for bo@contoso.com");
    world.ok("support open product-support --title backup");
    world.ok("advisory request --scenario deployment --hours 10 --title migration");
    world.ok("advisory log A1 --hours 8");
    world.ok("advisory request --scenario deployment --hours 4 --title later");
    let seats = world.ok("vs list");
    let keys = world.ok("software show Server")["keys"].clone();
    assert_eq!(support(&world)["remaining"], 14);
    let hours = |world: &World| {
        let row = world.ok("advisory status")[0].clone();
        (row["used"].clone(), row["reserved"].clone(), row["remaining"].clone())
    };
    assert_eq!(hours(&world), (json!(8), json!(4), json!(8)));

    let early = world.on("2027-01-01").refused("membership renew M1", 5, "renew-too-early");
    assert_eq!((&early["earliest"], &early["rule"]), (&json!("2027-01-02"), &json!("MEM-5")));
    world.on("2027-01-31").ok("membership renew silver");
    let renewed = world.row("membership list", "id", "M1");
    assert_eq!(
        (&renewed["anniversary"], &renewed["renewable_until"], &renewed["status"]),
        (&json!("2028-01-01"), &json!("2028-01-31"), &json!("active"))
    );
    // The contract is confirmed again, and until then nothing can be opened.
    let pending = support(&world);
    assert_eq!((&pending["status"], &pending["remaining"]), (&json!("pending"), &json!(15)));
    assert_eq!((&pending["starts_on"], &pending["contract"]), (&Value::Null, &json!("C1")));
    world.refused("support open product-support --title again", 5, "support-pending");
    assert_eq!(hours(&world), (json!(0), json!(0), json!(20)));
    assert_eq!(world.ok("vs list"), seats);
    assert_eq!(world.ok("software show Server")["keys"], keys);
    // What was opened in the last term is kept, and gives nothing back to this one.
    world.ok("support close I1 --as bug");
    assert_eq!(support(&world)["remaining"], 15);
    world.ok("advisory log A2 --hours 4");
    assert_eq!(hours(&world), (json!(0), json!(0), json!(20)));
    world.ok_with("support confirm product-support", "access-of-2027\ncontract-of-2027\n");
    let confirmed = support(&world);
    assert_eq!(
        (&confirmed["starts_on"], &confirmed["ends_on"]),
        (&json!("2027-01-01"), &json!("2027-12-31"))
    );
    assert_eq!(world.ok("support ids product-support")["access_id"], "access-of-2027");
    world.ok("support open product-support --title again");
    world.verify();
}

#[test]
fn a_grant_with_an_end_of_its_own_keeps_it_when_the_membership_is_renewed() {
    let world = supported();
    world.ok("benefits grant --category software --product Lasting --offer silver");
    world.ok(
        "benefits grant --category software --product Short --offer silver --ends-on 2027-01-20",
    );
    world.on("2027-01-10").ok("membership renew M1");
    assert_eq!(world.row("benefits list", "name", "Lasting")["ends_on"], "2028-01-31");
    assert_eq!(world.row("benefits list", "name", "Short")["ends_on"], "2027-01-20");
}

// Lapse ----------------------------------------------------------------------------------------

/// Every list, as JSON.
fn lists(world: &World) -> Vec<Value> {
    let nouns = [
        "membership list",
        "benefits list",
        "software list",
        "azure list",
        "license list",
        "vs list",
        "support status",
        "support list",
        "advisory status",
        "advisory list",
        "gtm list",
        "user list",
        "due --within 999d",
    ];
    nouns.iter().map(|noun| world.ok(noun)).collect()
}

#[test]
fn a_lapse_is_told_before_and_after_it_is_taken_down() {
    let world = World::gold();
    world.ok("azure assign 'Azure monthly credit' bo@contoso.com");
    // The Action Pack's window ends on 31 December 2026.
    world.on("2026-12-31");
    assert_eq!(world.row("membership list", "id", "M4")["status"], "renewable");
    assert_eq!(world.row("azure list", "kind", "monthly")["users"], json!(["bo@contoso.com"]));
    world.on("2027-01-01");
    let head = world.head();
    let before = lists(&world);
    assert_eq!(world.head(), head);
    assert_eq!(world.row("membership list", "id", "M4")["status"], "lapsed");
    let credit = world.row("azure list", "kind", "monthly");
    assert_eq!((&credit["users"], &credit["status"]), (&json!([]), &json!("ended")));
    // The first write takes it down, before what it does itself.
    let receipt = world.ok("user grant cy@contoso.com admin-agent");
    assert_eq!(kinds(&receipt)[..2], ["membership-lapsed", "benefit-ended"]);
    assert_eq!(receipt["events"][0]["on"], "2027-01-01");
    assert_eq!(*kinds(&receipt).last().unwrap(), "role-granted");
    let mut after = lists(&world);
    // The role is what the write itself was about.
    after[11] = before[11].clone();
    assert_eq!(after, before);
    let second = world.ok("user revoke cy@contoso.com admin-agent");
    assert_eq!(kinds(&second), ["role-revoked"]);
    world.verify();
}

#[test]
fn a_lapse_alone_is_not_worth_an_operation() {
    let world = World::gold();
    world.on("2027-01-01");
    let head = world.head();
    assert_eq!(world.ok(&format!("vs assign {CORE} ann@contoso.com"))["changed"], false);
    world.refused("user grant nobody@contoso.com admin-agent", 3, "no-such-user");
    assert_eq!(world.ok("user grant cy@contoso.com admin-agent -n")["changed"], true);
    assert_eq!(world.head(), head);
}

#[test]
fn silver_has_its_core_package_back_when_gold_lapses() {
    let more = user("bo@contoso.com", "") + &membership("gold", "Data Analytics", "2026-01-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("membership purchase silver --competency 'Data Platform'");
    let gold = world.row("benefits list", "name", "Visual Studio Enterprise");
    assert_eq!((&gold["offer"], &gold["quantity"]), (&json!("gold"), &json!(10)));
    world.on("2027-02-01");
    for written in [false, true] {
        if written {
            world.ok("user grant bo@contoso.com admin-agent");
        }
        let silver = world.row("benefits list", "name", "Visual Studio Enterprise");
        assert_eq!(
            (&silver["id"], &silver["offer"], &silver["quantity"], &silver["used"]),
            (&gold["id"], &json!("silver"), &json!(5), &json!(1))
        );
        assert_eq!(silver["ends_on"], "2027-03-31");
        let seat = world.row("vs list", "id", "S1");
        assert_eq!(
            (&seat["email"], &seat["status"]),
            (&json!("bo@contoso.com"), &json!("assigned"))
        );
        assert_eq!(support(&world)["included"], 15);
        assert_eq!(world.row("support status", "plan", "signature-cloud")["included"], 5);
        assert_eq!(world.ok("advisory status")[0]["included"], 20);
        let offers = world.ok("gtm list");
        assert!(!texts_of(&offers, "name").contains(&"Partner Go-To-Market Toolbox"), "{offers}");
        assert_eq!(offers[0]["sources"], json!(["Silver Core"]));
    }
    world.on("2027-04-01");
    let seat = world.row("vs list", "id", "S1");
    assert_eq!((&seat["email"], &seat["status"]), (&Value::Null, &json!("ended")));
    world.refused("support activate product-support", 5, "no-active-offer");
    world.verify();
}

#[test]
fn a_name_is_that_of_what_lives_and_of_what_ended_when_nothing_of_it_does() {
    let more = membership("silver", "Security", "2025-09-01")
        + &membership("silver", "Data Analytics", "2026-02-01");
    let world = World::found("2026-03-01", &opening(&more));
    let grant = |more: &str| {
        world
            .ok(&format!("benefits grant --category software --product Tool --offer silver {more}"))
    };
    grant("--competency Security");
    let named = |name: &str| world.ok(&format!("software show {name}"))["id"].clone();
    let first = named("Tool");
    world.on("2026-12-01");
    assert_eq!(named("tool"), first, "it has ended");
    grant("--competency 'Data Analytics'");
    assert_ne!(named("Tool"), first);
    assert_eq!(named("Tool"), named("TOOL"));
}

#[test]
fn a_lapse_ends_everything_that_came_with_the_membership_and_deletes_nothing() {
    let world = World::gold();
    world.ok("azure assign 'Azure bulk credit' bo@contoso.com");
    world.ok("support open product-support --title backup");
    // All but the membership for Data Analytics of 1 February, which lapses a bit later.
    let line = "user update cy@contoso.com --name 'Cyrus Okafor'";
    world.on("2027-03-10").ok(line);
    let memberships = world.ok("membership list");
    assert_eq!(texts_of(&memberships, "status"), ["lapsed"; 4]);
    for list in ["vs list", "software list", "azure list", "benefits list"] {
        let rows = world.ok(list);
        assert!(!rows.as_array().unwrap().is_empty(), "{list}");
        assert!(column(&rows, "status").iter().all(|status| **status == "ended"), "{list}: {rows}");
    }
    assert!(column(&world.ok("vs list"), "email").iter().all(|email| email.is_null()));
    assert!(column(&world.ok("azure list"), "users").iter().all(|users| **users == json!([])));
    let keys = world.ok(&format!("software show {SERVER}"))["keys"].clone();
    assert!(column(&keys, "status").iter().all(|status| **status == "ended"), "{keys}");
    // What was redeemed belongs to the tenant; what was not can no longer be.
    let licenses = world.ok("license list");
    assert_eq!(texts_of(&licenses, "status"), ["ended", "ended", "redeemed", "ended"]);
    let status = support(&world);
    assert_eq!((&status["status"], &status["available"]), (&json!("expired"), &json!(false)));
    assert_eq!(world.ok("support list").as_array().unwrap().len(), 1);
    world.verify();
}

// Cancel ---------------------------------------------------------------------------------------

#[test]
fn a_confirmed_cancellation_ends_benefits_releases_seats_and_deletes_nothing() {
    let more = user("bo@contoso.com", "") + &membership("gold", "Cloud Platform", "2026-03-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok("benefits grant --category software --product Server --offer gold");
    world.ok_with("software add-keys Server -", "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3\n");
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok(
        "gtm contact set bo@contoso.com --contact-email n@contoso.com --phone 12345 --language da",
    );
    world.ok("gtm activate G1");
    world.on("2026-03-31");
    world.refused("cancel M1 --confirm --yes", 5, "cancel-not-requested");
    world.refused("cancel M1", 2, "consent-missing");
    let requested = world.ok("cancel M1 --yes");
    assert_eq!(kinds(&requested), ["cancel-requested"]);
    assert!(requested["text"].as_str().unwrap().contains("Purchased on: 2026-03-01"));
    // Until it is granted everything goes on, but it is not asked for twice.
    assert_eq!(world.row("membership list", "id", "M1")["status"], "cancel-requested");
    assert_eq!(world.ok("cancel M1 --yes")["changed"], false);
    world.ok(&format!("vs assign {CORE} ann@contoso.com"));
    world.ok("cancel M1 --withdraw");
    assert_eq!(world.ok("cancel M1 --withdraw")["changed"], false);
    world.ok("cancel M1 --yes");
    world.on("2026-04-09").ok("cancel M1 --confirm --yes");
    assert_eq!(world.row("membership list", "id", "M1")["status"], "cancelled");
    let rows = world.ok("benefits list");
    let ended = column(&rows, "status");
    assert!(ended.len() > 5 && ended.iter().all(|status| **status == "ended"), "{rows}");
    let seats = world.ok("vs list");
    assert_eq!(seats.as_array().unwrap().len(), 10 + 25);
    assert!(column(&seats, "email").iter().all(|email| email.is_null()));
    let keys = world.ok("software show Server")["keys"].clone();
    assert_eq!((keys.as_array().unwrap().len(), &keys[0]["status"]), (1, &json!("ended")));
    assert_eq!(world.ok("gtm list"), json!([]));
    assert_eq!(world.ok("gtm show G1")["status"], "expired");
    assert_eq!(world.ok("cancel M1 --confirm --yes")["changed"], false);
    world.refused("cancel M1 --yes", 5, "refund-closed");
    world.refused(&format!("vs assign {CORE} bo@contoso.com"), 5, "no-active-offer");
    // Bought again it is another membership, and the old benefits are not given new life.
    world.ok("membership purchase gold --competency 'Cloud Platform'");
    assert_eq!(world.row("software list", "name", "Server")["status"], "ended");
    world.verify();
}

#[test]
fn whether_a_refund_is_open_is_told_with_every_reason_against_it() {
    let bought = membership("silver", "Security", "2026-03-01");
    let grant = "[[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"silver\"\n\
                 keys_file = \"contoso-sql-server.keys\"\n";
    let world = World::found("2026-03-01", &opening(&(bought + grant)));
    let check = |world: &World| {
        let told = world.run("cancel M1 --check -o json");
        (told.exit, told.json()["reasons"].as_array().unwrap().len())
    };
    assert_eq!(check(world.on("2026-03-31")), (0, 0));
    world.ok("software get-keys Server --forfeit-refund");
    assert_eq!(check(&world), (5, 1));
    assert_eq!(check(world.on("2026-04-01")), (5, 2));
    let error = world.refused("cancel M1 --yes", 5, "refund-closed");
    assert_eq!(error["rule"], "CAN-1");
}

#[test]
fn only_the_roles_that_cancel_and_renew_may() {
    let world = World::gold();
    world.ok("user add agent@contoso.com --name A --role admin-agent");
    world.ok("user add billing@contoso.com --name B --role billing-admin");
    let cancels = world.by("agent@contoso.com").refused("cancel M1 --yes", 4, "role-missing");
    assert_eq!(cancels["roles"], json!(["mpn-partner-admin", "account-admin", "global-admin"]));
    // Who may not cancel may well renew.
    world.refused("membership renew M1", 5, "renew-too-early");
    world.by("billing@contoso.com").refused("membership renew M1", 4, "role-missing");
    world.by("dana@contoso.com").refused("cancel M1 --yes", 5, "refund-closed");
}

// Leavers --------------------------------------------------------------------------------------

#[test]
fn somebody_who_leaves_is_offboarded_in_one_operation() {
    let world = World::gold();
    world.ok(&format!("vs assign {CORE} bo@contoso.com"));
    world.ok("azure assign 'Azure bulk credit' bo@contoso.com");
    world.ok("azure assign 'Azure monthly credit' bo@contoso.com");
    let key = world.ok(&format!("software get-keys {SERVER} --for bo@contoso.com"))[0].clone();
    world.on("2026-06-10");
    let before = world.head()["operation"].as_u64().unwrap();
    let receipt = world.ok("user offboard bo@contoso.com --yes");
    assert_eq!(world.head()["operation"], before + 1);
    assert_eq!(
        kinds(&receipt),
        ["seat-unassigned", "credit-removed", "role-revoked", "user-offboarded"]
    );
    assert_eq!(receipt["events"][0]["reassignable_from"], "2026-08-30");
    let bulk = world.row("azure list", "kind", "bulk");
    let left = &receipt["events"][3];
    assert_eq!(left["to_transfer"], json!([bulk["id"]]));
    assert_eq!(left["keys_seen"], json!([key["id"]]));
    // What can only be transferred stays, and is named.
    assert_eq!(bulk["users"], json!(["bo@contoso.com"]));
    assert!(texts(&receipt["warnings"])[0].contains("mpn azure transfer"));
    let gone = world.row("user list", "email", "bo@contoso.com");
    assert_eq!((&gone["status"], &gone["roles"]), (&json!("offboarded"), &json!([])));
    world.refused(&format!("vs assign {CORE} bo@contoso.com"), 5, "user-gone");
    assert_eq!(world.ok("user offboard bo@contoso.com --yes")["changed"], false);
    // The directory does not bring them back.
    let csv = "userPrincipalName,displayName,accountEnabled\nbo@contoso.com,Bo Jensen,True\n";
    world.ok_with("user import entra -", csv);
    assert_eq!(world.row("user list", "email", "bo@contoso.com")["status"], "offboarded");
    world.ok("azure transfer 'Azure bulk credit' cy@contoso.com");
    world.by("bo@contoso.com").refused("membership purchase action-pack", 4, "actor-gone");
    world.verify();
}

#[test]
fn the_last_who_may_grant_roles_does_not_leave_and_nothing_of_theirs_is_taken() {
    let world = World::gold();
    world.refused("user offboard ann@contoso.com --yes", 5, "last-grantor");
    assert_eq!(world.row("vs list", "id", "S1")["email"], "ann@contoso.com");
    world.refused("user offboard nobody@contoso.com --yes", 3, "no-such-user");
    world.refused("user offboard cy@contoso.com", 2, "consent-missing");
    // Managing users alone is not enough: seats are taken away as well.
    world.by("dana@contoso.com").refused("user offboard cy@contoso.com --yes", 4, "role-missing");
    world.by("ann@contoso.com").ok("user grant dana@contoso.com mpn-partner-admin");
    world.by("dana@contoso.com").ok("user offboard cy@contoso.com --yes");
}

#[test]
fn who_may_not_take_a_role_does_not_take_it_by_offboarding() {
    let world = World::gold();
    world.ok("user add gus@contoso.com --name Gus --role billing-admin");
    world.ok("user grant dana@contoso.com mpn-partner-admin");
    let line = "user offboard gus@contoso.com --yes";
    let error = world.by("dana@contoso.com").refused(line, 4, "role-of-azure-ad");
    assert_eq!(error["rule"], "ROLE-6");
    assert_eq!(world.row("user list", "email", "gus@contoso.com")["status"], "active");
    world.by("ann@contoso.com").ok(line);
}

#[test]
fn two_roles_that_offboard_together_are_told() {
    let world = World::gold();
    let line = "user offboard cy@contoso.com --yes";
    let error = world.by("bo@contoso.com").refused(line, 4, "role-missing");
    assert_eq!(
        error["message"],
        "bo@contoso.com may not offboard users; roles that may: global-admin, mpn-partner-admin \
         with user-management-admin, mpn-partner-admin with account-admin"
    );
    assert_eq!(error["hint"], "ask one who may: ann@contoso.com");
    world.by("ann@contoso.com").ok("user grant dana@contoso.com mpn-partner-admin");
    let why = world.ok(&format!("why {line}"));
    assert_eq!(why["holders"], json!(["ann@contoso.com", "dana@contoso.com"]));
    assert_eq!(why["role_pairs"][1], json!(["mpn-partner-admin", "account-admin"]));
}

#[test]
fn nobody_is_offboarded_from_seats_that_are_administered_elsewhere() {
    let text = include_str!("../../examples/gold.toml").replace("\"partner-center\"", "\"pmc\"");
    let world = World::found("2026-06-01", &text);
    let holder = world.ok("vs list")[0]["email"].as_str().unwrap().to_owned();
    world.ok("user add gus@contoso.com --name Gus --role global-admin");
    let line = format!("user offboard {holder} --yes");
    let error = world.by("gus@contoso.com").refused(&line, 5, "administered-in-pmc");
    assert_eq!(error["rule"], "MEM-4");
    assert_eq!(world.ok("vs list")[0]["email"], holder);
    world.ok("user offboard bo@contoso.com --yes");
}

// Licenses -------------------------------------------------------------------------------------

#[test]
fn a_redemption_is_answered_again_byte_for_byte_and_done_once() {
    let world = World::gold();
    let line = format!(
        "license redeem 'Microsoft 365 E3' --mode new {OTHER_TENANT} --yes --request-id a -o json"
    );
    let first = world.run(&line);
    assert_eq!(first.exit, 0, "{}", first.stderr);
    let key = first.json()["key"].as_str().unwrap().to_owned();
    let head = world.head();
    assert_eq!(world.run(&line), first);
    // Without consent, too: it was given.
    assert_eq!(world.run(&line.replace("--yes ", "")), first);
    assert_eq!(world.head(), head);
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let error = world.refused(
        &format!("license redeem {id} --mode new {OTHER_TENANT} --yes"),
        6,
        "key-redeemed",
    );
    assert_eq!(error["rule"], "LIC-2");
    assert!(error["message"].as_str().unwrap().contains("by operation 2;"), "{error}");
    let other = line.replace("fabrikam", "northwind");
    assert_eq!(world.run(&other).exit, 6, "the same id for another tenant");
    assert!(key.len() >= 25);
    world.verify();
}

#[test]
fn a_plan_shows_both_outcomes_and_does_nothing() {
    let world = World::gold();
    let head = world.head();
    let plan = world.ok("license redeem 'Microsoft 365 E3' --plan");
    // 25 seats run until 1 February 2027; 1 June is eight months before.
    assert_eq!(
        (&plan["add_seats"]["seats"], &plan["add_seats"]["months"], &plan["add_seats"]["ends_on"]),
        (&json!(50), &json!(10), &json!("2027-04-01"))
    );
    assert_eq!(
        (&plan["extend"]["seats"], &plan["extend"]["months"], &plan["extend"]["ends_on"]),
        (&json!(25), &json!(12), &json!("2028-02-01"))
    );
    assert_eq!(plan["new"]["allowed"], false);
    assert_eq!(world.head(), head);
    let line = format!("license redeem 'Microsoft 365 E3' --mode add-seats {TENANT} --yes");
    let redeemed = world.ok(&line);
    assert_eq!((&redeemed["seats"], &redeemed["ends_on"]), (&json!(50), &json!("2027-04-01")));
}

#[test]
fn a_key_that_was_redeemed_by_mistake_is_replaced_once_within_thirty_days() {
    let world = World::gold();
    let line = format!("license redeem 'Microsoft 365 E3' --mode add-seats {TENANT} --yes");
    let id = world.ok(&line)["id"].as_str().unwrap().to_owned();
    let replace = format!("license replace {id} --yes");
    world.on("2026-07-02").refused(&replace, 5, "replacement-too-late");
    let receipt = world.on("2026-07-01").ok(&replace);
    assert_eq!(receipt["events"][0]["restored"], true);
    assert!(receipt["text"].as_str().unwrap().contains("Redeemed on: 2026-06-01"));
    let running = world.ok("license show 'Microsoft 365 E3'")["subscriptions"].clone();
    assert_eq!((&running[0]["seats"], &running[0]["ends_on"]), (&json!(25), &json!("2027-02-01")));
    world.refused(&replace, 6, "key-replaced");
    world.verify();
}

#[test]
fn a_key_that_another_was_redeemed_after_is_replaced_and_takes_nothing_back() {
    let world = World::gold();
    let line = format!("license redeem 'Microsoft 365 E3' --mode add-seats {TENANT} --yes");
    let first = world.ok(&line)["id"].as_str().unwrap().to_owned();
    world.ok(&line);
    let running = || world.ok("license show 'Microsoft 365 E3'")["subscriptions"].clone();
    let before = running();
    assert_eq!(before[0]["seats"], 75);
    let receipt = world.ok(&format!("license replace {first} --yes"));
    assert_eq!(receipt["events"][0]["restored"], false);
    assert_eq!(running(), before);
    world.verify();
}

#[test]
fn the_last_day_to_redeem_is_not_the_end_of_the_subscription() {
    let world = World::gold();
    let line = format!("license redeem 'Microsoft 365 E3' --mode new {OTHER_TENANT} --yes");
    let receipt = world.on("2027-01-15").ok(&format!("{line} --already-done"));
    assert_eq!(kinds(&receipt)[..1], ["membership-lapsed"]);
    let redeemed = receipt["events"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&redeemed["user"], &redeemed["then"]["ends_on"]),
        (&Value::Null, &json!("2028-01-15"))
    );
    world.on("2027-01-16").refused(&line, 5, "activate-by-over");
}

// Support --------------------------------------------------------------------------------------

#[test]
fn any_user_of_the_mpn_side_sees_the_ids_and_that_is_recorded() {
    let world = World::gold();
    let before = world.head()["operation"].as_u64().unwrap();
    let ids = world.by("cy@contoso.com").ok("support ids product-support");
    assert_eq!((&ids["access_id"], &ids["contract_id"]), (&json!("123456789"), &json!("8912345")));
    let shown = world.ok(&format!("history show {}", before + 1));
    assert_eq!(
        (&shown["command"], &shown["actor"]),
        (&json!("support ids"), &json!("cy@contoso.com"))
    );
    assert_eq!(shown["events"][0]["kind"], "ids-revealed");
    world.by("eve@reseller.example").refused("support ids product-support", 4, "only-csp");
    world.by("ann@contoso.com").refused("support ids signature-cloud", 5, "support-inactive");
    world.ok("support activate signature-cloud");
    world.refused("support ids signature-cloud", 5, "support-pending");
    // Linking a second time is harmless.
    let link = "support link C1 --account someone@live.example";
    assert_eq!(world.by("cy@contoso.com").ok(link)["changed"], true);
    assert_eq!(world.ok(link)["changed"], false);
}

#[test]
fn incidents_run_out_and_a_bug_is_given_back() {
    let world = supported();
    world.ok("support count product-support --remaining 1");
    world.ok("support open product-support --title last --account bo@contoso.com");
    let error = world.refused("support open product-support --title more", 5, "no-incident-left");
    assert_eq!(error["rule"], "SUP-9");
    let used_up = support(&world);
    assert_eq!((&used_up["status"], &used_up["available"]), (&json!("used-up"), &json!(false)));
    let closed = world.ok("support close I1 --as bug");
    assert_eq!(closed["events"][0]["returned"], true);
    assert_eq!(world.ok("support close I1 --as bug")["changed"], false);
    world.refused("support close I1 --as solved", 6, "incident-closed");
    world.ok("support open product-support --title more");
    let listed = world.ok("support list");
    assert_eq!(column(&listed, "counted"), [&json!(false), &json!(true)]);
    world.verify();
}

#[test]
fn customers_are_helped_on_cloud_support_by_an_admin_agent() {
    let world = World::gold();
    world.ok("support activate signature-cloud");
    world.ok_with("support confirm signature-cloud", "a\nb\n");
    let line = "support open signature-cloud --title outage --customer Fabrikam";
    assert_eq!(world.refused(line, 4, "role-missing")["roles"], json!(["admin-agent"]));
    world.ok("user grant cy@contoso.com admin-agent");
    world.by("cy@contoso.com").ok(line);
    let on_premises = "support open product-support --title outage --customer Fabrikam";
    world.refused(on_premises, 5, "customer-on-premises");
    assert_eq!(world.row("support status", "plan", "signature-cloud")["remaining"], "unlimited");
}

// The opening statement ------------------------------------------------------------------------

#[test]
fn what_was_redeemed_activated_and_used_before_stands_in_the_opening_statement() {
    let world = World::gold();
    let redeemed = world.row("license list", "status", "redeemed");
    assert_eq!(
        (&redeemed["redeemed_on"], &redeemed["ends_on"], &redeemed["tenant"]),
        (&json!("2026-02-01"), &json!("2027-02-01"), &json!("contoso.onmicrosoft.com"))
    );
    let status = support(&world);
    assert_eq!(
        (&status["used"], &status["remaining"], &status["status"]),
        (&json!(3), &json!(17), &json!("active"))
    );
    assert_eq!(
        (&status["starts_on"], &status["ends_on"]),
        (&json!("2026-01-15"), &json!("2027-01-14"))
    );
    let hours = world.ok("advisory status")[0].clone();
    assert_eq!((&hours["used"], &hours["remaining"]), (&json!(8), &json!(42)));
    assert_eq!(world.head()["operation"], 1);
}

// Secrets --------------------------------------------------------------------------------------

#[test]
fn secrets_stand_nowhere_in_clear() {
    const KEY: &str = "3DXMC-BG73X-9RQBM-XJ9V2-27FJ3";
    const IDS: [&str; 2] = ["planted-access-id-41", "planted-contract-id-42"];
    let world = World::gold();
    let mut told = String::new();
    let mut run = |line: &str, stdin: &str| {
        let done = world.run_with(line, stdin);
        assert_eq!(done.exit, 0, "{line}: {}", done.stderr);
        told.push_str(&done.stdout);
        told.push_str(&done.stderr);
    };
    run("license add-keys 'Microsoft 365 E3' - --seats 5 -o json", &format!("{KEY}\n"));
    let redeem = format!("license redeem K25 --mode new {OTHER_TENANT} --yes");
    run(&format!("{redeem} -o json --already-done"), "");
    run("support activate signature-cloud -o json", "");
    let ids = IDS.join("\n");
    run("support confirm signature-cloud -o json", &ids);
    run("support confirm signature-cloud --request-id b -o json", &ids);
    run("support status -o json", "");
    run("license list -o json", "");
    run("history list -o json", "");
    for operation in 1..=world.head()["operation"].as_u64().unwrap() {
        run(&format!("history show {operation} -o json"), "");
    }
    run("status", "");
    run("why support ids signature-cloud", "");
    run("why license replace K25", "");
    let file = std::fs::read(world.ledger()).unwrap();
    let keys = ["contoso-m365.keys", "contoso-windows-server.keys", "contoso-support.ids"];
    let files: String =
        keys.iter().map(|name| std::fs::read_to_string(world.path(name)).unwrap()).collect();
    let planted = files.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut scanned = 0;
    for secret in planted.chain([KEY]).chain(IDS) {
        for form in [secret.to_owned(), secret.replace('-', ""), secret.to_lowercase()] {
            let found = file.windows(form.len()).any(|bytes| bytes == form.as_bytes());
            assert!(!found, "{form} stands in the ledger");
            assert!(!told.contains(&form), "{form} was told");
        }
        scanned += 1;
    }
    assert!(scanned > 20, "{scanned} secrets were looked for");
    // What hands them out does so, and is the only way.
    assert_eq!(world.ok("support ids signature-cloud")["access_id"], IDS[0]);
}

#[test]
fn seats_that_are_added_are_warned_of_only_where_they_run_less_than_twelve_months() {
    let warned = |before: &[&str]| {
        let world = World::gold();
        let redeem = |line: &str| {
            let line = format!("license redeem {line} --tenant contoso.onmicrosoft.com --yes");
            world.run(&line).stderr.contains("--mode extend keeps the seats")
        };
        for line in before {
            redeem(line);
        }
        redeem("K22 --mode add-seats")
    };
    assert!(warned(&[]), "ten months are left");
    assert!(!warned(&["K21 --mode extend"]), "sixteen months are left");
}

#[test]
fn what_was_bought_elsewhere_still_runs() {
    let world = World::gold();
    let plan = "license redeem 'Microsoft 365 E3' --plan --seats-now 30 --ends-on";
    world.refused(&format!("{plan} 2026-06-01"), 5, "ended-elsewhere");
    assert_eq!(world.ok(&format!("{plan} 2026-06-02"))["extend"]["seats"], 30);
}

#[test]
fn a_fixed_clock_is_warned_of_by_every_kind_of_answer() {
    let world = World::gold();
    for line in [
        "user add fay@contoso.com --name Fay",
        "advisory request --scenario deployment --hours 1 --title Move",
        "seal recovery",
        "software get-keys B7",
    ] {
        let told = world.run(line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        assert!(told.stderr.contains("recorded with a fixed clock"), "{line}: {}", told.stderr);
    }
}
