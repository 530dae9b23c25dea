//! License keys, and the subscriptions that they make.

use chrono::{Days, NaiveDate};

use super::Model;

#[derive(Clone, Debug)]
pub struct License {
    pub benefit: String,
    pub seats: u32,
    pub state: String,
    pub redemption: Option<Redemption>,
}

/// So many seats until a day.
pub type Running = (u32, NaiveDate);

#[derive(Clone, Debug)]
pub struct Redemption {
    pub tenant: String,
    pub product: String,
    pub mode: &'static str,
    pub on: NaiveDate,
    pub before: Option<Running>,
    pub then: Running,
}

impl Model {
    /// What would run if a key had not been redeemed, and every key after it that stands had been;
    /// None where that is not how it came about (LIC-7).
    pub fn without(&self, key: u32) -> Result<Option<Running>, ()> {
        let mine = self.licenses[&key].redemption.as_ref().unwrap();
        let place = self.redeemed.iter().position(|one| *one == key).unwrap();
        let (mut was, mut is) = (mine.then, self.before_mistakes(key));
        for other in &self.redeemed[place + 1..] {
            let license = &self.licenses[other];
            let made = license.redemption.as_ref().unwrap();
            if made.product != mine.product || made.tenant != mine.tenant {
                continue;
            }
            let on = |running| outcome(made.mode, running, license.seats, made.on);
            if made.before != Some(was) || on(Some(was)) != Some(made.then) {
                return Err(());
            }
            if license.state != "replaced" {
                is = Some(on(is).ok_or(())?);
            }
            was = made.then;
        }
        Ok(is)
    }

    /// What ran before a key was redeemed, without what other keys had made that were taken back
    /// since: who redeems by mistake and has it mended has what they had (LIC-7).
    pub fn before_mistakes(&self, key: u32) -> Option<Running> {
        let redemption = |key: &u32| self.licenses[key].redemption.as_ref().unwrap();
        let place = self.redeemed.iter().position(|one| *one == key).unwrap();
        let mine = redemption(&key);
        let mut others: Vec<u32> = self.redeemed[..place].to_vec();
        others.retain(|one| {
            let other = redemption(one);
            other.product == mine.product && other.tenant == mine.tenant
        });
        let mut before = mine.before;
        while let Some(running) = before {
            let made_it = others.iter().rposition(|one| redemption(one).then == running);
            let Some(made_it) = made_it.map(|place| others.remove(place)) else { break };
            if self.licenses[&made_it].state != "replaced" {
                break;
            }
            before = redemption(&made_it).before;
        }
        before
    }
}

fn days_of(year: i32, month: u32) -> u32 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
    u32::try_from((first(next_year, next) - first(year, month)).num_days()).unwrap()
}

/// The same day of the month so many months on, or that month's last.
fn months_on(from: NaiveDate, months: i128) -> NaiveDate {
    use chrono::Datelike as _;
    let counted = i128::from(from.year()) * 12 + i128::from(from.month0()) + months;
    let year = i32::try_from(counted.div_euclid(12)).unwrap();
    let month = u32::try_from(counted.rem_euclid(12)).unwrap() + 1;
    NaiveDate::from_ymd_opt(year, month, from.day().min(days_of(year, month))).unwrap()
}

/// A fraction of whole numbers.
#[derive(Clone, Copy, Debug)]
struct Fraction(i128, i128);

/// The months from one day to another: whole ones, and the days of the month begun (LIC-10).
fn months_between(from: NaiveDate, to: NaiveDate) -> Fraction {
    let mut whole = 0;
    while months_on(from, whole + 1) <= to {
        whole += 1;
    }
    let (begun, next) = (months_on(from, whole), months_on(from, whole + 1));
    let length = i128::from((next - begun).num_days());
    Fraction(whole * length + i128::from((to - begun).num_days()), length)
}

/// The day so many months on, rounded down to a day.
fn months_after(from: NaiveDate, Fraction(over, under): Fraction) -> NaiveDate {
    let whole = over / under;
    let (begun, next) = (months_on(from, whole), months_on(from, whole + 1));
    let days = (over % under) * i128::from((next - begun).num_days()) / under;
    begun + Days::new(u64::try_from(days).unwrap())
}

/// What a key of `seats` seats makes of what runs (LIC-4, LIC-5); None where it cannot be done.
pub fn outcome(
    mode: &str,
    running: Option<Running>,
    seats: u32,
    day: NaiveDate,
) -> Option<Running> {
    let running = running.filter(|(_, ends_on)| *ends_on > day);
    let added = i128::from(seats);
    match (mode, running) {
        ("new", None) => Some((seats, months_on(day, 12))),
        ("add-seats", Some((there, ends_on))) => {
            let Fraction(over, under) = months_between(day, ends_on);
            let there = i128::from(there);
            // (A·B + C·12) / (A + C)
            let months = Fraction(there * over + added * 12 * under, (there + added) * under);
            Some((u32::try_from(there + added).unwrap(), months_after(day, months)))
        }
        ("extend", Some((there, ends_on))) if seats <= 3 * there => {
            let months = Fraction(12 * added, i128::from(there));
            Some((there, months_after(ends_on, months)))
        }
        _ => None,
    }
}
