//! Whatever is changed in a ledger behind the back of `mpn`, `ledger verify` finds: every column
//! of every table, rows, their order, the end of the log, triggers and indexes.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::world::{self, Told, World};
use rusqlite::Connection;
use rusqlite::types::Value;

const SERVER: &str = "'Windows Server 2019 Standard'";

/// A ledger in which every table has rows, and every column that can be filled is.
fn rich() -> World {
    let opening = include_str!("../../examples/gold.toml").replace(
        "[[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"",
        "[[membership]]\noffer = \"silver\"\ncompetency = \"Security\"\npurchased_on = 2026-01-15\n\n\
         [[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"",
    );
    let world = World::found("2026-06-01", &opening);
    let core = "'Visual Studio Enterprise'";
    for line in [
        format!("vs assign {core} bo@contoso.com --reason 'a new colleague'"),
        "azure assign 'Azure bulk credit' bo@contoso.com".to_owned(),
        "azure assign 'Azure monthly credit' cy@contoso.com".to_owned(),
        format!(
            "software get-keys {SERVER} --for bo@contoso.com --language nl-NL --os windows-x64"
        ),
        format!("software get-keys {SERVER} --count 2 --reason audit"),
        "software activation K2 --machine web-01".to_owned(),
        "software return K3".to_owned(),
        "software retire K4".to_owned(),
        "user revoke dana@contoso.com account-admin".to_owned(),
        "membership purchase isv-co-sell".to_owned(),
        "software get-keys 'Windows Server 2019 User CAL' --forfeit-refund -n".to_owned(),
        "benefits grant --category software --product Tools --offer isv-co-sell --quantity 1"
            .to_owned(),
    ] {
        let told = world.run(&line);
        assert!(told.exit == 0 || line.ends_with("-n"), "{line}: {}", told.stderr);
    }
    // A key that is no 5×5 has no tail; looking at it gives a refund up.
    world.ok_with("software add-keys Tools - --text", "1234-5678\n");
    world.ok("software get-keys Tools --forfeit-refund");
    world.on("2026-06-10").ok(&format!("vs unassign {core} bo@contoso.com"));
    use_what_memberships_bring(&world);
    world
}

/// What licenses, support, advisory hours, Go-To-Market offers and a renewal leave in a ledger.
fn use_what_memberships_bring(world: &World) {
    let tenant = "--tenant contoso.onmicrosoft.com -y";
    for line in [
        // Onto the subscription that the opening statement tells of: a redemption with a before.
        format!("license redeem 'Microsoft 365 E3' --mode add-seats {tenant}"),
        format!("license redeem 'Microsoft 365 E3' --mode extend {tenant} --already-done"),
        "license replace 'Microsoft 365 E3' -y".to_owned(),
        "support ids product-support".to_owned(),
        "support link product-support --account bo@contoso.com".to_owned(),
        "support open product-support --title backup --product 'SQL Server' --version 2017"
            .to_owned(),
        "support close I1 --as bug".to_owned(),
        "support activate signature-cloud".to_owned(),
        "user grant ann@contoso.com admin-agent".to_owned(),
        "advisory request --scenario deployment --hours 4 --title migration".to_owned(),
        "advisory request --scenario presales --hours 2 --title proposal".to_owned(),
        "advisory log A1 --hours 3".to_owned(),
        "gtm contact set bo@contoso.com --contact-email news@contoso.com --phone '+45 33 12 34 56' \
         --language da-DK"
            .to_owned(),
        "gtm activate G1".to_owned(),
        "gtm confirm G1 --expires 2026-12-01".to_owned(),
        "gtm activate G2".to_owned(),
        "seal recovery".to_owned(),
    ] {
        let told = world.run(&line);
        assert_eq!(told.exit, 0, "{line}: {}", told.stderr);
    }
    world.ok_with("support confirm signature-cloud", "access-of-cloud\ncontract-of-cloud\n");
    world.ok(
        "support open signature-cloud --title outage --account cy@contoso.com --customer Fabrikam \
         --product Azure --version 1",
    );
    // One membership whose cancellation was withdrawn and, asked for again, granted.
    world.ok("membership purchase silver --competency Messaging");
    for step in ["--yes", "--withdraw", "--yes", "--confirm --yes"] {
        world.ok(&format!("cancel Messaging {step}"));
    }
    // A second term of the Action Pack, whose first term is kept.
    world.on("2026-12-05").ok("membership renew action-pack");
}

/// A copy of a ledger that can be written to behind the back of `mpn`.
struct Copy<'w> {
    world: &'w World,
    path: PathBuf,
}

impl<'w> Copy<'w> {
    fn of(world: &'w World) -> Self {
        let path = world.path("copy.mpn");
        std::fs::copy(world.ledger(), &path).unwrap();
        Copy { world, path }
    }

    /// Changes the copy behind the back of `mpn`.
    fn tamper(&self, change: impl FnOnce(&Connection) -> rusqlite::Result<()>) {
        world::tamper(&self.path, change);
    }

    fn verify(&self, more: &str) -> Told {
        self.world.run_at(&self.path, &format!("ledger verify {more}"))
    }

    /// The codes that verify tells; it must find something.
    fn found(&self, what: &str) -> Vec<String> {
        let told = self.verify("");
        assert_eq!(told.exit, 7, "{what} was not found: {} {}", told.stdout, told.stderr);
        if told.stdout.is_empty() {
            return vec![told.error()["code"].as_str().unwrap().to_owned()];
        }
        let answer = told.json();
        assert_eq!(answer["sound"], false, "{what}");
        let findings = answer["findings"].as_array().unwrap();
        assert!(!findings.is_empty(), "{what}");
        findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    }

    /// What verify finds, and where.
    fn findings(&self) -> Vec<(String, String)> {
        let answer = self.verify("").json();
        let findings = answer["findings"].as_array().unwrap().iter();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        findings.map(|finding| (text(&finding["code"]), text(&finding["place"]))).collect()
    }

    fn assert_sound(&self) {
        let told = self.verify("");
        assert_eq!(told.exit, 0, "{} {}", told.stdout, told.stderr);
    }
}

fn tables(conn: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = conn.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<rusqlite::Result<_>>().unwrap()
}

/// The columns of a table, and which of them make its primary key.
fn columns(conn: &Connection, table: &str) -> Vec<(String, bool, bool)> {
    let sql = "SELECT name, pk > 0, \"notnull\" FROM pragma_table_info(?1)";
    let mut statement = conn.prepare(sql).unwrap();
    let found = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    found.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// Another value of the same type.
fn other(value: &Value) -> Value {
    match value {
        Value::Integer(number) => Value::Integer(number + 1_000),
        Value::Text(text) => {
            // One letter becomes another, so that dates and JSON may well stay readable.
            let mut bytes = text.clone().into_bytes();
            match bytes.iter_mut().rev().find(|byte| byte.is_ascii_alphanumeric()) {
                Some(byte) => *byte = if *byte == b'1' { b'2' } else { b'1' },
                None => bytes.push(b'1'),
            }
            Value::Text(String::from_utf8(bytes).unwrap())
        }
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            Value::Blob(bytes)
        }
        Value::Null | Value::Real(_) => panic!("{value:?}"),
    }
}

/// Sets a column of one row, found by its primary key.
fn set(conn: &Connection, table: &str, column: &str, key: &[(String, Value)], to: &Value) {
    let place: Vec<String> = key
        .iter()
        .enumerate()
        .map(|(index, (name, _))| format!("\"{name}\" = ?{}", index + 2))
        .collect();
    let sql = format!("UPDATE \"{table}\" SET \"{column}\" = ?1 WHERE {}", place.join(" AND "));
    let bound = std::iter::once(to).chain(key.iter().map(|(_, value)| value));
    let changed = conn.execute(&sql, rusqlite::params_from_iter(bound)).unwrap();
    assert_eq!(changed, 1, "{table}.{column}");
}

/// A row as its primary key, and the value of one column.
type Cell = (Vec<(String, Value)>, Value);

/// One cell of a column that holds something and, where it may be empty, one that does not.
fn cells(conn: &Connection, table: &str, column: &str) -> Vec<Cell> {
    let keys: Vec<String> =
        columns(conn, table).into_iter().filter(|one| one.1).map(|one| one.0).collect();
    let quoted: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    ["NOT NULL", "NULL"]
        .iter()
        .filter_map(|which| {
            let sql = format!(
                "SELECT {}, \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS {which} \
                 ORDER BY 1 DESC LIMIT 1",
                quoted.join(", ")
            );
            let read = conn.query_row(&sql, [], |row| {
                let named = keys.iter().enumerate();
                let key = named.map(|(index, name)| Ok((name.clone(), row.get(index)?)));
                Ok((key.collect::<rusqlite::Result<_>>()?, row.get(keys.len())?))
            });
            read.ok()
        })
        .collect()
}

/// What can stand in a column that holds nothing.
fn something(conn: &Connection, table: &str, column: &str) -> Value {
    let sql = "SELECT type FROM pragma_table_info(?1) WHERE name = ?2";
    let kind: String = conn.query_row(sql, [table, column], |row| row.get(0)).unwrap();
    match kind.as_str() {
        "INTEGER" => Value::Integer(1),
        "BLOB" => Value::Blob(vec![1]),
        _ => Value::Text("x".to_owned()),
    }
}

#[test]
fn an_unchanged_copy_is_sound() {
    let world = rich();
    let copy = Copy::of(&world);
    copy.assert_sound();
    // Opening it, dropping the triggers and putting them back changes nothing.
    copy.tamper(|_| Ok(()));
    copy.assert_sound();
}

#[test]
fn a_change_to_any_column_of_any_table_is_found() {
    let world = rich();
    let original = Connection::open(world.ledger()).unwrap();
    let mut flipped = BTreeSet::new();
    let mut missed = Vec::new();
    for table in tables(&original) {
        for (column, ..) in columns(&original, &table) {
            for (key, value) in cells(&original, &table, &column) {
                let to = if value == Value::Null {
                    // Not the value of another row, which may be its alone.
                    other(&something(&original, &table, &column))
                } else {
                    other(&value)
                };
                let copy = Copy::of(&world);
                copy.tamper(|conn| {
                    set(conn, &table, &column, &key, &to);
                    Ok(())
                });
                if copy.verify("").exit != 7 {
                    missed.push(format!("{table}.{column}: {value:?} made {to:?}"));
                }
                flipped.insert(format!("{table}.{column}"));
            }
        }
    }
    assert_eq!(missed, [] as [String; 0], "changes that verify did not find");
    let all: BTreeSet<String> = tables(&original)
        .iter()
        .flat_map(|table| {
            columns(&original, table).into_iter().map(move |one| format!("{table}.{}", one.0))
        })
        .collect();
    let skipped: Vec<&String> = all.difference(&flipped).collect();
    assert_eq!(skipped, [] as [&String; 0], "columns without any row to change");
}

#[test]
fn a_page_that_cannot_be_read_is_a_finding_and_the_rest_is_checked() {
    const PAGE: usize = 4_096;
    let world = rich();
    let whole = std::fs::read(world.ledger()).unwrap();
    let copy = Copy::of(&world);
    let pages = whole.len() / PAGE;
    let (mut refused, mut damaged) = (Vec::new(), 0);
    for page in 0..pages {
        let mut bytes = whole.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        std::fs::write(&copy.path, &bytes).unwrap();
        let told = copy.verify("");
        assert_eq!(told.exit, 7, "page {page} zeroed: {} {}", told.stdout, told.stderr);
        if told.stdout.is_empty() {
            refused.push(page);
            continue;
        }
        let findings = told.json()["findings"].as_array().unwrap().clone();
        let is = |one: &serde_json::Value, code: &str| one["code"] == code;
        // Where a long text goes on there is no structure to be damaged, and what it says is found.
        damaged += usize::from(findings.iter().any(|one| is(one, "file-damaged")));
        let lines = findings.iter().map(|one| one["message"].as_str().unwrap().lines().count());
        assert_eq!(lines.max(), Some(1), "page {page} zeroed");
        // What the log does not tell of is not known where it could not be read.
        let of_the_log = |one: &serde_json::Value| {
            is(one, "file-damaged") && one["place"].as_str().unwrap().starts_with("operation ")
        };
        if findings.iter().any(of_the_log) {
            let extra = findings.iter().find(|one| is(one, "row-extra"));
            assert_eq!(extra, None, "page {page} zeroed");
        }
    }
    // Only the schema must be there: without it there is nothing to ask for.
    assert!(refused.len() < 20, "{refused:?}");
    assert!(damaged * 2 > pages, "{damaged} of {pages}");
    // A row that was changed is found, although a table beside it cannot be read.
    copy.tamper(|conn| {
        let page: usize = conn.query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'touched'",
            [],
            |row| row.get(0),
        )?;
        let mut bytes = whole.clone();
        bytes[(page - 1) * PAGE..page * PAGE].fill(0);
        std::fs::write(world.path("torn.mpn"), bytes).unwrap();
        Ok(())
    });
    std::fs::rename(world.path("torn.mpn"), &copy.path).unwrap();
    copy.tamper(|conn| conn.execute_batch("UPDATE seat SET level = 'x' WHERE id = 1"));
    let found = copy.found("a seat changed beside a table that is gone");
    assert!(found.contains(&"file-damaged".to_owned()), "{found:?}");
    assert!(found.contains(&"row-different".to_owned()), "{found:?}");
}

#[test]
fn a_value_taken_away_is_found() {
    let world = rich();
    let original = Connection::open(world.ledger()).unwrap();
    for table in tables(&original) {
        for (column, _, not_null) in columns(&original, &table) {
            if not_null {
                continue;
            }
            let filled = cells(&original, &table, &column).into_iter();
            for (key, _) in filled.filter(|(_, value)| *value != Value::Null) {
                let copy = Copy::of(&world);
                copy.tamper(|conn| {
                    set(conn, &table, &column, &key, &Value::Null);
                    Ok(())
                });
                copy.found(&format!("{table}.{column} taken away"));
            }
        }
    }
}

#[test]
fn a_row_that_is_deleted_or_added_is_found() {
    let world = rich();
    let original = Connection::open(world.ledger()).unwrap();
    for table in tables(&original) {
        let columns = columns(&original, &table);
        let (column, ..) = columns.iter().find(|one| one.1).unwrap();
        let (key, value) = cells(&original, &table, column).remove(0);
        let condition: Vec<String> =
            (0..key.len()).map(|index| format!("\"{}\" = ?{}", key[index].0, index + 1)).collect();
        let place = condition.join(" AND ");
        let deleted = Copy::of(&world);
        deleted.tamper(|conn| {
            let bound = rusqlite::params_from_iter(key.iter().map(|(_, value)| value));
            let sql = format!("DELETE FROM \"{table}\" WHERE {place}");
            assert_eq!(conn.execute(&sql, bound)?, 1);
            Ok(())
        });
        deleted.found(&format!("a row deleted from {table}"));
        // The same row once more, under another key and with other unique values.
        let added = Copy::of(&world);
        added.tamper(|conn| {
            let unique = [
                "op_id",
                "prev",
                "hash",
                "commitment",
                "name",
                "fingerprint",
                "email",
                "access_id",
                "contract_id",
            ];
            let values: Vec<String> = columns
                .iter()
                .map(|(name, ..)| match (&value, name == column) {
                    (Value::Integer(_), true) => format!("\"{name}\" + 1000"),
                    (_, true) => format!("\"{name}\" || '1'"),
                    (_, false) if name == "fingerprint" => "zeroblob(16)".to_owned(),
                    // A line has one benefit, and a seat one holder.
                    (_, false) if table == "benefit" && name == "product" => {
                        "product || '1'".to_owned()
                    }
                    (_, false)
                        if table == "holding" && ["seat", "user"].contains(&name.as_str()) =>
                    {
                        format!("\"{name}\" + 1000")
                    }
                    (_, false) if unique.contains(&name.as_str()) => format!(
                        "CASE typeof(\"{name}\") WHEN 'blob' THEN zeroblob(32)
                         ELSE \"{name}\" || '1' END"
                    ),
                    _ => format!("\"{name}\""),
                })
                .collect();
            let bound = rusqlite::params_from_iter(key.iter().map(|(_, value)| value));
            let sql = format!(
                "INSERT INTO \"{table}\" SELECT {} FROM \"{table}\" WHERE {place}",
                values.join(", ")
            );
            assert_eq!(conn.execute(&sql, bound)?, 1);
            Ok(())
        });
        added.found(&format!("a row added to {table}"));
    }
}

#[test]
fn a_row_that_is_not_as_it_should_be_is_told_by_its_key_and_no_other_is() {
    let world = rich();
    let dana = "user 5";
    let role = "user_role 3 admin-agent";
    for (sql, found) in [
        ("DELETE FROM seat WHERE id = 2", ("row-missing", "seat 2")),
        ("UPDATE \"user\" SET kind = 'guest' WHERE id = 5", ("row-different", dana)),
        ("DELETE FROM \"user\" WHERE id = 5", ("row-missing", dana)),
        ("INSERT INTO user_role VALUES (3, 'admin-agent')", ("row-extra", role)),
        (
            "DELETE FROM user_role WHERE role = 'mpn-partner-admin'",
            ("row-missing", "user_role 3 mpn-partner-admin"),
        ),
    ] {
        let copy = Copy::of(&world);
        copy.tamper(|conn| conn.execute_batch(sql));
        let mut findings = copy.findings();
        // What refers to a row that is gone is astray, which the engine tells beside it.
        findings.retain(|(code, _)| code != "row-astray");
        assert_eq!(findings, [(found.0.to_owned(), found.1.to_owned())], "{sql}");
    }
}

#[test]
fn of_many_findings_of_a_kind_a_few_are_told_and_all_kinds() {
    let world = rich();
    let copy = Copy::of(&world);
    copy.tamper(|conn| {
        let changed = conn.execute("UPDATE \"key\" SET language = 'xx'", [])?;
        assert!(changed > 20);
        conn.execute_batch("DELETE FROM user_role WHERE role = 'mpn-partner-admin'")
    });
    let findings = copy.findings();
    let told = |code: &str| findings.iter().filter(|finding| finding.0 == code).count();
    assert_eq!((told("row-different"), told("row-missing")), (20, 1), "{findings:?}");
}

#[test]
fn events_of_no_operation_are_found() {
    let world = World::gold();
    for seq in [-1, 1_000] {
        let copy = Copy::of(&world);
        copy.tamper(|conn| {
            conn.execute("INSERT INTO event VALUES (?1, 0, '{}')", [seq]).map(|_| ())
        });
        let findings = copy.findings();
        let astray = ("event-astray".to_owned(), format!("event {seq} 0"));
        assert!(findings.contains(&astray), "{findings:?}");
        assert!(!findings.iter().any(|finding| finding.0 == "operation-changed"), "{findings:?}");
    }
}

#[test]
fn a_change_to_a_sealed_id_is_found() {
    let world = rich();
    let original = Connection::open(world.ledger()).unwrap();
    let sql = "SELECT kind, number FROM sealed_value WHERE kind <> 'key' ORDER BY number, kind";
    let ids: Vec<(Value, Value)> = original
        .prepare(sql)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(ids.len(), 4, "two contracts, two IDs each");
    for (kind, number) in &ids {
        let key = vec![("kind".to_owned(), kind.clone()), ("number".to_owned(), number.clone())];
        for (column, ..) in columns(&original, "sealed_value") {
            let sql =
                format!("SELECT \"{column}\" FROM sealed_value WHERE kind = ?1 AND number = ?2");
            let value = original.query_row(&sql, [kind, number], |row| row.get(0)).unwrap();
            let to = match value {
                Value::Null => something(&original, "sealed_value", &column),
                value => other(&value),
            };
            let copy = Copy::of(&world);
            copy.tamper(|conn| {
                set(conn, "sealed_value", &column, &key, &to);
                Ok(())
            });
            copy.found(&format!("sealed_value.{column} of an ID"));
        }
    }
    // Each value stays what it is, and only stands for the other.
    for columns in ["epoch, nonce, sealed, tail, digest", "nonce, sealed", "digest"] {
        for (one, other) in [(0, 1), (0, 2)] {
            let copy = Copy::of(&world);
            copy.tamper(|conn| {
                conn.execute_batch("CREATE TEMP TABLE was AS SELECT * FROM sealed_value")?;
                for (to, from) in [(one, other), (other, one)] {
                    let (to, from): (&(Value, Value), &(Value, Value)) = (&ids[to], &ids[from]);
                    conn.execute(
                        &format!(
                            "UPDATE sealed_value SET ({columns}) =
                                    (SELECT {columns} FROM was WHERE kind = ?3 AND number = ?4)
                             WHERE kind = ?1 AND number = ?2"
                        ),
                        [&to.0, &to.1, &from.0, &from.1],
                    )?;
                }
                Ok(())
            });
            copy.found(&format!("{columns} of two IDs swapped"));
        }
    }
    let swapped = Copy::of(&world);
    swapped.tamper(|conn| {
        conn.execute_batch(
            "CREATE TEMP TABLE was AS SELECT * FROM contract;
             UPDATE contract SET access_id = NULL, contract_id = NULL;
             UPDATE contract SET
                    access_id = (SELECT contract_id FROM was WHERE was.id = contract.id),
                    contract_id = (SELECT access_id FROM was WHERE was.id = contract.id);",
        )
    });
    swapped.found("Access ID and Contract ID swapped");
}

#[test]
fn two_operations_that_changed_places_are_found() {
    let world = rich();
    let copy = Copy::of(&world);
    copy.tamper(|conn| {
        conn.execute_batch(
            "UPDATE operation SET seq = 1000 WHERE seq = 3;
             UPDATE event SET seq = 1000 WHERE seq = 3;
             UPDATE operation SET seq = 3 WHERE seq = 4;
             UPDATE event SET seq = 3 WHERE seq = 4;
             UPDATE operation SET seq = 4 WHERE seq = 1000;
             UPDATE event SET seq = 4 WHERE seq = 1000;",
        )
    });
    let codes = copy.found("two operations swapped");
    assert!(codes.contains(&"operation-changed".to_owned()), "{codes:?}");
    assert!(codes.contains(&"chain-broken".to_owned()), "{codes:?}");
}

#[test]
fn two_events_that_changed_places_are_found() {
    let world = rich();
    let copy = Copy::of(&world);
    copy.tamper(|conn| {
        conn.execute_batch(
            "UPDATE event SET position = 1000 WHERE seq = 1 AND position = 5;
             UPDATE event SET position = 5 WHERE seq = 1 AND position = 6;
             UPDATE event SET position = 6 WHERE seq = 1 AND position = 1000;",
        )
    });
    let codes = copy.found("two events swapped");
    assert!(codes.contains(&"operation-changed".to_owned()), "{codes:?}");
}

/// Takes the last operation out of a log whose tables it did not touch but for `touched`.
const CUT_SHORT: &str = "
    DELETE FROM event WHERE seq = (SELECT seq FROM head);
    DELETE FROM touched WHERE seq = (SELECT seq FROM head);
    DELETE FROM operation WHERE seq = (SELECT seq FROM head);
    UPDATE head SET seq = seq - 1, hash = (SELECT hash FROM operation ORDER BY seq DESC LIMIT 1);";

#[test]
fn a_log_cut_short_is_found_only_by_a_head_that_was_noted_elsewhere() {
    let world = World::gold();
    world.ok("user grant cy@contoso.com admin-agent");
    let noted = world.head()["head"].as_str().unwrap().to_owned();
    let older = world.ok("history show 1")["hash"].as_str().unwrap().to_owned();
    let copy = Copy::of(&world);
    copy.tamper(|conn| {
        conn.execute_batch("DELETE FROM user_role WHERE user = 4")?;
        conn.execute_batch(CUT_SHORT)
    });
    copy.assert_sound();
    assert_eq!(copy.verify(&format!("--against {older}")).exit, 0);
    let told = copy.verify(&format!("--against {noted}"));
    assert_eq!(told.exit, 7);
    assert_eq!(told.json()["findings"][0]["code"], "head-not-in-log");
}

#[test]
fn a_log_cut_short_without_its_tables_or_its_head_is_found() {
    let world = rich();
    let tables = Copy::of(&world);
    tables.tamper(|conn| conn.execute_batch(CUT_SHORT));
    tables.found("a log cut short, the tables kept");
    let head = Copy::of(&world);
    head.tamper(|conn| conn.execute_batch("UPDATE head SET seq = seq - 1"));
    assert_eq!(head.found("a head moved back"), ["head-mismatch"]);
}

#[test]
fn a_trigger_or_an_index_that_is_gone_is_found() {
    let world = rich();
    let original = Connection::open(world.ledger()).unwrap();
    let sql = "SELECT type, name FROM sqlite_schema
               WHERE type IN ('trigger', 'index') AND sql IS NOT NULL";
    let parts: Vec<(String, String)> = original
        .prepare(sql)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert!(parts.len() > 10);
    for (kind, name) in parts {
        let copy = Copy::of(&world);
        let conn = Connection::open(&copy.path).unwrap();
        conn.execute_batch(&format!("DROP {kind} {name}")).unwrap();
        drop(conn);
        copy.found(&format!("{kind} {name} dropped"));
    }
}

#[test]
fn a_table_a_trigger_or_a_view_that_was_added_is_found() {
    let world = World::gold();
    for sql in [
        "CREATE TABLE extra (x INTEGER)",
        "CREATE VIEW seats AS SELECT * FROM seat",
        "CREATE TRIGGER t AFTER INSERT ON seat BEGIN DELETE FROM credit; END",
        "CREATE INDEX i ON seat (level)",
        "ANALYZE",
        "ALTER TABLE seat ADD COLUMN extra TEXT",
        "PRAGMA user_version = 99",
        "PRAGMA application_id = 1",
    ] {
        let copy = Copy::of(&world);
        Connection::open(&copy.path).unwrap().execute_batch(sql).unwrap();
        copy.found(sql);
    }
}

#[test]
fn an_index_that_does_not_agree_with_its_table_is_found() {
    let world = rich();
    let copy = Copy::of(&world);
    let conn = Connection::open(&copy.path).unwrap();
    conn.execute_batch(
        "PRAGMA writable_schema = ON;
         CREATE TABLE swap (a, b);
         INSERT INTO swap SELECT (SELECT rootpage FROM sqlite_schema WHERE name = 'seat_by_benefit'),
                                 (SELECT rootpage FROM sqlite_schema WHERE name = 'key_by_benefit');
         UPDATE sqlite_schema SET rootpage = (SELECT b FROM swap) WHERE name = 'seat_by_benefit';
         UPDATE sqlite_schema SET rootpage = (SELECT a FROM swap) WHERE name = 'key_by_benefit';
         DROP TABLE swap;",
    )
    .unwrap();
    drop(conn);
    let codes = copy.found("two indexes swapped");
    assert!(codes.contains(&"file-damaged".to_owned()), "{codes:?}");
}

#[test]
fn the_log_refuses_to_be_changed_by_an_honest_engine() {
    let world = World::gold();
    let copy = Copy::of(&world);
    let conn = Connection::open(&copy.path).unwrap();
    for sql in [
        "UPDATE operation SET actor = 'x'",
        "DELETE FROM operation",
        "UPDATE event SET body = 'x'",
        "DELETE FROM event",
    ] {
        let refused = conn.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
}

#[test]
fn a_bit_that_flipped_anywhere_in_the_content_does_not_go_unnoticed() {
    let world = World::gold();
    let bytes = std::fs::read(world.ledger()).unwrap();
    let copy = Copy::of(&world);
    let before = {
        let conn = Connection::open(&copy.path).unwrap();
        dump(&conn).unwrap()
    };
    // An uneven stride visits headers, pointers, cells and free space of all kinds of pages.
    let mut silent = Vec::new();
    for at in (100..bytes.len()).step_by(1_531) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        std::fs::write(&copy.path, &flipped).unwrap();
        let exit = copy.verify("").exit;
        let same = || {
            let conn = Connection::open(&copy.path).ok()?;
            dump(&conn).ok().map(|after| after == before)
        };
        if exit == 0 && same() != Some(true) {
            silent.push(at);
        }
    }
    assert_eq!(silent, [] as [usize; 0], "flips that change content and are not found");
}

/// Everything that a ledger holds, as text.
fn dump(conn: &Connection) -> rusqlite::Result<String> {
    let mut text = String::new();
    for table in tables(conn) {
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..count {
                text.push_str(&format!("{:?}\t", row.get::<_, Value>(column)?));
            }
            text.push('\n');
        }
    }
    Ok(text)
}
