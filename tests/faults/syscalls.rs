//! Every call that a write makes of the system fails once, fails from then on, or is where the
//! process is killed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::outcome::{Outcome, faults};
use crate::place::{Place, mpn, on_all_cores};
use crate::world::World;
use crate::{is_full, size};

/// What is written in this test.
const WRITES: [&str; 3] = [
    "vs assign B1 bo@contoso.com -o json",
    "software get-keys 'Windows Server 2019 Standard' --for bo@contoso.com -o json",
    "user add new@contoso.com --name New --role admin-agent -o json",
];

/// The calls that have to do with files. Memory that runs out is another matter: nobody mends it.
const CALLS: [&str; 25] = [
    "access",
    "close",
    "faccessat",
    "faccessat2",
    "fchown",
    "fcntl",
    "fdatasync",
    "fstat",
    "fsync",
    "ftruncate",
    "lseek",
    "lstat",
    "newfstatat",
    "open",
    "openat",
    "pread64",
    "pwrite64",
    "read",
    "readlink",
    "readlinkat",
    "rename",
    "stat",
    "statx",
    "unlink",
    "write",
];

/// What happens at one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Injected {
    Once(&'static str),
    FromThenOn(&'static str),
    Kill,
}

/// One run: which write, and what happens at which call of which name.
#[derive(Clone, Debug)]
struct Run {
    write: &'static str,
    call: String,
    number: usize,
    injected: Injected,
}

impl Run {
    /// What strace is told.
    fn injection(&self) -> String {
        let Run { call, number, injected, .. } = self;
        match injected {
            Injected::Once(error) => format!("inject={call}:error={error}:when={number}"),
            Injected::FromThenOn(error) => format!("inject={call}:error={error}:when={number}+"),
            Injected::Kill => format!("inject={call}:signal=KILL:when={number}"),
        }
    }
}

/// A small ledger in which every write of this test can be done.
fn place() -> Place {
    Place::of(World::found(
        "2026-06-01",
        "[[user]]\nemail = \"ann@contoso.com\"\nname = \"Ann\"\nroles = [\"global-admin\"]\n\
         [[user]]\nemail = \"bo@contoso.com\"\nname = \"Bo\"\n\
         [[membership]]\noffer = \"gold\"\ncompetency = \"DevOps\"\npurchased_on = 2026-01-15\n\
         [[grant]]\ncategory = \"software\"\nproduct = \"Windows Server 2019 Standard\"\n\
         offer = \"gold\"\nkeys_file = \"contoso-windows-server.keys\"\n",
    ))
}

/// A process of `mpn` under strace.
fn traced(place: &Place, ledger: &Path, line: &str, strace: &[&str]) -> Command {
    let mpn = place.process(&mpn(), ledger, line);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(strace);
    command.arg(mpn.get_program()).args(mpn.get_args()).stdin(Stdio::null());
    command
        .env_clear()
        .env("XDG_STATE_HOME", "/dev/null")
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// How often a write makes each call: before its own code begins, and in all. None where processes
/// cannot be traced.
fn calls_of(place: &Place, write: &str) -> Option<BTreeMap<String, (usize, usize)>> {
    let ledger = place.copy("traced.mpn");
    let trace = place.path("trace");
    let told = traced(place, &ledger, write, &["-o", trace.to_str()?]).output().ok()?;
    let text = std::fs::read_to_string(&trace).ok().filter(|_| told.status.success())?;
    let mut calls: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut begun = false;
    for line in text.lines() {
        // A process id, the name of the call, and what it was given.
        let name = line.split_whitespace().nth(1)?.split('(').next()?;
        // The first thing that the standard library does is to look whether its streams are open.
        begun |= name == "poll" || name == "ppoll";
        if CALLS.contains(&name) {
            let counted = calls.entry(name.to_owned()).or_default();
            counted.0 += usize::from(!begun);
            counted.1 += 1;
        }
    }
    assert!(begun, "the trace does not tell where the program begins:\n{text}");
    Some(calls)
}

/// Every run there is.
fn runs(place: &Place) -> Option<Vec<Run>> {
    let mut runs = Vec::new();
    for write in WRITES {
        for (call, (before, all)) in calls_of(place, write)? {
            for number in before + 1..=all {
                for injected in [
                    Injected::Once("EIO"),
                    Injected::FromThenOn("EIO"),
                    Injected::Once("ENOSPC"),
                    Injected::FromThenOn("ENOSPC"),
                    Injected::Kill,
                ] {
                    runs.push(Run { write, call: call.clone(), number, injected });
                }
            }
        }
    }
    Some(runs)
}

/// What is wrong after a write in which a call failed, and after it was run once more.
fn tried(place: &Place, thread: usize, run: &Run) -> (Option<i32>, Vec<String>) {
    let ledger = place.copy(&format!("tried-{thread}.mpn"));
    let line = format!("{} --request-id once", run.write);
    let trace = format!("trace={}", run.call);
    let injection = run.injection();
    let mut strace = vec!["-o", "/dev/null", "-e", &trace, "-e", &injection];
    if run.injected != Injected::Kill {
        // Several times faster; a signal is not injected so.
        strace.push("--seccomp-bpf");
    }
    let outcome = Outcome::of(&traced(place, &ledger, &line, &strace).output().unwrap());
    let mut wrong = faults(place, &ledger, "once", &outcome);
    if run.injected == Injected::Kill && outcome.exit.is_some() {
        wrong.push(format!("it was not killed: {outcome:?}"));
    }
    // Nothing is wrong with the ledger because a disk would not answer; but what cannot be read
    // for EIO is a bad sector to the engine, and that is damage.
    let bad_sector = matches!(run.injected, Injected::Once("EIO") | Injected::FromThenOn("EIO"));
    if outcome.exit == Some(7) && !(bad_sector && run.call == "pread64") {
        wrong.push(format!("a failure of the system was taken for damage: {outcome:?}"));
    }
    let again = Outcome::of(&place.process(&mpn(), &ledger, &line).output().unwrap());
    if again.exit != Some(0) {
        wrong.push(format!("run again, it gave no answer: {again:?}"));
    }
    wrong.extend(faults(place, &ledger, "once", &again));
    let wrong = wrong.into_iter().map(|fault| format!("{run:?}: {fault}")).collect();
    (outcome.exit, wrong)
}

#[test]
fn whatever_call_fails_nothing_is_lost_and_nothing_is_told_wrongly() {
    let place = place();
    let Some(all) = runs(&place) else {
        println!("skipped: processes cannot be traced here (strace is missing, or may not)");
        return;
    };
    assert!(all.len() > 1_000, "only {} runs", all.len());
    // Runs stand by call, then by kind of failure: a stride without a small factor visits each.
    let least = if is_full() { 1 } else { all.len() / size(60, 0) };
    let stride =
        (least..=all.len()).find(|stride| [2, 3, 5].iter().all(|factor| stride % factor != 0));
    let picked: Vec<Run> = all.iter().step_by(stride.unwrap_or(1)).cloned().collect();
    let told = on_all_cores(&picked, |thread, run| tried(&place, thread, run));
    let wrong: Vec<&String> = told.iter().flat_map(|(_, wrong)| wrong).collect();
    let ended = |exit: Option<i32>| told.iter().filter(|(one, _)| *one == exit).count();
    println!(
        "{} of {} failing calls: {} done all the same, {} failed, {} unknown, {} killed",
        picked.len(),
        all.len(),
        ended(Some(0)),
        ended(Some(1)),
        ended(Some(8)),
        ended(None),
    );
    let shown: Vec<&&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} faults, such as {shown:#?}", wrong.len());
    // That calls were failed at all.
    assert!(ended(Some(1)) > 0 && ended(None) > 0);
}

#[test]
fn programs_that_lie_fail_silently_or_do_damage_are_caught() {
    let place = place();
    let line = format!("{} --request-id once", WRITES[0]);
    let tell = |name: &str, script: &str| {
        let ledger = place.copy("lied.mpn");
        let program: PathBuf = place.script(name, script);
        let outcome = Outcome::of(&place.process(&program, &ledger, &line).output().unwrap());
        faults(&place, &ledger, "once", &outcome).join("\n")
    };
    assert_eq!(tell("honest", "exec $mpn \"$@\""), "");
    let liar = tell("liar", "echo '{\"operation\":2}'");
    assert!(liar.contains("acknowledged, and is not in the log"), "{liar}");
    let hasty = tell("hasty", "$mpn \"$@\" >&2; echo '{\"operation\":7}'");
    assert!(hasty.contains("does not tell of operation 2"), "{hasty}");
    let silent = tell("silent", "$mpn \"$@\" >/dev/null 2>&1; echo failed >&2; exit 1");
    assert!(silent.contains("recorded, and was told to have failed"), "{silent}");
    let refusing = tell("refusing", "$mpn \"$@\" >/dev/null 2>&1; exit 5");
    assert!(refusing.contains("recorded, and was told not to be"), "{refusing}");
    let chatty = tell("chatty", "echo '{}'; exit 1");
    assert!(chatty.contains("left something on standard output"), "{chatty}");
    let panicking = tell("panicking", "echo 'thread main panicked at x' >&2; exit 101");
    assert!(panicking.contains("it panicked"), "{panicking}");
    assert!(panicking.contains("no exit code of the contract"), "{panicking}");
    let damaging = tell(
        "damaging",
        "$mpn \"$@\" || exit; while [ \"$1\" != --ledger ]; do shift; done\n\
         dd if=/dev/zero of=\"$2\" bs=4096 seek=30 count=1 conv=notrunc 2>/dev/null",
    );
    assert!(damaging.contains("the ledger is not sound"), "{damaging}");
}
