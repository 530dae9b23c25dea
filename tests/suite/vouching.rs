//! Somebody who can write the ledger's file, its tables, its log and all its hashes, and has no
//! identity that opens it, is let in by nobody: whatever is sealed or wrapped afterwards is refused.

use std::path::PathBuf;

use crate::world::chain::{ledger_id, rechain};
use crate::world::{self, World};
use mpn::seal::{DataKey, Listed, make_identity};
use rusqlite::{Connection, params};
use serde_json::json;

/// Every way to seal something or to wrap a data key.
const SEALING: [&str; 5] = [
    "seal rotate",
    "seal recovery",
    "seal add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    "software add-keys 'Windows Server 2019 Standard' new.keys",
    "license add-keys 'Microsoft 365 E3' new.keys --seats 25",
];

/// What is done to a ledger by somebody who is no recipient and calls herself so.
type Attack = fn(&Connection, &str) -> rusqlite::Result<()>;

/// A ledger in which a recipient came and went, and a copy of it to attack.
struct Scene {
    world: World,
    copy: PathBuf,
    eve: String,
}

impl Scene {
    fn new() -> Scene {
        let world = World::gold();
        let (_, guest) = make_identity();
        world.ok(&format!("seal add {guest} --user bo@contoso.com"));
        world.ok("user grant cy@contoso.com billing-admin");
        std::fs::write(world.path("new.keys"), format!("{}\n", world::key(77))).unwrap();
        let copy = world.path("copy.mpn");
        Scene { world, copy, eve: make_identity().1 }
    }

    /// Runs a command on a fresh copy, attacked or not.
    fn run(&self, attack: Option<Attack>, line: &str) -> (world::Told, bool) {
        std::fs::copy(self.world.ledger(), &self.copy).unwrap();
        if let Some(attack) = attack {
            world::tamper(&self.copy, |conn| attack(conn, &self.eve));
        }
        let before = std::fs::read(&self.copy).unwrap();
        let keys = self.world.path("new.keys").display().to_string();
        let told = self.world.run_at(&self.copy, &line.replace("new.keys", &keys));
        (told, std::fs::read(&self.copy).unwrap() == before)
    }

    fn refused(&self, attack: Attack, line: &str, code: &str) {
        let (told, is_as_before) = self.run(Some(attack), line);
        assert_eq!((told.exit, told.stdout.as_str()), (7, ""), "{line}: {}", told.stderr);
        assert_eq!(told.error()["code"], code, "{line}: {}", told.stderr);
        assert!(is_as_before, "{line} left a trace");
    }
}

fn is_refused_whatever_is_sealed(attack: Attack, code: &str) {
    let scene = Scene::new();
    for line in SEALING {
        scene.refused(attack, line, code);
    }
}

fn added_by_hand(conn: &Connection, eve: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO recipient VALUES (?1, NULL, NULL, '2026-01-15')";
    conn.execute(sql, [eve]).map(drop)
}

/// Appends an operation with these events, and makes the chain anew.
fn appended(conn: &Connection, events: &[serde_json::Value]) -> rusqlite::Result<()> {
    conn.execute_batch(
        "INSERT INTO operation SELECT seq + 1, 'forged', recorded_at, clock, \"on\", actor, os_user,
             host, 'seal add', request, reason, program, mpn_version, hash, 'x'
         FROM operation ORDER BY seq DESC LIMIT 1",
    )?;
    for (position, event) in events.iter().enumerate() {
        let sql = "INSERT INTO event VALUES ((SELECT max(seq) FROM operation), ?1, ?2)";
        conn.execute(sql, params![position, event.to_string()])?;
    }
    rechain(conn)
}

fn added(recipient: &str) -> serde_json::Value {
    json!({"kind": "recipient-added", "recipient": recipient, "user": null, "recovery": null,
           "on": "2026-01-15"})
}

/// Everybody whom the log and Eve know, in order.
fn with_eve(conn: &Connection, eve: &str) -> rusqlite::Result<Vec<String>> {
    added_by_hand(conn, eve)?;
    let mut known = conn.prepare("SELECT recipient FROM recipient ORDER BY recipient")?;
    known.query_map([], |row| row.get(0))?.collect()
}

#[test]
fn what_nobody_attacked_is_sealed() {
    let scene = Scene::new();
    for line in SEALING {
        let (told, is_as_before) = scene.run(None, line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
        assert!(!is_as_before, "{line} did nothing");
    }
}

#[test]
fn a_recipient_of_the_table_alone_is_none() {
    is_refused_whatever_is_sealed(added_by_hand, "recipients-changed");
}

#[test]
fn a_data_key_that_the_log_does_not_tell_of_seals_nothing() {
    // With a table beside it that agrees, or says that nothing is known of it.
    fn agreeing(conn: &Connection, eve: &str) -> rusqlite::Result<()> {
        let own = own_key(conn, eve, 1)?;
        conn.execute("UPDATE epoch SET data_key = ?1", [own.commitment()]).map(drop)
    }
    fn knowing_nothing(conn: &Connection, eve: &str) -> rusqlite::Result<()> {
        own_key(conn, eve, 1)?;
        conn.execute_batch("UPDATE epoch SET data_key = ''")
    }
    is_refused_whatever_is_sealed(agreeing, "data-key-changed");
    is_refused_whatever_is_sealed(knowing_nothing, "data-key-changed");
}

/// Puts a data key of Eve's in the place of an epoch's, wrapped to everybody.
fn own_key(conn: &Connection, eve: &str, epoch: u32) -> rusqlite::Result<DataKey> {
    let known: Vec<String> = conn
        .prepare("SELECT recipient FROM recipient")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let all: Vec<String> = known.into_iter().chain([eve.to_owned()]).collect();
    let (key, made) = DataKey::make(epoch, &ledger_id(conn)?, &all).unwrap();
    let sql = "INSERT OR REPLACE INTO data_key VALUES (?1, ?2, ?3)";
    conn.execute(sql, params![epoch, made.wrapped, made.digest])?;
    Ok(key)
}

#[test]
fn an_operation_that_lets_somebody_in_needs_a_vouch_of_one_who_can_open_the_ledger() {
    fn unvouched(conn: &Connection, eve: &str) -> rusqlite::Result<()> {
        added_by_hand(conn, eve)?;
        appended(conn, &[added(eve)])
    }
    fn made_up(conn: &Connection, eve: &str) -> rusqlite::Result<()> {
        let all = with_eve(conn, eve)?;
        let vouched = json!({"kind": "recipients-vouched", "epoch": 1, "recipients": all,
                             "vouch": "0".repeat(64)});
        appended(conn, &[added(eve), vouched])
    }
    is_refused_whatever_is_sealed(unvouched, "ledger-damaged");
    is_refused_whatever_is_sealed(made_up, "recipients-unvouched");
}

/// Begins an epoch of Eve's own, whose data key vouches for it well.
fn own_epoch(conn: &Connection, eve: &str, by_before: bool) -> rusqlite::Result<()> {
    let all = with_eve(conn, eve)?;
    let key = own_key(conn, eve, 2)?;
    let (seq, prev): (u64, String) =
        conn.query_row("SELECT seq + 1, hash FROM head", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (ledger, data_key) = (&ledger_id(conn)?, &key.commitment());
    let listed = Listed { ledger, seq, prev: &prev, epoch: 2, data_key, recipients: &all };
    let vouch = key.vouch(listed).unwrap();
    let sql = "INSERT INTO epoch VALUES (2, ?1, ?2)";
    conn.execute(sql, params![json!(all).to_string(), data_key])?;
    let begun = json!({"kind": "epoch-begun", "epoch": 2, "recipients": all, "data_key": data_key});
    let mut vouched = json!({"kind": "recipients-vouched", "epoch": 2, "recipients": all,
                             "vouch": vouch});
    if by_before {
        vouched["by_before"] = json!(vouch);
    }
    appended(conn, &[added(eve), begun, vouched])
}

#[test]
fn an_epoch_does_not_vouch_for_itself() {
    is_refused_whatever_is_sealed(|conn, eve| own_epoch(conn, eve, true), "recipients-unvouched");
    is_refused_whatever_is_sealed(|conn, eve| own_epoch(conn, eve, false), "ledger-damaged");
}

#[test]
fn a_history_from_which_a_removal_was_cut_seals_nothing() {
    fn cut(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch("UPDATE event SET body = replace(body, 'age1', 'age2') WHERE seq = 2")
    }
    fn cut_and_chained(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch(
            "DELETE FROM event WHERE seq = 2; DELETE FROM recipient WHERE user = 3;
             UPDATE event SET seq = 2 WHERE seq = 3; DELETE FROM operation WHERE seq = 3",
        )?;
        rechain(conn)
    }
    is_refused_whatever_is_sealed(cut, "ledger-damaged");
    // What is left was vouched for as it stands, so nobody is let in; the head that was noted or
    // seen is what tells that something is gone.
    let scene = Scene::new();
    let head = scene.world.head()["head"].as_str().unwrap().to_owned();
    for (line, exit) in [("seal rotate", 0), (&format!("ledger verify --against {head}"), 7)] {
        let (told, _) = scene.run(Some(cut_and_chained), line);
        assert_eq!(told.exit, exit, "{line}: {}", told.stderr);
    }
}

#[test]
fn an_epoch_that_does_not_follow_is_damage_and_no_endless_search() {
    fn far(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch("INSERT INTO epoch VALUES (99, '[]', '')")
    }
    is_refused_whatever_is_sealed(far, "recipients-changed");
    for line in ["software get-keys B8", "support ids product-support"] {
        Scene::new().refused(far, line, "data-key-missing");
    }
}

#[test]
fn a_benefit_that_is_there_is_not_granted_again() {
    fn lowered(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch("UPDATE counter SET highest = 6 WHERE letter = 'B'")
    }
    fn forgotten(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch("DELETE FROM counter WHERE letter = 'S'")
    }
    let grant =
        "benefits grant --category software --product Tools --offer action-pack --quantity 1";
    let scene = Scene::new();
    scene.refused(lowered, grant, "ledger-damaged");
    scene.refused(forgotten, "user grant cy@contoso.com admin-agent", "ledger-damaged");
    assert_eq!(scene.run(None, grant).0.exit, 0);
}

#[test]
fn what_does_not_fit_is_not_recorded() {
    // The key is said to be free, and was redeemed before.
    fn free_again(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch(
            "UPDATE \"key\" SET state = CASE WHEN id IN (SELECT \"key\" FROM redemption) THEN 'free'
                                            ELSE 'retired' END
             WHERE benefit IN (SELECT benefit FROM \"key\" WHERE state = 'redeemed')",
        )
    }
    let redeem = "license redeem 'Microsoft 365 E3' --mode extend \
                  --tenant contoso.onmicrosoft.com -y";
    Scene::new().refused(free_again, redeem, "ledger-damaged");
}

#[test]
fn a_log_that_ends_otherwise_than_it_was_recorded_is_not_gone_on_with() {
    fn newest_changed(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch("UPDATE operation SET actor = 'cy@contoso.com' WHERE seq = 3")
    }
    fn head_moved(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch(
            "UPDATE head SET seq = 2, hash = (SELECT hash FROM operation WHERE seq = 2)",
        )
    }
    for attack in [newest_changed, head_moved] {
        Scene::new().refused(attack, "user grant cy@contoso.com admin-agent", "ledger-damaged");
    }
}

#[test]
fn what_cannot_be_shown_is_not_recorded_as_shown() {
    fn damaged(conn: &Connection, _: &str) -> rusqlite::Result<()> {
        conn.execute_batch("UPDATE sealed_value SET nonce = zeroblob(24)")
    }
    let scene = Scene::new();
    let rows = scene.world.path("rows.csv");
    std::fs::write(&rows, "action,benefit,user\nsoftware get-keys,B8,bo@contoso.com\n").unwrap();
    let out = scene.world.path("keys.csv");
    for line in [
        "software get-keys B8 --count 2".to_owned(),
        "support ids product-support".to_owned(),
        "license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com -y"
            .to_owned(),
        format!("apply {}", rows.display()),
        format!("export keys --reveal --out {}", out.display()),
    ] {
        scene.refused(damaged, &line, "sealed-value-damaged");
        let (told, _) = scene.run(None, &line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
    }
}

/// Makes the ledger one of Eve's own, with the id of the other and all its people: she alone seals
/// it, and the tables say that nothing is changed.
fn sealed_by_eve(conn: &Connection, eve: &str) -> rusqlite::Result<()> {
    let key = own_key(conn, eve, 1)?;
    let commitment = key.commitment();
    let ledger = ledger_id(conn)?;
    let honest: String = conn.query_row("SELECT data_key FROM epoch", [], |row| row.get(0))?;
    conn.execute("UPDATE event SET body = replace(body, ?1, ?2)", [&honest, &commitment])?;
    for seq in [1, 2] {
        let sql = "SELECT body FROM event WHERE seq = ?1 AND body LIKE '{\"kind\":\"recipients-v%'";
        let body: String = conn.query_row(sql, [seq], |row| row.get(0))?;
        let mut vouched: serde_json::Value = serde_json::from_str(&body).unwrap();
        let recipients: Vec<String> =
            serde_json::from_value(vouched["recipients"].clone()).unwrap();
        let sql = "SELECT prev FROM operation WHERE seq = ?1";
        let prev: String = conn.query_row(sql, [seq], |row| row.get(0))?;
        let listed = Listed {
            ledger: &ledger,
            seq,
            prev: &prev,
            epoch: 1,
            data_key: &commitment,
            recipients: &recipients,
        };
        vouched["vouch"] = json!(key.vouch(listed).unwrap());
        let sql = "UPDATE event SET body = ?2 WHERE body = ?1";
        conn.execute(sql, params![body, vouched.to_string()])?;
        rechain(conn)?;
    }
    Ok(())
}

#[test]
fn a_ledger_that_somebody_else_sealed_is_known_by_its_seal_print() {
    let scene = Scene::new();
    let print = scene.world.ok("ledger info")["seal_print"].as_str().unwrap().to_owned();
    // Whoever never saw the first has nothing to compare it with.
    assert_eq!(scene.run(Some(sealed_by_eve), SEALING[3]).0.exit, 0);
    mpn::config::name_print(&scene.world.path("config.toml"), &scene.copy, &print).unwrap();
    for line in SEALING {
        scene.refused(sealed_by_eve, line, "another-seal");
        assert_eq!(scene.run(None, line).0.exit, 0, "{line}");
    }
}
