//! Pages: the catalog knows their addresses, and whoever has something to do there is told.

use super::{opening, young};
use crate::world::{Told, World};
use serde_json::json;

const DASHBOARD: &str = "https://partner.microsoft.com/dashboard";
const FORM: &str = "https://partnercenter.microsoft.com/pcv/partnership/benefits/\
                    createadvisoryhoursservicerequest";

/// What a command told must lead to this page.
fn leads_to(told: &Told, url: &str) {
    assert!(told.stdout.contains(url) || told.stderr.contains(url), "{url}: {told:?}");
}

#[test]
fn an_advisory_request_is_a_text_for_the_form() {
    let world = World::gold();
    let line = "advisory request --scenario deployment --hours 10 --title 'move to Azure'";
    let told = world.run(&format!("{line} --dry-run"));
    assert_eq!(told.exit, 0, "{told:?}");
    let answer = world.ok(line);
    assert_eq!(answer["url"], FORM);
    let text = answer["text"].as_str().unwrap();
    for said in ["Contoso B.V.", "deployment", "move to Azure", "10 hours", "ann@contoso.com"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(answer["events"][0]["kind"], "advisory-requested");
    let told = world.run("advisory request --scenario presales --hours 2 --title demo");
    leads_to(&told, &format!("({FORM})"));
}

#[test]
fn requests_say_where_they_are_sent() {
    let world = young();
    assert_eq!(world.ok("cancel M1 --yes")["url"], DASHBOARD);
    leads_to(&world.run("cancel M2 --yes"), &format!("({DASHBOARD})"));
}

#[test]
fn support_says_where_it_is_activated_linked_and_opened() {
    let world = World::gold();
    let technical = "https://partner.microsoft.com/dashboard/mpn/membership/benefits/technical";
    leads_to(&world.run("support activate signature-cloud"), technical);
    world.ok_with("support confirm signature-cloud", "a\nb\n");
    let business = "https://support.serviceshub.microsoft.com/supportforbusiness/create";
    leads_to(&world.run("support link product-support --account bo@contoso.com"), business);
    let told = world.run("support link signature-cloud --account bo@contoso.com");
    leads_to(&told, "Link support benefits");
    leads_to(
        &world.run("support open product-support --title x --account bo@contoso.com"),
        business,
    );
    world.ok("user grant ann@contoso.com admin-agent");
    let told = world.run("support open signature-cloud --title x --customer Fabrikam");
    leads_to(&told, "https://partner.microsoft.com/commerce/customers/list");
    leads_to(&told, "Service Management → New request");
    // What was opened in the portal leads nowhere.
    let told = world.run("support open product-support --title x");
    assert!(!told.stderr.contains("https://"), "{told:?}");
    let told = world.run("support check --product 'SQL Server' --version 2014");
    leads_to(&told, "https://aka.ms/n-1");
    leads_to(&told, "https://partner.microsoft.com/support/partnersupport");
    let told = world.run("support explain 'activate button grey'");
    leads_to(&told, "https://partner.microsoft.com/dashboard/account/v3/usermanagement#users");
    world.ok("support count product-support --remaining 0");
    world.on("2026-12-01").ok("membership purchase isv-co-sell");
    let help = world.run("support count --help").stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("Support for Business") && help.contains("Windows 10"), "{help}");
}

#[test]
fn azure_credit_and_marketing_say_where_they_are_assigned() {
    let world = World::gold();
    let benefits = "https://partnercenter.microsoft.com/pcv/partnership/benefits";
    world.ok(
        "gtm contact set ann@contoso.com --contact-email a@b.example --phone 12345 --language nl",
    );
    leads_to(&world.run("gtm activate G1"), benefits);
    world.ok("benefits grant --category azure --kind monthly --product Credit --amount 100 USD --offer gold");
    leads_to(&world.run("azure assign Credit bo@contoso.com"), benefits);
}

#[test]
fn partner_membership_center_is_signed_in_to_at_its_page() {
    let pmc = "[organization]\nadministered_in = \"pmc\"\nregion = \"emea\"\n";
    let world = World::found("2026-03-01", &format!("{pmc}{}", opening("")));
    let error =
        world.refused("membership purchase silver --competency DevOps", 5, "administered-in-pmc");
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains("https://partner.microsoft.com/_login?authType=OpenIdConnect"), "{hint}");
}

#[test]
fn a_ledger_whose_catalog_names_no_page_tells_the_rest() {
    let world = World::gold();
    let catalog = world.catalog_with("mine.toml", |program| {
        program.as_object_mut().unwrap().remove("page");
        program.as_object_mut().unwrap().remove("support");
    });
    world.ok(&format!("catalog use {catalog}"));
    let answer = world.ok("advisory request --scenario deployment --hours 1 --title x");
    assert_eq!(answer["url"], json!(null));
    assert!(world.run("support activate signature-cloud").stderr.contains("Technical benefits"));
    assert_eq!(world.ok("catalog show")["page"], json!(null));
    world.verify();
}
