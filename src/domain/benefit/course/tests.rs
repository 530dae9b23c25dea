//! The table of years: what a line is from which day on, each written by hand from the rule.

use std::sync::LazyLock;

use super::*;
use crate::domain::benefit::{BenefitType, Category};
use crate::domain::membership::rules::tests::{bought, cancelled, day, program, renewed};
use crate::domain::program::ProgramBenefit;

const INCIDENTS: &str = "Microsoft Product Support";
const CLOUD: &str = "Signature Cloud Support";
const SEATS: &str = "Visual Studio Enterprise";
const HOURS: &str = "Partner Advisory Hours";

/// The program, read once.
static PROGRAM: LazyLock<Program> = LazyLock::new(program);

fn course_of(memberships: &[Membership]) -> Course {
    course(&[InForce { program: &PROGRAM, from: day("2020-01-01") }], memberships, &[])
}

/// The lines of a product.
fn lines_of<'c>(course: &'c Course, product: &str) -> Vec<&'c Line> {
    course.0.keys().filter(|line| line.product == product).collect()
}

/// From which day on a line is what: with which membership it comes, how much of it is granted,
/// when its year began and since when it has lived; days in a row that tell the same are one row.
fn rows(course: &Course, line: &Line) -> Vec<String> {
    let mut rows: Vec<(NaiveDate, String)> = Vec::new();
    for Segment { from, standing, terms, year_from, stretch_from, .. } in course.of(line) {
        let quantity = match terms.quantity {
            Some(Quantity::Count(count)) => count.to_string(),
            Some(Quantity::Unlimited) => "unlimited".to_owned(),
            None => "-".to_owned(),
        };
        let told = match (standing, terms.membership) {
            (Standing::Live, Some(carrier)) => {
                format!("{carrier} {quantity} year {year_from} since {stretch_from}")
            }
            (Standing::Live, None) => format!("alone since {stretch_from}"),
            (other, _) => format!("{other:?}").to_lowercase(),
        };
        if rows.last().is_none_or(|(_, last)| *last != told) {
            rows.push((*from, told));
        }
    }
    rows.into_iter().map(|(from, told)| format!("{from} {told}")).collect()
}

/// The rows of the one line of a product.
fn table(memberships: &[Membership], product: &str) -> Vec<String> {
    let course = course_of(memberships);
    let [line] = lines_of(&course, product)[..] else { panic!("{product} is not one line") };
    rows(&course, line)
}

#[test]
fn a_renewal_begins_a_year_on_its_day_and_the_window_lives_on_with_the_old_one() {
    // Its anniversary is 15 January; the window is open until 14 February.
    let gold = renewed(bought(1, "gold", "DevOps", "2026-01-15"), "2027-02-10");
    assert_eq!(
        table(&[gold], INCIDENTS),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2027-02-10 M1 20 year 2027-02-10 since 2026-01-15",
            "2028-02-15 over",
        ]
    );
}

#[test]
fn of_two_golds_the_older_carries_and_the_other_begins_a_year_if_it_was_renewed_later() {
    // Both were renewed, the younger one later; the older one is not renewed again.
    let older = renewed(bought(1, "gold", "DevOps", "2026-01-15"), "2027-02-10");
    let younger = renewed(bought(2, "gold", "Security", "2026-03-01"), "2027-03-05");
    let expected = [
        "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
        "2027-02-10 M1 20 year 2027-02-10 since 2026-01-15",
        "2028-02-15 M2 20 year 2028-02-15 since 2026-01-15",
        "2028-03-31 over",
    ];
    let both = [older, younger];
    assert_eq!(table(&both, INCIDENTS), expected);
    // Which was recorded first makes no difference.
    let [older, younger] = both;
    assert_eq!(table(&[younger, older], INCIDENTS), expected);
}

#[test]
fn the_other_gold_begins_no_year_if_it_was_renewed_before_the_one_that_lapses() {
    // The older one was renewed on 2 March, in its window; the younger one on 25 February.
    let older = renewed(bought(1, "gold", "DevOps", "2026-02-01"), "2027-03-02");
    let younger = renewed(bought(2, "gold", "Security", "2026-02-10"), "2027-02-25");
    assert_eq!(
        table(&[older, younger], INCIDENTS),
        [
            "2026-02-01 M1 20 year 2026-02-01 since 2026-02-01",
            "2027-03-02 M1 20 year 2027-03-02 since 2026-02-01",
            "2028-03-03 M2 20 year 2027-03-02 since 2026-02-01",
            "2028-03-12 over",
        ]
    );
}

#[test]
fn a_gold_that_lapses_while_a_younger_one_carries_on_brings_no_fresh_incidents() {
    let older = bought(1, "gold", "DevOps", "2026-01-15");
    let younger = renewed(bought(2, "gold", "Security", "2026-06-01"), "2027-06-10");
    assert_eq!(
        table(&[older, younger], INCIDENTS),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2027-02-15 M2 20 year 2026-01-15 since 2026-01-15",
            "2027-06-10 M2 20 year 2027-06-10 since 2026-01-15",
            "2028-07-01 over",
        ]
    );
}

#[test]
fn one_that_was_purchased_a_whole_year_after_the_year_began_begins_another() {
    let older = bought(1, "gold", "DevOps", "2026-01-15");
    for (purchased, year_from) in
        [("2027-01-14", "2026-01-15"), ("2027-01-15", "2027-02-15"), ("2027-02-14", "2027-02-15")]
    {
        let younger = bought(2, "gold", "Security", purchased);
        let row = &table(&[older.clone(), younger], INCIDENTS)[1];
        assert_eq!(*row, format!("2027-02-15 M2 20 year {year_from} since 2026-01-15"));
    }
}

#[test]
fn a_gap_and_a_purchase_begin_a_year() {
    let gone = bought(1, "gold", "DevOps", "2026-01-15");
    let after_a_gap = bought(2, "gold", "DevOps", "2027-04-01");
    assert_eq!(
        table(&[gone.clone(), after_a_gap], INCIDENTS),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2027-02-15 over",
            "2027-04-01 M2 20 year 2027-04-01 since 2027-04-01",
            "2028-05-01 over",
        ]
    );
    // Purchased on the first day without the other, there is no gap, but a whole year.
    let at_once = bought(2, "gold", "DevOps", "2027-02-15");
    assert_eq!(
        table(&[gone, at_once], INCIDENTS)[1],
        "2027-02-15 M2 20 year 2027-02-15 since 2026-01-15"
    );
}

#[test]
fn silver_beneath_gold_takes_its_place_within_the_year_and_is_renewed_in_its_own() {
    let gold = bought(1, "gold", "DevOps", "2026-01-15");
    let silver = renewed(bought(2, "silver", "Messaging", "2026-03-01"), "2027-03-10");
    let expected = |gold: u32, silver: u32| {
        [
            format!("2026-01-15 M1 {gold} year 2026-01-15 since 2026-01-15"),
            format!("2027-02-15 M2 {silver} year 2026-01-15 since 2026-01-15"),
            format!("2027-03-10 M2 {silver} year 2027-03-10 since 2026-01-15"),
            "2028-03-31 over".to_owned(),
        ]
    };
    let held = [gold, silver];
    assert_eq!(table(&held, INCIDENTS), expected(20, 15));
    // So many seats there have ever been, and their places stay.
    assert_eq!(table(&held, SEATS), expected(10, 5));
    let course = course_of(&held);
    let segment = course.on(lines_of(&course, SEATS)[0], day("2027-06-01")).unwrap();
    assert_eq!((segment.peak, segment.terms.quantity), (10, Some(Quantity::Count(5))));
}

#[test]
fn silver_that_was_renewed_later_than_the_gold_above_it_begins_a_year() {
    let silver = renewed(bought(1, "silver", "Messaging", "2025-12-01"), "2026-12-05");
    let gold = bought(2, "gold", "DevOps", "2026-01-15");
    assert_eq!(
        table(&[silver, gold], INCIDENTS),
        [
            "2025-12-01 M1 15 year 2025-12-01 since 2025-12-01",
            // Gold is above it from its purchase on, and the year goes on.
            "2026-01-15 M2 20 year 2025-12-01 since 2025-12-01",
            // Beneath gold its renewal begins none; when gold lapses, it does.
            "2027-02-15 M1 15 year 2027-02-15 since 2025-12-01",
            "2028-01-01 over",
        ]
    );
}

#[test]
fn a_catalog_that_changes_in_mid_year_changes_how_much_there_is_and_not_the_year() {
    let (old, mut new) = (program(), program());
    let of_gold = |row: &&mut ProgramBenefit| row.product == INCIDENTS && row.offers == ["gold"];
    new.benefits.iter_mut().find(of_gold).unwrap().quantity = Some(Quantity::Count(25));
    let mut without = program();
    without.benefits.retain(|row| row.product != INCIDENTS);
    let in_force = |program, from| InForce { program, from: day(from) };
    let held = [bought(1, "gold", "DevOps", "2026-01-15")];
    let told = |programs: &[InForce<'_>]| {
        let course = course(programs, &held, &[]);
        rows(&course, lines_of(&course, INCIDENTS)[0])
    };
    // The first is that of all days before, too: a ledger tells of what was before it.
    let first = in_force(&old, "2026-05-01");
    assert_eq!(
        told(&[first, in_force(&new, "2026-06-01")]),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2026-06-01 M1 25 year 2026-01-15 since 2026-01-15",
            "2027-02-15 over",
        ]
    );
    // What a catalog leaves out for some days is over on them.
    assert_eq!(
        told(&[first, in_force(&without, "2026-06-01"), in_force(&new, "2026-07-01")]),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2026-06-01 over",
            "2026-07-01 M1 25 year 2026-07-01 since 2026-07-01",
            "2027-02-15 over",
        ]
    );
    // What it adds begins with it; a version of before the purchase changes nothing later.
    assert_eq!(
        told(&[in_force(&without, "2020-01-01"), in_force(&new, "2026-06-01")])[0],
        "2026-06-01 M1 25 year 2026-06-01 since 2026-06-01"
    );
    let before = [in_force(&without, "2020-01-01"), in_force(&new, "2021-01-01")];
    assert_eq!(told(&before)[0], "2026-01-15 M1 25 year 2026-01-15 since 2026-01-15");
}

#[test]
fn cancelled_and_purchased_again_on_one_day_is_one_year_and_after_a_gap_another() {
    let first = bought(1, "gold", "DevOps", "2026-01-15");
    let given_back = cancelled(first, "2026-01-20", Some("2026-02-01"));
    let again = |on| table(&[given_back.clone(), bought(2, "gold", "DevOps", on)], INCIDENTS);
    assert_eq!(
        again("2026-02-01"),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2026-02-01 M2 20 year 2026-01-15 since 2026-01-15",
            "2027-03-04 over",
        ]
    );
    assert_eq!(
        again("2026-02-02"),
        [
            "2026-01-15 M1 20 year 2026-01-15 since 2026-01-15",
            "2026-02-01 over",
            "2026-02-02 M2 20 year 2026-02-02 since 2026-02-02",
            "2027-03-05 over",
        ]
    );
}

#[test]
fn terms_before_the_recorded_one_are_years_of_their_own() {
    // First purchased on 15 January 2024, and taken into the ledger with its term of 2026 (MEM-11).
    let mut gold = bought(1, "gold", "DevOps", "2026-01-15");
    gold.terms[0].purchased = false;
    let earlier = [("2024-01-15", "2025-01-14", true), ("2025-01-14", "2026-01-15", false)];
    let earlier = earlier.map(|(begins_on, next, purchased)| {
        let (begins_on, anniversary) = (day(begins_on), day(next));
        Term { begins_on, anniversary, renewable_until: anniversary, purchased }
    });
    gold.terms.splice(0..0, earlier);
    assert_eq!(
        table(&[gold], INCIDENTS),
        [
            "2024-01-15 M1 20 year 2024-01-15 since 2024-01-15",
            "2025-01-14 M1 20 year 2025-01-14 since 2024-01-15",
            "2026-01-15 M1 20 year 2026-01-15 since 2024-01-15",
            "2027-02-15 over",
        ]
    );
}

/// What was recorded of a software product, for an offer and a qualification.
fn recorded(competency: Option<&str>) -> Line {
    Line {
        category: Category::Software,
        product: "Windows Server".to_owned(),
        benefit_type: Some(BenefitType::Core),
        competency: competency.map(str::to_owned),
        offer: Some("gold".to_owned()),
        program: None,
    }
}

fn recorded_rows(line: &Line, own: &Own, held: &[Membership]) -> Vec<String> {
    let in_force = [InForce { program: &PROGRAM, from: day("2020-01-01") }];
    rows(&course(&in_force, held, &[Granted { line, own }]), line)
}

#[test]
fn what_was_recorded_lives_with_any_membership_of_its_offer_and_lives_again_with_the_next() {
    let held = [
        bought(1, "gold", "DevOps", "2026-01-15"),
        bought(2, "gold", "Security", "2026-06-01"),
        bought(3, "silver", "DevOps", "2027-07-10"),
        bought(4, "gold", "DevOps", "2027-08-01"),
    ];
    assert_eq!(
        recorded_rows(&recorded(None), &Own::default(), &held),
        [
            "2026-01-15 M1 - year 2026-01-15 since 2026-01-15",
            "2027-02-15 M2 - year 2026-01-15 since 2026-01-15",
            // Silver is another offer.
            "2027-07-02 over",
            "2027-08-01 M4 - year 2027-08-01 since 2027-08-01",
            "2028-08-31 over",
        ]
    );
    // What was recorded for a qualification lives with that alone (MEM-7).
    assert_eq!(
        recorded_rows(&recorded(Some("Security")), &Own::default(), &held),
        ["2026-06-01 M2 - year 2026-06-01 since 2026-06-01", "2027-07-02 over"]
    );
    // Of an offer that is not held yet it is nothing at all.
    assert_eq!(recorded_rows(&recorded(None), &Own::default(), &held[2..3]), [""; 0]);
}

#[test]
fn an_end_of_its_own_ends_what_was_recorded_for_good() {
    let own = Own { ends_on: Some(day("2026-06-30")), ..Own::default() };
    let held =
        [bought(1, "gold", "DevOps", "2026-01-15"), bought(2, "gold", "DevOps", "2027-04-01")];
    let expected = ["2026-01-15 M1 - year 2026-01-15 since 2026-01-15", "2026-07-01 over"];
    assert_eq!(recorded_rows(&recorded(None), &own, &held), expected);
    let line = recorded(None);
    let in_force = [InForce { program: &PROGRAM, from: day("2020-01-01") }];
    let course = course(&in_force, &held, &[Granted { line: &line, own: &own }]);
    for on in ["2026-06-30", "2026-07-01", "2027-05-01"] {
        let terms = &course.on(&line, day(on)).unwrap().terms;
        assert_eq!((terms.starts_on, terms.ends_on), (day("2026-01-15"), day("2026-06-30")));
    }
}

#[test]
fn what_comes_with_subscriptions_has_no_membership_and_no_end() {
    let own = Own { stands_alone_from: Some(day("2019-06-25")), ..Own::default() };
    let line = Line { offer: Some("visual-studio".to_owned()), ..recorded(None) };
    let lapsed = [bought(1, "gold", "DevOps", "2026-01-15")];
    for held in [&[][..], &lapsed] {
        assert_eq!(recorded_rows(&line, &own, held), ["2019-06-25 alone since 2019-06-25"]);
    }
    let course = course(&[], &[], &[Granted { line: &line, own: &own }]);
    assert_eq!(course.of(&line)[0].until, None);
    assert_eq!(course.of(&line)[0].terms.last_day(), None);
}

#[test]
fn what_unranked_offers_grant_stands_beside_the_core_as_a_line_of_its_own() {
    let mut program = program();
    let of_gold = |row: &&ProgramBenefit| row.product == HOURS && row.offers == ["gold"];
    let mut seven = program.benefits.iter().find(of_gold).unwrap().clone();
    (seven.offers, seven.quantity) = (vec!["isv-co-sell".to_owned()], Some(Quantity::Count(7)));
    program.benefits.push(seven);
    let held = [
        bought(1, "gold", "DevOps", "2026-01-15"),
        bought(2, "isv-co-sell", "", "2026-03-01"),
        bought(3, "gold", "Security", "2026-04-01"),
    ];
    let in_force = [InForce { program: &program, from: day("2020-01-01") }];
    let course = course(&in_force, &held, &[]);
    let lines = lines_of(&course, HOURS);
    let told: Vec<_> = lines.iter().map(|line| rows(&course, line)).collect();
    // 57 hours in all, whatever is purchased after that (R32).
    assert_eq!(
        told,
        [
            vec![
                "2026-01-15 M1 50 year 2026-01-15 since 2026-01-15",
                "2027-02-15 M3 50 year 2026-01-15 since 2026-01-15",
                "2027-05-02 over",
            ],
            vec!["2026-03-01 M2 7 year 2026-03-01 since 2026-03-01", "2027-04-01 over"],
        ]
    );
    assert_eq!(lines[1].offer.as_deref(), Some("isv-co-sell"));
}

#[test]
fn an_action_pack_is_superseded_by_silver_and_comes_back_after_it() {
    let pack = bought(1, "action-pack", "", "2026-01-15");
    let silver = bought(2, "silver", "DevOps", "2026-03-01");
    let held = [pack, cancelled(silver, "2026-03-05", Some("2026-03-20"))];
    let own_seats = "Visual Studio Professional (MPN)";
    assert_eq!(
        table(&held, own_seats),
        [
            "2026-01-15 M1 3 year 2026-01-15 since 2026-01-15",
            "2026-03-01 superseded",
            "2026-03-20 M1 3 year 2026-03-20 since 2026-03-20",
            "2027-02-15 over",
        ]
    );
    let course = course_of(&held);
    let beneath = course.on(lines_of(&course, own_seats)[0], day("2026-03-10")).unwrap();
    assert_eq!((beneath.peak, beneath.terms.quantity), (3, Some(Quantity::Count(0))));
    assert_eq!(beneath.terms.ends_on, day("2026-02-28"));
    // The hours are one line of both, and one year.
    assert_eq!(
        table(&held, HOURS),
        [
            "2026-01-15 M1 5 year 2026-01-15 since 2026-01-15",
            "2026-03-01 M2 20 year 2026-01-15 since 2026-01-15",
            "2026-03-20 M1 5 year 2026-01-15 since 2026-01-15",
            "2027-02-15 over",
        ]
    );
}

#[test]
fn what_is_superseded_before_it_ever_lived_is_so_from_the_day_on_which_it_could_have() {
    let own_seats = "Visual Studio Professional (MPN)";
    let silver = bought(1, "silver", "DevOps", "2026-01-15");
    let pack = bought(2, "action-pack", "", "2026-03-01");
    let held = [silver, pack];
    assert_eq!(
        table(&held, own_seats),
        [
            "2026-03-01 superseded",
            "2027-02-15 M2 3 year 2027-02-15 since 2027-02-15",
            "2027-04-01 over"
        ]
    );
    let course = course_of(&held);
    let line = lines_of(&course, own_seats)[0];
    let beneath = course.on(line, day("2027-02-14")).unwrap();
    assert_eq!((beneath.peak, beneath.terms.quantity), (0, Some(Quantity::Count(0))));
    assert_eq!(course.first_live(line).unwrap().from, day("2027-02-15"));
    // Outlived by what took its place, it never lives, and is not over.
    let [silver, mut pack] = held;
    pack = cancelled(pack, "2026-03-05", Some("2026-03-20"));
    assert_eq!(table(&[silver, pack], own_seats), ["2026-03-01 superseded"]);
}

#[test]
fn a_cloud_competency_at_either_level_makes_cloud_support_unlimited_while_it_lives() {
    let gold = bought(1, "gold", "DevOps", "2026-01-15");
    let cloud = bought(2, "silver", "Security", "2026-05-01");
    assert_eq!(
        table(&[gold, cancelled(cloud, "2026-05-05", Some("2026-05-20"))], CLOUD),
        [
            "2026-01-15 M1 10 year 2026-01-15 since 2026-01-15",
            "2026-05-01 M1 unlimited year 2026-01-15 since 2026-01-15",
            "2026-05-20 M1 10 year 2026-01-15 since 2026-01-15",
            "2027-02-15 over",
        ]
    );
}

#[test]
fn a_go_to_market_offer_is_one_line_and_shows_on_each_day_the_packages_that_bring_it() {
    let held = [
        bought(1, "gold", "DevOps", "2026-01-15"),
        bought(2, "isv-co-sell", "", "2026-03-01"),
        bought(3, "action-pack", "", "2026-04-01"),
    ];
    let course = course_of(&held);
    let [line] = lines_of(&course, "Marketing assets")[..] else { panic!() };
    for (on, sources) in [
        ("2026-01-15", &["Gold Core"][..]),
        ("2026-03-01", &["Gold Core", "ISV Co-sell ready"]),
        ("2027-02-14", &["Gold Core", "ISV Co-sell ready"]),
        ("2027-02-15", &["Action Pack Core", "ISV Co-sell ready"]),
        ("2027-04-01", &["Action Pack Core"]),
    ] {
        let mut told = course.on(line, day(on)).unwrap().sources.clone();
        told.sort();
        assert_eq!(told, sources, "{on}");
    }
}

#[test]
fn of_one_rank_the_older_carries_whichever_was_recorded_first() {
    // A program of two offers of one rank.
    let mut program = program();
    program.offers.iter_mut().for_each(|offer| offer.rank = offer.rank.map(|_| 1));
    let in_force = [InForce { program: &program, from: day("2020-01-01") }];
    let older = |number, offer| bought(number, offer, "DevOps", "2026-01-15");
    let younger = |number, offer| bought(number, offer, "DevOps", "2026-03-01");
    for (held, carrier, core, added) in [
        ([older(1, "silver"), younger(2, "gold")], "M1", 5, 5),
        ([younger(1, "gold"), older(2, "silver")], "M2", 5, 5),
        ([older(1, "gold"), younger(2, "silver")], "M1", 10, 25),
        ([younger(1, "silver"), older(2, "gold")], "M2", 10, 25),
    ] {
        let course = course(&in_force, &held, &[]);
        for (product, quantity) in [(SEATS, core), ("Visual Studio Enterprise (DevOps)", added)] {
            let told = rows(&course, lines_of(&course, product)[0]);
            let first = format!("2026-01-15 {carrier} {quantity} year 2026-01-15 since 2026-01-15");
            assert_eq!(told[0], first);
            assert!(told[1].starts_with("2027-02-15"), "{told:?}");
        }
    }
}

#[test]
fn what_is_over_tells_what_it_was_last() {
    // Gold ends first, silver after it (R5).
    let gold = bought(1, "gold", "DevOps", "2026-01-10");
    let silver = bought(2, "silver", "Messaging", "2026-03-01");
    let course = course_of(&[gold, silver]);
    let line = lines_of(&course, SEATS)[0];
    for (on, standing, quantity) in [
        ("2027-02-09", Standing::Live, 10),
        ("2027-02-10", Standing::Live, 5),
        ("2027-03-31", Standing::Live, 5),
        ("2027-04-01", Standing::Over, 5),
        ("2030-01-01", Standing::Over, 5),
    ] {
        let segment = course.on(line, day(on)).unwrap();
        assert_eq!(segment.standing, standing, "{on}");
        assert_eq!(segment.terms.quantity, Some(Quantity::Count(quantity)), "{on}");
        // The end is that of all days in a row on which it lives.
        assert_eq!(segment.terms.ends_on, day("2027-03-31"), "{on}");
    }
    assert!(course.on(line, day("2026-01-09")).is_none());
}

/// The seed of a random history, and the next number below a bound.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        u32::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// A few memberships of both levels, bought, renewed or given back on any days.
fn history(seed: u64) -> Vec<Membership> {
    let mut dice = Dice(seed);
    let count = 2 + dice.below(4);
    let numbers = 1..=count;
    let held = numbers.map(|number| {
        let offer = ["silver", "gold"][dice.below(2) as usize];
        let bought_on = after(day("2026-01-01"), dice.below(900));
        let mut held = bought(number, offer, "DevOps", &bought_on.to_string());
        while dice.below(3) > 0 && held.terms.len() < 4 {
            let anniversary = held.terms.last().unwrap().anniversary;
            held = renewed(held, &after(anniversary, 1 + dice.below(30)).to_string());
        }
        if dice.below(4) > 0 {
            return held;
        }
        let ended_on = after(held.terms.last().unwrap().begins_on, 1 + dice.below(300)).to_string();
        cancelled(held, &ended_on, Some(&ended_on))
    });
    held.collect()
}

/// The rule of years as it is told, a day after the other: who carries, and since when.
fn told_day_by_day(held: &[Membership], last: NaiveDate) -> Vec<String> {
    let mut rows: Vec<(NaiveDate, String)> = Vec::new();
    let mut before: Option<(&Membership, Term, NaiveDate, NaiveDate)> = None;
    for today in day("2026-01-01").iter_days().take_while(|today| *today <= last) {
        let live = held.iter().filter(|held| held.is_live(today));
        let carrier = live.min_by_key(|held| (held.offer != "gold", held.begins_on(), held.id));
        before = carrier.map(|now| {
            let term = now.term(today);
            let (year, since) = match before {
                None => (today, today),
                Some((was, of_it, year, since)) => {
                    let is_renewed_later = !term.purchased && term.begins_on > of_it.begins_on;
                    let is_a_year_later = (term.begins_on - year).num_days() >= 365;
                    let is_another = was.id != now.id;
                    let begins = is_renewed_later || (is_another && is_a_year_later);
                    (if begins { today } else { year }, since)
                }
            };
            (now, term, year, since)
        });
        let told = match before {
            Some((now, _, year, since)) => {
                let incidents = if now.offer == "gold" { 20 } else { 15 };
                format!("{} {incidents} year {year} since {since}", now.id)
            }
            None if rows.is_empty() => continue,
            None => "over".to_owned(),
        };
        if rows.last().is_none_or(|(_, last)| *last != told) {
            rows.push((today, told));
        }
    }
    rows.into_iter().map(|(from, told)| format!("{from} {told}")).collect()
}

#[test]
fn a_random_history_has_the_course_that_its_days_tell_one_by_one() {
    for seed in 0..40 {
        let mut held = history(seed);
        let told = told_day_by_day(&held, day("2034-01-01"));
        assert_eq!(table(&held, INCIDENTS), told, "seed {seed}: {held:#?}");
        // What was recorded first makes no difference.
        held.reverse();
        assert_eq!(table(&held, INCIDENTS), told, "seed {seed}, reversed");
        let course = course_of(&held);
        for line in course.0.keys() {
            for pair in course.of(line).windows(2) {
                assert_eq!(pair[0].until, Some(before(pair[1].from, 1)), "seed {seed}");
                assert!(pair[0].peak <= pair[1].peak, "seed {seed}");
            }
        }
    }
}
