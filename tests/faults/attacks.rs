//! People who tamper: each attack of `attacks.md` is done to a copy of a ledger, and must get the
//! verdict that stands there beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use crate::place::{Place, journal};
use crate::world::chain::{hash_of, ledger_id, rechain};
use crate::world::{Told, tamper};

/// A ledger to attack, and what an attacker may have at hand.
struct Scene<'p> {
    place: &'p Place,
    /// The copy that is attacked.
    ledger: PathBuf,
    /// The whole file as it was before its last operation.
    older: &'p Path,
}

/// How an attack is done.
enum How {
    /// The log's triggers put aside, this SQL, and the triggers put back.
    Sql(&'static str),
    /// The same, and then every hash made anew, as one can who knows the format.
    Rechained(&'static str),
    /// This SQL, in an engine that may write the schema, and nothing put back.
    Raw(&'static str),
    /// Whatever else.
    Otherwise(fn(&Scene)),
}
use How::{Otherwise, Raw, Rechained, Sql};

/// Takes the last operation, which gave a role, out of the log and its tables.
const LAST_TAKEN_OUT: &str = "
    DELETE FROM event WHERE seq = (SELECT seq FROM head);
    DELETE FROM touched WHERE seq = (SELECT seq FROM head);
    DELETE FROM operation WHERE seq = (SELECT seq FROM head);
    DELETE FROM user_role WHERE user = 4 AND role = 'billing-admin';
    UPDATE head SET seq = seq - 1, hash = (SELECT hash FROM operation ORDER BY seq DESC LIMIT 1);";

/// A row of the log like the last one, but one further on.
const ONE_MORE: &str = "
    INSERT INTO operation SELECT seq + 1, 'forged', recorded_at, clock, \"on\", actor, os_user, host,
        'user grant', request, reason, program, mpn_version, hash, substr(hash, 2) || substr(hash, 1, 1)
        FROM operation ORDER BY seq DESC LIMIT 1;
    INSERT INTO event VALUES ((SELECT max(seq) FROM operation), 0,
        '{\"kind\":\"role-granted\",\"user\":\"U4\",\"role\":\"global-admin\"}');";

/// A recipient who is none.
const LET_IN: &str = "INSERT INTO recipient VALUES ('age1eve', NULL, NULL, '2026-06-01')";

/// The same, with an operation that adds it.
const LET_IN_BY_THE_LOG: &str = "
    INSERT INTO recipient VALUES ('age1eve', NULL, NULL, '2026-06-01');
    INSERT INTO operation SELECT seq + 1, 'forged', recorded_at, clock, \"on\", actor, os_user, host,
        'seal add', request, reason, program, mpn_version, hash, substr(hash, 2) || substr(hash, 1, 1)
        FROM operation ORDER BY seq DESC LIMIT 1;
    INSERT INTO event VALUES ((SELECT max(seq) FROM operation), 0,
        '{\"kind\":\"recipient-added\",\"recipient\":\"age1eve\",\"user\":null,\"recovery\":null,
          \"on\":\"2026-06-01\"}');";

/// What follows from that row.
const ONE_MORE_WITH_ALL: &str = "
    INSERT INTO operation SELECT seq + 1, 'forged', recorded_at, clock, \"on\", actor, os_user, host,
        'user grant', request, reason, program, mpn_version, hash, substr(hash, 2) || substr(hash, 1, 1)
        FROM operation ORDER BY seq DESC LIMIT 1;
    INSERT INTO event VALUES ((SELECT max(seq) FROM operation), 0,
        '{\"kind\":\"role-granted\",\"user\":\"U4\",\"role\":\"global-admin\"}');
    INSERT INTO user_role VALUES (4, 'global-admin');
    INSERT INTO touched VALUES ('U4', (SELECT max(seq) FROM operation));
    UPDATE head SET seq = seq + 1;";

/// Two rows of the log change places, with their events and their links.
const TWO_CHANGE_PLACES: &str = "
    UPDATE operation SET seq = 1000 WHERE seq = 3; UPDATE event SET seq = 1000 WHERE seq = 3;
    UPDATE operation SET seq = 3 WHERE seq = 4; UPDATE event SET seq = 3 WHERE seq = 4;
    UPDATE operation SET seq = 4 WHERE seq = 1000; UPDATE event SET seq = 4 WHERE seq = 1000;";

/// The sealed values of two keys change places.
const SEALED_SWAPPED: &str = "
    CREATE TEMP TABLE was AS SELECT * FROM sealed_value WHERE kind = 'key' AND number IN (5, 6);
    DELETE FROM sealed_value WHERE kind = 'key' AND number IN (5, 6);
    INSERT INTO sealed_value SELECT kind, 11 - number, epoch, nonce, sealed, tail, fingerprint,
        digest FROM was;
    DROP TABLE was;";

const ATTACKS: &[(&str, How)] = &[
    // The log, edited.
    ("edit an event", Sql("UPDATE event SET body = replace(body, '\"U3\"', '\"U4\"') WHERE seq = 2")),
    ("edit an event but not its meaning", Sql("UPDATE event SET body = ' ' || body WHERE seq = 2")),
    ("forge an actor", Sql("UPDATE operation SET actor = 'U3' WHERE seq = 2")),
    (
        "forge a timestamp",
        Sql("UPDATE operation SET recorded_at = '2026-05-01T12:00:00Z' WHERE seq = 2"),
    ),
    ("forge the day", Sql("UPDATE operation SET \"on\" = '2026-05-01' WHERE seq = 2")),
    ("hide a fixed clock", Sql("UPDATE operation SET clock = 'system' WHERE seq = 2")),
    ("forge a reason", Sql("UPDATE operation SET reason = host WHERE seq = 2")),
    ("make an absent reason an empty one", Sql("UPDATE operation SET reason = '' WHERE seq = 3")),
    ("forge the command", Sql("UPDATE operation SET command = 'vs unassign' WHERE seq = 2")),
    ("forge the version", Sql("UPDATE operation SET mpn_version = '0.0.9' WHERE seq = 2")),
    (
        "move a letter into the next field",
        Sql("UPDATE operation SET actor = substr(actor, 1, length(actor) - 1),
                                  os_user = substr(actor, -1) || os_user WHERE seq = 2"),
    ),
    ("recompute one hash", Otherwise(recompute_one_hash)),
    (
        "recompute the whole chain",
        Rechained("UPDATE operation SET command = 'vs unassign' WHERE seq = 2"),
    ),
    // The log, with more or less in it.
    ("insert an operation", Sql(ONE_MORE)),
    ("insert an operation, well hashed", Rechained(ONE_MORE)),
    ("insert an operation and all that follows", Rechained(ONE_MORE_WITH_ALL)),
    (
        "insert an event",
        Sql("INSERT INTO event VALUES (2, 1,
             '{\"kind\":\"role-granted\",\"user\":\"U4\",\"role\":\"global-admin\"}')"),
    ),
    (
        "insert an event of a kind that is none",
        Rechained("UPDATE event SET body = '{\"kind\":\"crown-taken\"}' WHERE seq = 9"),
    ),
    (
        "insert an event that cannot be",
        Rechained(
            "UPDATE event SET body = replace(body, '\"U3\"', '\"U99\"')
                   WHERE seq = 2",
        ),
    ),
    (
        "delete an operation",
        Sql("DELETE FROM event WHERE seq = 5; DELETE FROM operation WHERE seq = 5"),
    ),
    (
        "delete an operation, the chain recomputed",
        Rechained("DELETE FROM event WHERE seq = 5; DELETE FROM operation WHERE seq = 5"),
    ),
    ("delete an event", Sql("DELETE FROM event WHERE seq = 1 AND position = 30")),
    ("leave an event without its operation", Sql("DELETE FROM operation WHERE seq = 10")),
    ("reorder two operations", Sql(TWO_CHANGE_PLACES)),
    ("reorder two operations, the chain recomputed", Rechained(TWO_CHANGE_PLACES)),
    (
        "swap the events of two operations",
        Sql("UPDATE event SET seq = 1000 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 3;
             UPDATE event SET seq = 3 WHERE seq = 1000"),
    ),
    (
        "reorder two events",
        Sql("UPDATE event SET position = 1000 WHERE seq = 1 AND position = 5;
             UPDATE event SET position = 5 WHERE seq = 1 AND position = 6;
             UPDATE event SET position = 6 WHERE seq = 1 AND position = 1000"),
    ),
    ("duplicate a request id", Otherwise(duplicate_a_request_id)),
    ("number an operation below zero", Sql("UPDATE operation SET seq = -5 WHERE seq = 5")),
    // The end of the log.
    (
        "cut the log short, the tables kept",
        Sql("DELETE FROM event WHERE seq = 10; DELETE FROM operation WHERE seq = 10;
             UPDATE head SET seq = 9, hash = (SELECT hash FROM operation WHERE seq = 9)"),
    ),
    ("roll back the last operation", Sql(LAST_TAKEN_OUT)),
    (
        "roll back an operation in the middle, the chain recomputed",
        Rechained(
            "DELETE FROM event WHERE seq = 9; DELETE FROM operation WHERE seq = 9;
             DELETE FROM touched WHERE seq = 9;
             INSERT INTO user_role VALUES (5, 'account-admin');
             UPDATE operation SET seq = 9 WHERE seq = 10;
             UPDATE event SET seq = 9 WHERE seq = 10;
             UPDATE touched SET seq = 9 WHERE seq = 10",
        ),
    ),
    ("replay an old copy", Otherwise(replay_an_old_copy)),
    ("fork", Otherwise(fork)),
    (
        "change the head only",
        Sql("UPDATE head SET seq = 9, hash = (SELECT hash FROM operation WHERE seq = 9)"),
    ),
    ("delete the head", Sql("DELETE FROM head")),
    ("give the ledger another id", Sql("UPDATE head SET ledger_id = 'another'")),
    (
        "give the ledger another id, the chain recomputed",
        Rechained("UPDATE head SET ledger_id = 'another'"),
    ),
    ("empty the log", Sql("DELETE FROM event; DELETE FROM operation")),
    // What stands apart from it.
    (
        "go by somebody else's address",
        Sql("UPDATE person SET email = 'x' WHERE user = 3;
             UPDATE person SET email = 'bo@contoso.com' WHERE user = 4;
             UPDATE person SET email = 'cy@contoso.com' WHERE user = 3"),
    ),
    ("call somebody otherwise", Sql("UPDATE person SET name = 'Nobody' WHERE user = 3")),
    ("let a country be none", Sql("UPDATE person SET country = '' WHERE country IS NULL")),
    (
        "say who somebody is once more",
        Sql("INSERT INTO person SELECT user, version + 1, 0, salt, email, name, country
             FROM person WHERE user = 3"),
    ),
    ("forget somebody unsaid", Sql("DELETE FROM person WHERE user = 5")),
    ("change a reason", Sql("UPDATE \"text\" SET text = 'as ordered' WHERE is_place = 0")),
    ("take a reason away", Sql("DELETE FROM \"text\" WHERE is_place = 0")),
    ("say where it was done otherwise", Sql("UPDATE \"text\" SET text = text || '2'")),
    (
        "let a text belong to nothing",
        Sql("INSERT INTO \"text\" SELECT id + 1000, 0, salt, text FROM \"text\" LIMIT 1"),
    ),
    // The tables.
    ("give oneself a role", Sql("INSERT INTO user_role VALUES (4, 'global-admin')")),
    ("take somebody's seat", Sql("UPDATE seat SET user = 5 WHERE id = 1")),
    (
        "free a key that was redeemed",
        Sql("UPDATE \"key\" SET state = 'free' WHERE state = 'redeemed'"),
    ),
    (
        "change the terms of the catalog",
        Sql("UPDATE program SET terms = replace(terms, '90', '9')"),
    ),
    ("change a counter", Sql("UPDATE counter SET highest = highest - 1 WHERE letter = 'K'")),
    ("change a balance", Sql("UPDATE benefit SET held = 0 WHERE held > 0")),
    ("hide who touched what", Sql("DELETE FROM touched WHERE seq = 2")),
    // What is sealed.
    ("swap two sealed values", Sql(SEALED_SWAPPED)),
    ("swap two sealed values, their digests recomputed", Otherwise(swap_sealed_values_well)),
    (
        "re-point a sealed value",
        Sql("UPDATE sealed_value SET number = 1000 WHERE kind = 'key' AND number = 5"),
    ),
    (
        "take the fingerprint from a sealed value",
        Sql("UPDATE sealed_value SET fingerprint = NULL WHERE kind = 'key' AND number = 5"),
    ),
    ("take the fingerprint, the digest recomputed", Otherwise(take_a_fingerprint_well)),
    ("show another key's last letters", Otherwise(change_a_tail_well)),
    ("make a key unknown to the search for doubles", Otherwise(change_a_fingerprint_well)),
    ("delete a sealed value", Sql("DELETE FROM sealed_value WHERE kind = 'access-id'")),
    ("damage the wrapped key", Sql("UPDATE data_key SET wrapped = substr(wrapped, 2)")),
    ("delete the wrapped key", Sql("DELETE FROM data_key")),
    ("delete an older wrapped key", Otherwise(delete_an_older_wrapped_key)),
    ("let oneself in, in the table alone", Sql(LET_IN)),
    ("let oneself in, with an operation that says so", Rechained(LET_IN_BY_THE_LOG)),
    ("let oneself in, with a vouch of one's own making", Otherwise(vouch_for_oneself)),
    ("replace the wrapped key by one for somebody else", Otherwise(wrap_for_somebody_else)),
    ("replace the wrapped key by another for the same", Otherwise(wrap_another)),
    // The file.
    (
        "drop a trigger and edit",
        Raw("DROP TRIGGER operation_is_never_changed;
             UPDATE operation SET actor = 'U3' WHERE seq = 2"),
    ),
    (
        "change the text of the schema",
        Raw("PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (seq > 0)', '')"),
    ),
    (
        "let the schema say another table of an index",
        Raw("PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET tbl_name = 'seat' WHERE name = 'sqlite_autoindex_operation_1'"),
    ),
    ("add a trigger", Raw("CREATE TRIGGER t AFTER INSERT ON seat BEGIN DELETE FROM holding; END")),
    ("add a table", Raw("CREATE TABLE extra (x INTEGER)")),
    ("call it newer", Raw("PRAGMA user_version = 99")),
    ("call it older", Raw("PRAGMA user_version = 0")),
    ("call it another program's", Raw("PRAGMA application_id = 1")),
];

// How the longer ones are done ---------------------------------------------------------------------

fn recompute_one_hash(scene: &Scene) {
    tamper(&scene.ledger, |conn| {
        conn.execute_batch("UPDATE operation SET command = 'vs unassign' WHERE seq = 2")?;
        let hash = hash_of(conn, &ledger_id(conn)?, 2)?;
        conn.execute("UPDATE operation SET hash = ?1 WHERE seq = 2", [hash]).map(|_| ())
    });
}

/// The engine would refuse it, so the index that knows is made one that does not mind, for a while.
fn duplicate_a_request_id(scene: &Scene) {
    let schema = |sql: &str| {
        let conn = Connection::open(&scene.ledger).unwrap();
        conn.execute_batch(&format!("PRAGMA writable_schema = ON; {sql}")).unwrap();
    };
    schema(
        "UPDATE sqlite_schema SET sql = replace(sql, 'op_id       TEXT NOT NULL UNIQUE',
                                                     'op_id       TEXT NOT NULL')
         WHERE name = 'operation';
         UPDATE sqlite_schema SET name = 'lax', sql = 'CREATE INDEX lax ON operation (op_id)'
         WHERE name = 'sqlite_autoindex_operation_1';
         UPDATE sqlite_schema SET name = 'sqlite_autoindex_operation_1'
         WHERE name = 'sqlite_autoindex_operation_2';
         UPDATE sqlite_schema SET name = 'sqlite_autoindex_operation_2'
         WHERE name = 'sqlite_autoindex_operation_3';",
    );
    tamper(&scene.ledger, |conn| {
        conn.execute_batch(
            "UPDATE operation SET op_id = (SELECT op_id FROM operation WHERE seq = 3)
             WHERE seq = 4",
        )?;
        rechain(conn)
    });
    schema(
        "UPDATE sqlite_schema SET name = 'sqlite_autoindex_operation_3'
         WHERE name = 'sqlite_autoindex_operation_2';
         UPDATE sqlite_schema SET name = 'sqlite_autoindex_operation_2'
         WHERE name = 'sqlite_autoindex_operation_1';
         UPDATE sqlite_schema SET name = 'sqlite_autoindex_operation_1', sql = NULL
         WHERE name = 'lax';
         UPDATE sqlite_schema SET sql = replace(sql, 'op_id       TEXT NOT NULL',
                                                     'op_id       TEXT NOT NULL UNIQUE')
         WHERE name = 'operation';",
    );
}

fn replay_an_old_copy(scene: &Scene) {
    std::fs::copy(scene.older, &scene.ledger).unwrap();
}

/// The old copy, on which something else was done than what was.
fn fork(scene: &Scene) {
    std::fs::copy(scene.older, &scene.ledger).unwrap();
    let told = scene.place.run(&scene.ledger, "user grant cy@contoso.com admin-agent");
    assert_eq!(told.exit, 0, "{told:?}");
}

/// Gives a sealed value the digest that goes with its content: no secret is needed for that.
fn digest_anew(conn: &Connection, number: u32) -> rusqlite::Result<()> {
    let ledger = ledger_id(conn)?;
    let sql = "SELECT k.commitment, v.epoch, v.nonce, v.sealed, v.tail, v.fingerprint
               FROM sealed_value v JOIN \"key\" k ON k.id = v.number
               WHERE v.kind = 'key' AND v.number = ?1";
    let value = conn.query_row(sql, [number], |row| {
        Ok(mpn::domain::secret::Sealed {
            commitment: mpn::seal::hex(&row.get::<_, Vec<u8>>(0)?),
            epoch: row.get(1)?,
            nonce: row.get(2)?,
            sealed: row.get(3)?,
            tail: row.get(4)?,
            fingerprint: row.get(5)?,
            digest: Vec::new(),
        })
    })?;
    let digest = mpn::seal::sealed_digest(&ledger, &value);
    let sql = "UPDATE sealed_value SET digest = ?2 WHERE kind = 'key' AND number = ?1";
    conn.execute(sql, params![number, digest]).map(|_| ())
}

fn swap_sealed_values_well(scene: &Scene) {
    tamper(&scene.ledger, |conn| {
        conn.execute_batch(SEALED_SWAPPED)?;
        digest_anew(conn, 5)?;
        digest_anew(conn, 6)
    });
}

/// Sets what lies in clear beside the sealed value of a key.
fn set_well(scene: &Scene, what: &str) {
    tamper(&scene.ledger, |conn| {
        let sql = format!("UPDATE sealed_value SET {what} WHERE kind = 'key' AND number = 5");
        conn.execute_batch(&sql)?;
        digest_anew(conn, 5)
    });
}

fn change_a_tail_well(scene: &Scene) {
    set_well(scene, "tail = 'XXXXX'");
}

fn change_a_fingerprint_well(scene: &Scene) {
    set_well(scene, "fingerprint = randomblob(16)");
}

fn take_a_fingerprint_well(scene: &Scene) {
    set_well(scene, "fingerprint = NULL");
}

/// Puts a data key of the attacker's making in the place of the ledger's own.
fn replace_data_key(scene: &Scene, recipients: &[String]) {
    tamper(&scene.ledger, |conn| {
        let (_, made) = mpn::seal::DataKey::make(1, &ledger_id(conn)?, recipients).unwrap();
        let sql = "UPDATE data_key SET wrapped = ?1, digest = ?2 WHERE epoch = 1";
        conn.execute(sql, params![made.wrapped, made.digest]).map(|_| ())
    });
}

/// The newest data key opens every sealed value; the one before it only tells repeated requests.
fn delete_an_older_wrapped_key(scene: &Scene) {
    let told = scene.place.run(&scene.ledger, "seal rotate");
    assert_eq!(told.exit, 0, "{told:?}");
    tamper(&scene.ledger, |conn| conn.execute_batch("DELETE FROM data_key WHERE epoch = 1"));
}

/// What an attacker writes who adds a recipient, and cannot open the ledger.
fn vouch_for_oneself(scene: &Scene) {
    tamper(&scene.ledger, |conn| {
        conn.execute_batch(LET_IN_BY_THE_LOG)?;
        let honest = "SELECT recipient FROM recipient WHERE recipient <> 'age1eve'";
        let honest: String = conn.query_row(honest, [], |row| row.get(0))?;
        let mut both = ["age1eve", honest.as_str()];
        both.sort_unstable();
        let vouch = serde_json::json!({
            "kind": "recipients-vouched", "epoch": 1, "recipients": both, "vouch": "0".repeat(64),
        })
        .to_string();
        let sql = "INSERT INTO event VALUES ((SELECT max(seq) FROM operation), 1, ?1)";
        conn.execute(sql, [vouch])?;
        rechain(conn)
    });
}

fn wrap_for_somebody_else(scene: &Scene) {
    let (_, recipient) = mpn::seal::make_identity();
    replace_data_key(scene, &[recipient]);
}

fn wrap_another(scene: &Scene) {
    let identity = scene.place.path("identity.txt");
    replace_data_key(scene, &mpn::seal::recipients_of(&identity).unwrap());
}

// The verdicts -------------------------------------------------------------------------------------

/// What `verify` says of a ledger: the code of its error, or those of its findings.
fn verdict(told: &Told) -> String {
    if told.stdout.is_empty() {
        assert_eq!(told.exit, 7, "{told:?}");
        return format!("refused: {}", told.error()["code"].as_str().unwrap());
    }
    let answer = told.json();
    let found = answer["findings"].as_array().unwrap().iter();
    let codes: BTreeSet<&str> = found.map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(told.exit, if codes.is_empty() { 0 } else { 7 }, "{told:?}");
    assert_eq!(answer["sound"], codes.is_empty());
    if codes.is_empty() {
        "sound".to_owned()
    } else {
        codes.into_iter().collect::<Vec<_>>().join(", ")
    }
}

/// The verdict on a ledger: without an identity, and whatever more one finds who has the identity
/// or has noted the head.
fn judged(scene: &Scene, head: &str) -> String {
    let line = "ledger verify -o json";
    let without = |options: Vec<String>| -> Vec<String> {
        let place = options.iter().position(|option| option == "--identity").unwrap() + 1;
        let mut options = options;
        options[place] = scene.place.path("none.txt").display().to_string();
        options
    };
    let ask = |line: &str, with_identity: bool| {
        let options = scene.place.options(&scene.ledger);
        let mut args = crate::world::words(line);
        args.extend(if with_identity { options } else { without(options) });
        verdict(&crate::world::run(&args, ""))
    };
    let alone = ask(line, false);
    let mut told = vec![alone.clone()];
    let more = [
        ("with the identity", ask(line, true)),
        ("with a noted head", ask(&format!("{line} --against {head}"), false)),
    ];
    for (with, found) in more {
        if alone == "sound" && found != alone {
            told.push(format!("{with}: {found}"));
        }
    }
    told.join("; ")
}

/// The table of `attacks.md`: what each attack's verdict is to be.
fn documented() -> BTreeMap<String, String> {
    let rows = include_str!("attacks.md").lines().filter(|line| line.starts_with("| "));
    let cells = rows.map(|row| -> Vec<&str> { row.split('|').map(str::trim).collect() });
    // The head of the table names its columns.
    cells.skip(1).map(|cells| (cells[1].to_owned(), cells[3].replace('`', ""))).collect()
}

fn attack(scene: &Scene, how: &How) {
    match how {
        Sql(sql) => tamper(&scene.ledger, |conn| conn.execute_batch(sql)),
        Rechained(sql) => tamper(&scene.ledger, |conn| {
            conn.execute_batch(sql)?;
            rechain(conn)
        }),
        Raw(sql) => Connection::open(&scene.ledger).unwrap().execute_batch(sql).unwrap(),
        Otherwise(done) => done(scene),
    }
}

#[test]
fn every_attack_gets_the_verdict_that_is_documented() {
    let place = Place::lived_in();
    let older = place.copy("older.mpn");
    let told = place.run(&place.ledger(), "user grant cy@contoso.com billing-admin -o json");
    let head = told.json()["head"].as_str().unwrap().to_owned();
    let documented = documented();
    let mut wrong = Vec::new();
    for (name, how) in ATTACKS {
        let ledger = place.copy("attacked.mpn");
        let scene = Scene { place: &place, ledger, older: &older };
        let before = std::fs::read(&scene.ledger).unwrap();
        attack(&scene, how);
        let _ = std::fs::remove_file(journal(&scene.ledger));
        assert_ne!(std::fs::read(&scene.ledger).unwrap(), before, "{name} did nothing");
        let found = judged(&scene, &head);
        match documented.get(*name) {
            Some(verdict) if *verdict == found => {}
            other => wrong.push(format!("{name}: {found} ({other:?} stands in attacks.md)")),
        }
    }
    let done: BTreeSet<&str> = ATTACKS.iter().map(|(name, _)| *name).collect();
    let undone = documented.keys().filter(|name| !done.contains(name.as_str()));
    wrong.extend(undone.map(|name| format!("{name}: stands in attacks.md, and is not done")));
    assert!(ATTACKS.len() >= 30 && done.len() == ATTACKS.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What nobody attacked is sound in every way.
    let scene = Scene { place: &place, ledger: place.ledger(), older: &older };
    assert_eq!(judged(&scene, &head), "sound");
}
