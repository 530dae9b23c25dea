//! Disks that are full, at every KiB: nothing is harmed, it is told, and with room it is done.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::outcome::{Outcome, faults};
use crate::place::{Place, mpn, on_all_cores, operations};
use crate::size;
use crate::world::{self, World};

/// One that needs a few pages, and one that needs a good many new ones.
const WRITES: [&str; 2] =
    ["vs assign B1 bo@contoso.com -o json", "software add-keys Server KEYS --text -o json"];

fn place() -> Place {
    let world = World::found(
        "2026-06-01",
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         [[user]]\nemail = \"bo@contoso.com\"\nname = \"Bo\"\n\
         [[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"\npurchased_on = 2026-01-15\n\
         [[grant]]\ncategory = \"software\"\nproduct = \"Server\"\noffer = \"gold\"\n",
    );
    let keys: String = (0..200).map(|number| world::key(number) + "\n").collect();
    std::fs::write(world.path("many.keys"), keys).unwrap();
    Place::of(world)
}

/// The command line of a write in this place.
fn line(place: &Place, write: &str) -> String {
    let keys = place.path("many.keys").display().to_string();
    format!("{} --request-id once", write.replace("KEYS", &keys))
}

/// What is wrong with a write that found no room, or did. It must say which; or, where what was
/// half written could not even be taken back, that this is for the next command to find out.
fn faults_without_room(place: &Place, ledger: &Path, outcome: &Outcome) -> Vec<String> {
    let mut wrong = faults(place, ledger, "once", outcome);
    match outcome.exit {
        Some(0) => {}
        Some(1) if outcome.code().is_some() => {}
        Some(8) if outcome.code().as_deref() == Some("outcome-unknown") => {}
        _ => wrong.push(format!("neither done nor told to have failed: {outcome:?}")),
    }
    wrong
}

/// What is wrong with the same command, once there is room.
fn faults_with_room(place: &Place, ledger: &Path, outcome: &Outcome) -> Vec<String> {
    let mut wrong = faults(place, ledger, "once", outcome);
    if outcome.exit != Some(0) {
        wrong.push(format!("with room, it was not done: {outcome:?}"));
    }
    wrong
}

/// A process whose files may be no longer than so many KiB, the signal for longer ones ignored, so
/// that a write fails as on a full disk.
fn bounded(place: &Place, program: &Path, ledger: &Path, line: &str, kib: usize) -> Outcome {
    let process = place.process(program, ledger, line);
    let mut shell = Command::new("bash");
    let script = format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"");
    shell
        .arg("-c")
        .arg(script)
        .arg(process.get_program())
        .args(process.get_args())
        .env_clear()
        .env("XDG_STATE_HOME", "/dev/null");
    shell.env("PATH", std::env::var_os("PATH").unwrap_or_default()).stdin(Stdio::null());
    Outcome::of(&shell.output().unwrap())
}

fn there_is_bash() -> bool {
    Command::new("bash").args(["-c", "ulimit -f"]).output().is_ok_and(|told| told.status.success())
}

/// How many KiB the longest file of a write comes to, and a little more.
fn kib_needed(place: &Place, write: &str) -> usize {
    let ledger = place.copy("measured.mpn");
    let told = place.run(&ledger, &line(place, write));
    assert_eq!(told.exit, 0, "{told:?}");
    usize::try_from(std::fs::metadata(&ledger).unwrap().len()).unwrap() / 1_024 + 2
}

#[test]
fn files_that_cannot_grow_do_no_harm_wherever_they_end() {
    if !there_is_bash() {
        println!("skipped: there is no bash to bound the length of files with");
        return;
    }
    let place = place();
    for write in WRITES {
        let line = line(&place, write);
        let last = kib_needed(&place, write);
        let bounds: Vec<usize> = (0..=last).rev().step_by(size(last / 12, 1)).collect();
        let told = on_all_cores(&bounds, |thread, kib| {
            let ledger = place.copy(&format!("bounded-{thread}.mpn"));
            let outcome = bounded(&place, &mpn(), &ledger, &line, *kib);
            let mut wrong = faults_without_room(&place, &ledger, &outcome);
            let again = place.process(&mpn(), &ledger, &line).output().unwrap();
            wrong.extend(faults_with_room(&place, &ledger, &Outcome::of(&again)));
            let wrong = wrong.into_iter().map(|fault| format!("{kib} KiB: {fault}"));
            (outcome.exit, wrong.collect::<Vec<String>>())
        });
        let wrong: Vec<&String> = told.iter().flat_map(|(_, wrong)| wrong).collect();
        assert_eq!(wrong, [] as [&String; 0]);
        // With the most room it was done, and with less it failed.
        let failed = told.iter().filter(|(exit, _)| *exit != Some(0)).count();
        println!("{failed} of {} bounds of files were too short: {write}", bounds.len());
        assert!(told[0].0 == Some(0) && failed > bounds.len() / 3);
    }
}

#[test]
fn a_program_that_makes_light_of_a_full_disk_is_caught() {
    if !there_is_bash() {
        println!("skipped: there is no bash to bound the length of files with");
        return;
    }
    let place = place();
    let line = line(&place, WRITES[1]);
    let tell = |name: &str, script: &str| {
        let ledger = place.copy("bounded.mpn");
        let program: PathBuf = place.script(name, script);
        let outcome = bounded(&place, &program, &ledger, &line, 8);
        faults_without_room(&place, &ledger, &outcome).join("\n")
    };
    assert_eq!(tell("honest", "exec $mpn \"$@\""), "");
    let told = tell("light", "$mpn \"$@\" 2>/dev/null || echo '{\"operation\":2}'");
    assert!(told.contains("acknowledged, and is not in the log"), "{told}");
    let told = tell("silent", "$mpn \"$@\" 2>/dev/null");
    assert!(told.contains("neither done nor told to have failed"), "{told}");
}

/// Runs on a disk of its own at `$tiny`, with the ledger and the steps of the room beside it: tells
/// a line for each step, with the exit codes of the write, of a check, of the write with room, and
/// of another check; and leaves what the write said and the ledger beside the others.
const ON_A_TINY_DISK: &str = r#"
mount -t tmpfs -o size=1m none "$tiny" || exit 99
on() { "$mpn" "$@" --ledger "$tiny/ledger.mpn"; }
used=$(($(wc -c < "$ledger") / 1024))
for step in $steps; do
    rm -f "$tiny"/* && mount -o remount,size=8m "$tiny" && cp "$ledger" "$tiny/ledger.mpn" &&
        : > "$tiny/ledger.mpn-journal" && mount -o remount,size=$((used + step))k "$tiny" || exit 99
    on "$@" > "$out/$step.stdout" 2> "$out/$step.stderr"; first=$?
    mount -o remount,size=8m "$tiny"
    cp "$tiny/ledger.mpn" "$out/$step.mpn"
    cp "$tiny/ledger.mpn-journal" "$out/$step.mpn-journal"
    on "$@" > "$out/$step.again" 2>&1; again=$?
    cp "$tiny/ledger.mpn" "$out/$step.again.mpn"
    echo "$step $first $again"
done
"#;

/// What became of a write at each step of room on a disk; None where none can be mounted.
fn on_a_tiny_disk(place: &Place, write: &str, steps: &[usize]) -> Option<Vec<(usize, i32, i32)>> {
    let steps: Vec<String> = steps.iter().map(usize::to_string).collect();
    let mut args = world::words(&line(place, write));
    // The ledger is named by the script.
    args.extend(place.options(&place.ledger()).into_iter().skip(2));
    for folder in ["tiny", "out"] {
        std::fs::create_dir_all(place.path(folder)).unwrap();
    }
    // The mount is seen by this process alone, and gone with it.
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", ON_A_TINY_DISK, "sh"])
        .args(args)
        .env("tiny", place.path("tiny"))
        .env("out", place.path("out"))
        .env("ledger", place.ledger())
        .env("mpn", mpn())
        .env("steps", steps.join(" "))
        // A ledger that is put back for the next step is no older copy to anybody.
        .env("XDG_STATE_HOME", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let told = String::from_utf8(output.stdout).unwrap();
    let lines = told.lines().map(|line| {
        let mut numbers = line.split(' ').map(|number| number.parse::<i32>().unwrap());
        let step = usize::try_from(numbers.next().unwrap()).unwrap();
        (step, numbers.next().unwrap(), numbers.next().unwrap())
    });
    Some(lines.collect())
}

#[test]
fn a_disk_that_is_full_at_any_kib_does_no_harm_and_with_room_it_is_done() {
    let place = place();
    for write in WRITES {
        // The file grows, and the journal keeps the pages that were there.
        let most = kib_needed(&place, write);
        let steps: Vec<usize> = (0..=most).rev().step_by(size(most / 10, 1)).collect();
        let Some(told) = on_a_tiny_disk(&place, write, &steps) else {
            println!("skipped: no file system can be mounted here");
            return;
        };
        assert_eq!(told.len(), steps.len(), "{told:?}");
        let mut wrong = Vec::new();
        for (step, first, again) in &told {
            let read = |name: &str| {
                std::fs::read_to_string(place.path("out").join(format!("{step}.{name}"))).unwrap()
            };
            let ledger = place.path("out").join(format!("{step}.mpn"));
            let outcome =
                Outcome { exit: Some(*first), stdout: read("stdout"), stderr: read("stderr") };
            wrong.extend(faults_without_room(&place, &ledger, &outcome));
            if *first != 0 && outcome.code().as_deref() != Some("disk-full") {
                wrong.push(format!("{step} KiB: the disk was not told to be full: {outcome:?}"));
            }
            let ledger = place.path("out").join(format!("{step}.again.mpn"));
            if *again != 0 || !operations(&ledger).contains_key("once") {
                wrong.push(format!("{step} KiB: with room, it was not done: {}", read("again")));
            }
            if place.verify(&ledger).exit != 0 {
                wrong.push(format!("{step} KiB: with room, the ledger is not sound"));
            }
        }
        assert_eq!(wrong, [] as [String; 0]);
        let failed = told.iter().filter(|(_, first, _)| *first == 1).count();
        println!("{failed} of {} disks were too small: {write}", told.len());
        assert!(told[0].1 == 0 && failed > 1);
    }
}
