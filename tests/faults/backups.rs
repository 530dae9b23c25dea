//! Backups that are killed while they are made: there is a whole one or none, and the ledger stays
//! as it is.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::outcome::Outcome;
use crate::place::{Place, mpn, on_all_cores};
use crate::size;

/// What is wrong after a backup by `program` was killed after that long, and was made once more; and
/// whether it was killed at all.
fn killed(place: &Place, program: &Path, file: &Path, after: Duration) -> (bool, Vec<String>) {
    let ledger = place.ledger();
    let before = std::fs::read(&ledger).unwrap();
    let _ = std::fs::remove_file(file);
    let line = format!("ledger backup {} -o json", file.display());
    let mut child = place.process(program, &ledger, &line).spawn().unwrap();
    let begun = Instant::now();
    while let left = after.saturating_sub(begun.elapsed())
        && !left.is_zero()
        && child.try_wait().unwrap().is_none()
    {
        std::thread::sleep(left.min(Duration::from_millis(1)));
    }
    child.kill().unwrap();
    let outcome = Outcome::of(&child.wait_with_output().unwrap());
    let mut wrong = Vec::new();
    if std::fs::read(&ledger).unwrap() != before {
        wrong.push("the ledger itself was changed".to_owned());
    }
    let is_there = file.exists();
    let head = |ledger: &Path| place.run(ledger, "ledger head -o json").stdout;
    let is_whole = || place.verify(file).exit == 0 && head(file) == head(&ledger);
    if outcome.exit == Some(0) && !is_there {
        wrong.push(format!("it was told to be made, and is not there: {outcome:?}"));
    }
    if is_there && !is_whole() {
        wrong.push(format!("half a backup stands under its name: {outcome:?}"));
    }
    // A backup is never written over, and after a kill one can be made.
    let again = place.process(program, &ledger, &line).output().unwrap();
    let again = Outcome::of(&again);
    if again.exit != Some(if is_there { 6 } else { 0 }) {
        wrong.push(format!("made once more where one was there ({is_there}): {again:?}"));
    } else if !is_whole() {
        wrong.push("the backup made once more is not whole".to_owned());
    }
    let wrong = wrong.into_iter().map(|fault| format!("killed after {after:?}: {fault}"));
    (outcome.exit.is_none(), wrong.collect())
}

#[test]
fn a_backup_that_is_killed_is_whole_or_not_there() {
    let place = Place::lived_in();
    if place.run(&place.ledger(), "ledger backup --help").exit != 0 {
        println!("skipped: this mpn makes no backups");
        return;
    }
    let seed = Chance::begin("backups");
    let lasts = {
        let begun = Instant::now();
        let line = format!("ledger backup {} -o json", place.path("first.mpn").display());
        let told = place.process(&mpn(), &place.ledger(), &line).output().unwrap();
        assert!(told.status.success(), "{told:?}");
        begun.elapsed()
    };
    let longest = usize::try_from(lasts.as_micros() * 3 / 2).unwrap();
    let numbers: Vec<usize> = (0..size(20, 1_000)).collect();
    let told = on_all_cores(&numbers, |thread, number| {
        let after = Chance::of(seed, *number).below(longest);
        let file = place.path(&format!("backup-{thread}.mpn"));
        killed(&place, &mpn(), &file, Duration::from_micros(after as u64))
    });
    let wrong: Vec<&String> = told.iter().flat_map(|(_, wrong)| wrong).collect();
    assert_eq!(wrong, [] as [&String; 0]);
    let kills = told.iter().filter(|(killed, _)| *killed).count();
    println!("{kills} of {} backups were killed", told.len());
    assert!(kills > 0);
    assert_eq!(place.verify(&place.ledger()).exit, 0);
}

#[test]
fn backups_that_are_made_carelessly_are_caught() {
    let place = Place::lived_in();
    let tell = |name: &str, script: &str, after: u64| {
        let begin = "file=$3; while [ \"$1\" != --ledger ]; do shift; done; ledger=$2\n";
        let program: PathBuf = place.script(name, &format!("{begin}{script}"));
        let file = place.path(&format!("{name}.mpn"));
        let (_, wrong) = killed(&place, &program, &file, Duration::from_millis(after));
        wrong.join("\n")
    };
    let honest = "[ -e $file ] && exit 6; cp $ledger $file.new && mv -n $file.new $file";
    for after in [0, 2, 2_000] {
        assert_eq!(tell("honest", honest, after), "");
    }
    let told = tell(
        "halved",
        "[ -e $file ] && exit 6; head -c 100000 $ledger > $file; exec sleep 60",
        2_000,
    );
    assert!(told.contains("half a backup stands under its name"), "{told}");
    let told = tell("overwriting", "cp $ledger $file", 2_000);
    assert!(told.contains("made once more where one was there (true)"), "{told}");
    let told = tell("boasting", "exit 0", 2_000);
    assert!(told.contains("told to be made, and is not there"), "{told}");
    let told = tell("touching", "cp $ledger $file; echo >> $ledger; exit 6", 2_000);
    assert!(told.contains("the ledger itself was changed"), "{told}");
}
