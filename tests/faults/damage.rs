//! Ledgers whose bytes were changed: bits that flipped, ends that are missing, pages that are empty
//! or stand where others stood. What changes content is found, and nothing that reads panics.

use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::chance::Chance;
use crate::place::{Place, content, journal, on_all_cores};
use crate::size;

/// What is read of a damaged ledger, one after the other in turn.
const READS: [&str; 16] = [
    "benefits list",
    "software list",
    "software show 'Windows Server 2019 Standard'",
    "azure list",
    "license list",
    "vs list",
    "support status",
    "support list",
    "advisory status",
    "gtm list",
    "membership list",
    "user list",
    "history list",
    "status",
    "due",
    "ledger info",
];

/// A damaged file, told and made.
struct Damage {
    told: String,
    bytes: Vec<u8>,
    /// Whether it must be found in any case.
    surely: bool,
}

/// How a damaged ledger ended in a check and in one read: what is wrong with that.
fn faults_of(
    place: &Place,
    ledger: &Path,
    damage: &Damage,
    (number, before): (usize, &str),
    sound: &(impl Fn(&Path) -> bool + Sync),
) -> Option<String> {
    std::fs::write(ledger, &damage.bytes).unwrap();
    let _ = std::fs::remove_file(journal(ledger));
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let is_sound = sound(ledger);
        let read = place.run(ledger, READS[number % READS.len()]);
        (is_sound, read)
    }));
    let Ok((is_sound, read)) = looked else {
        return Some(format!("{}: it panicked", damage.told));
    };
    if ![0, 1, 3, 4, 5, 7].contains(&read.exit) {
        return Some(format!("{}: a read ended so: {read:?}", damage.told));
    }
    if !is_sound {
        return None;
    }
    match content(ledger) {
        Ok(after) if after == before && !damage.surely => None,
        Ok(after) if after == before => Some(format!("{}: found to be sound", damage.told)),
        Ok(_) => Some(format!("{}: the content changed, and is found to be sound", damage.told)),
        Err(error) => Some(format!("{}: unreadable ({error}), and found sound", damage.told)),
    }
}

/// What is wrong with how all these damages were taken, by what tells whether a ledger is sound.
fn faults(
    place: &Place,
    damages: usize,
    damage: impl Fn(usize) -> Damage + Sync,
    sound: impl Fn(&Path) -> bool + Sync,
) -> Vec<String> {
    let before = content(&place.ledger()).unwrap();
    let numbers: Vec<usize> = (0..damages).collect();
    let found = on_all_cores(&numbers, |thread, number| {
        let ledger = place.path(&format!("damaged-{thread}.mpn"));
        faults_of(place, &ledger, &damage(*number), (*number, &before), &sound)
    });
    found.into_iter().flatten().collect()
}

/// Whether `ledger verify` finds nothing; it must say so in its own words.
fn verify_says_sound(place: &Place) -> impl Fn(&Path) -> bool + Sync + '_ {
    |ledger| {
        let told = place.verify(ledger);
        assert!([0, 1, 7].contains(&told.exit), "{told:?}");
        told.exit == 0
    }
}

fn bytes(place: &Place) -> Vec<u8> {
    std::fs::read(place.ledger()).unwrap()
}

/// The same bytes but for one bit, wherever chance has it.
fn flipped(bytes: &[u8], seed: u64, number: usize) -> Damage {
    let bit = Chance::of(seed, number).below(bytes.len() * 8);
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    Damage { told: format!("bit {} of byte {} flipped", bit % 8, bit / 8), bytes, surely: false }
}

#[test]
fn every_bit_that_flips_content_is_found_and_nothing_panics() {
    let place = Place::lived_in();
    let seed = Chance::begin("flips");
    let bytes = bytes(&place);
    let flip = |number: usize| flipped(&bytes, seed, number);
    let count = size(200, 20_000);
    let wrong = faults(&place, count, flip, verify_says_sound(&place));
    println!("{count} bits flipped in {} bytes", bytes.len());
    assert_eq!(wrong, [] as [String; 0]);

    // The engine's own check, in place of ours, must be seen to miss some of the same.
    let integrity = |ledger: &Path| {
        let ask = || -> rusqlite::Result<String> {
            let conn = rusqlite::Connection::open(ledger)?;
            conn.query_row("PRAGMA integrity_check", [], |row| row.get(0))
        };
        ask().is_ok_and(|told| told == "ok")
    };
    let missed = faults(&place, 40, flip, integrity);
    assert!(missed.iter().any(|one| one.contains("the content changed")), "{missed:?}");
}

#[test]
fn an_end_that_is_missing_is_found_wherever_it_begins() {
    let place = Place::lived_in();
    let bytes = bytes(&place);
    let step = size(8 * 512, 512);
    let cut = |number: usize| Damage {
        told: format!("cut to {} bytes", number * step),
        bytes: bytes[..number * step].to_vec(),
        surely: true,
    };
    let count = bytes.len() / step;
    let wrong = faults(&place, count, cut, verify_says_sound(&place));
    assert_eq!(wrong, [] as [String; 0]);
    let missed = faults(&place, 3, cut, |_| true);
    assert_eq!(missed.len(), 3, "{missed:?}");
}

#[test]
fn pages_that_are_empty_swapped_or_doubled_are_found() {
    let place = Place::lived_in();
    let bytes = bytes(&place);
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let pages = bytes.len() / page;
    let zeroed = (0..pages).map(|one| (one, one));
    let others = (0..pages).flat_map(|one| (0..pages).map(move |other| (one, other)));
    // Of a pair, the first is swapped with the second or, the other way round, doubled over it.
    let others = others.filter(|(one, other)| one != other);
    let all: Vec<(usize, usize)> = zeroed.chain(others).collect();
    let stride = size(all.len() / 60, 1) | 1;
    let picked: Vec<(usize, usize)> = all.into_iter().step_by(stride).collect();
    let rearranged = |number: usize| {
        let (one, other) = picked[number];
        let mut changed = bytes.clone();
        let (here, there) = (one * page, other * page);
        let told = match one.cmp(&other) {
            Ordering::Equal => {
                changed[here..here + page].fill(0);
                format!("page {one} zeroed")
            }
            Ordering::Less => {
                changed.copy_within(here..here + page, there);
                changed[here..here + page].copy_from_slice(&bytes[there..there + page]);
                format!("pages {one} and {other} swapped")
            }
            Ordering::Greater => {
                changed.copy_within(here..here + page, there);
                format!("page {one} written over page {other}")
            }
        };
        Damage { told, bytes: changed, surely: false }
    };
    let wrong = faults(&place, picked.len(), rearranged, verify_says_sound(&place));
    println!("{} rearrangements of {pages} pages", picked.len());
    assert_eq!(wrong, [] as [String; 0]);
    let missed = faults(&place, 10, rearranged, |_| true);
    assert!(!missed.is_empty());
}
