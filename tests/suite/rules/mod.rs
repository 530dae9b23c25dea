//! Rules that need facts, on a real ledger: given what happened, when a command is run, then it is
//! done or refused, and the ledger is as it says. A file a noun; here is what they begin with.

mod azure;
mod benefits;
mod cancel;
mod days;
mod due;
mod gtm;
mod license;
mod membership;
mod opening;
mod operation;
mod pages;
mod role;
mod software;
mod support;
mod user;
mod vs;

use crate::world::World;
use serde_json::Value;

pub const CORE: &str = "'Visual Studio Enterprise'";
pub const SERVER: &str = "'Windows Server 2019 Standard'";
const TENANT: &str = "--tenant contoso.onmicrosoft.com";
pub const OTHER_TENANT: &str =
    "--tenant fabrikam.onmicrosoft.com --confirm-tenant fabrikam.onmicrosoft.com";
const USERS: &str = "[organization]\ntenant = \"contoso.onmicrosoft.com\"\n\
                     account_email = \"partner@contoso.com\"\n\
                     [[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\n\
                     roles = [\"global-admin\"]\n\
                     [[user]]\nemail = \"bo@contoso.com\"\nname = \"Bo\"\n\
                     [[user]]\nemail = \"cy@contoso.com\"\nname = \"Cy\"\n";

/// Ann, and what a test adds.
fn opening(more: &str) -> String {
    format!(
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         country = \"NL\"\n{more}"
    )
}

fn user(email: &str) -> String {
    format!("[[user]]\nemail = \"{email}\"\nname = \"{email}\"\n")
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
    let users = (0..users).map(|number| user(&letter(number))).collect::<String>();
    World::found("2026-03-01", &opening(&(users + &membership("silver", "Security", "2026-03-01"))))
}

/// Silver for Security, bought on 1 March 2026, with product keys as Server.
fn silver_with_keys() -> World {
    let grant = "[[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"silver\"\n\
                 keys_file = \"contoso-sql-server.keys\"\n";
    let bought = membership("silver", "Security", "2026-03-01");
    World::found("2026-03-01", &opening(&(bought + grant)))
}

/// Silver for Data Analytics of 1 January 2026, with an active support contract.
fn supported() -> World {
    let more = user("bo@contoso.com") + &membership("silver", "Data Analytics", "2026-01-01");
    let world = World::found("2026-03-01", &opening(&more));
    world.ok("support activate product-support");
    world.ok_with("support confirm product-support", "access-of-ours\ncontract-of-ours\n");
    world
}

/// Silver for DevOps as M1 and an Action Pack as M2, both young enough to be given back.
fn young() -> World {
    let silver = membership("silver", "DevOps", "2026-05-02");
    let action_pack = membership("action-pack", "", "2026-05-01");
    World::found("2026-05-03", &format!("{USERS}{silver}{action_pack}"))
}

/// Gold for DevOps as M1, with four license keys of 25 seats as B6, and on the same day an Action
/// Pack as M2.
fn licensed(purchased_on: &str, grant: &str) -> World {
    let gold = membership("gold", "DevOps", purchased_on);
    let action_pack = membership("action-pack", "", purchased_on);
    let opening = format!(
        "{USERS}{gold}{action_pack}[[grant]]\ncategory = \"license\"\nproduct = \"M365\"\nseats_per_key = 25\n\
         keys_file = \"contoso-m365.keys\"\n{grant}"
    );
    World::found(purchased_on, &opening)
}

fn letter(number: u32) -> String {
    format!("{}@contoso.com", char::from(b'a' + u8::try_from(number).unwrap()))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

fn texts_of<'v>(rows: &'v Value, name: &str) -> Vec<&'v str> {
    column(rows, name).into_iter().map(|one| one.as_str().unwrap()).collect()
}

fn column<'v>(rows: &'v Value, name: &str) -> Vec<&'v Value> {
    rows.as_array().unwrap().iter().map(|row| &row[name]).collect()
}

fn kinds(receipt: &Value) -> Vec<&str> {
    texts_of(&receipt["events"], "kind")
}

fn support(world: &World) -> Value {
    world.row("support status", "plan", "product-support")
}

fn due(world: &World, kind: &str) -> Value {
    world.row("due --within 10y", "kind", kind)
}
