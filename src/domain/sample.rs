//! A made-up year of a made-up organization: what its people did, day by day up to now. The same
//! wish on the same day is the same year; everything in it goes through the rules like anything
//! that is typed.

mod people;
mod story;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::organization::{AdministeredIn, Organization, Region};
use super::request::Request;
use super::secret::Secret;
use super::user::{Associated, Email, NewUser};
use super::words::words;

words! {
    /// How large a partner the made-up organization is.
    Tier, "a tier" {
        ActionPack = "action-pack",
        Silver = "silver",
        Gold = "gold",
    }
}

/// What is to be made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub tier: Tier,
    /// How many users there are, the admin included.
    pub users: u32,
    pub seed: u64,
}

/// The year, made up.
pub struct Year {
    pub organization: Organization,
    pub admin: NewUser,
    /// When the ledger was founded.
    pub founded_at: DateTime<Utc>,
    /// What followed, in order.
    pub steps: Vec<Step>,
}

/// One operation that somebody did.
pub struct Step {
    pub at: DateTime<Utc>,
    pub actor: Email,
    pub reason: Option<&'static str>,
    pub request: Request,
}

/// A source of chance that a seed decides (SplitMix64): no secret is made of it.
pub(super) struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is small.
    fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * bound as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// A product key that is made up: 5×5 characters of the alphabet of keys.
    fn key(&mut self) -> Secret {
        const ALPHABET: &[u8; 24] = b"BCDFGHJKMPQRTVWXY2346789";
        let mut text = String::with_capacity(29);
        for at in 0..25 {
            if at > 0 && at % 5 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[self.below(ALPHABET.len())]));
        }
        Secret::new(&text)
    }

    fn digits(&mut self, number: usize) -> Secret {
        let digits =
            (0..number).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0)));
        Secret::new(&digits.collect::<String>())
    }
}

/// How long before now the ledger was founded, in days.
const FOUNDED: u64 = 372;
/// How long before now the membership that matters most was purchased: its anniversary is due.
const PURCHASED: u64 = 341;
/// Where its license keys are redeemed.
const TENANT: &str = "contoso.onmicrosoft.com";

/// The year in the making.
struct Story {
    chance: Chance,
    today: NaiveDate,
    sample: Sample,
    people: Vec<NewUser>,
    /// Who may be given something, in no order.
    pool: Vec<Email>,
    /// Somebody who leaves in the course of the year.
    leaver: Option<Email>,
    /// How many days ago, and what.
    steps: Vec<(u64, Email, Option<&'static str>, Request)>,
}

/// Makes up a year that ends now.
///
/// # Errors
/// A clock that is set so early that there is no year before it.
pub fn year(sample: Sample, admin: &Email, now: DateTime<Utc>) -> Result<Year, String> {
    let mut chance = Chance(sample.seed);
    let number = usize::try_from(sample.users).unwrap_or(usize::MAX);
    let people = people::people(&mut chance, admin, number)?;
    let leaver = people
        .iter()
        .rfind(|user| user.roles.is_empty() && user.associated == Associated::Mpn)
        .filter(|_| people.len() >= 8)
        .map(|user| user.email.clone());
    let mut pool: Vec<Email> = people
        .iter()
        .filter(|user| user.associated == Associated::Mpn && Some(&user.email) != leaver.as_ref())
        .map(|user| user.email.clone())
        .collect();
    chance.shuffle(&mut pool);
    let today = now.date_naive();
    let mut story = Story { chance, today, sample, people, pool, leaver, steps: Vec::new() };
    story.purchases()?;
    story.directory()?;
    story.grants()?;
    story.keys();
    story.seats();
    story.credit();
    story.licenses();
    story.support();
    story.advisory();
    story.marketing()?;
    story.leaving();
    story.in_order(now)
}

impl Story {
    fn admin(&self) -> Email {
        self.people[0].email.clone()
    }

    /// The one who does most, if there is anybody but the admin.
    fn partner(&self) -> Email {
        self.people.get(1).unwrap_or(&self.people[0]).email.clone()
    }

    fn someone(&self, at: usize) -> Email {
        self.pool[at % self.pool.len()].clone()
    }

    fn does(&mut self, days_ago: u64, actor: &Email, request: impl Into<Request>) {
        self.steps.push((days_ago, actor.clone(), None, request.into()));
    }

    fn because(&mut self, reason: &'static str) {
        if let Some(last) = self.steps.last_mut() {
            last.2 = Some(reason);
        }
    }

    /// The day so many days ago; what is to come is told in days before zero.
    fn day(&self, days_ago: i64) -> NaiveDate {
        self.today.checked_sub_signed(TimeDelta::days(days_ago)).unwrap_or(self.today)
    }

    /// The offer that what the catalog does not know is granted with.
    fn offer(&self) -> String {
        self.sample.tier.word().to_owned()
    }

    /// Puts everything in order, at the hours of a working day.
    fn in_order(mut self, now: DateTime<Utc>) -> Result<Year, String> {
        let morning = NaiveTime::from_hms_opt(8, 5, 0).unwrap_or(NaiveTime::MIN);
        let at_morning = |days_ago: u64| {
            let day = self.today.checked_sub_days(Days::new(days_ago));
            let day = day.filter(|day| day.year_ce().0);
            let at = day.map(|day| day.and_time(morning).and_utc());
            at.ok_or_else(|| format!("there is no year before {now}"))
        };
        let founded_at = at_morning(FOUNDED)?;
        let mut steps = std::mem::take(&mut self.steps);
        // Stable: what is told first of a day happens first.
        steps.sort_by_key(|(days_ago, ..)| std::cmp::Reverse(*days_ago));
        let mut last = founded_at;
        let mut done = Vec::with_capacity(steps.len());
        for (days_ago, actor, reason, request) in steps {
            let minutes = 4 + i64::try_from(self.chance.below(14)).unwrap_or(0);
            last = at_morning(days_ago)?.max(last) + TimeDelta::minutes(minutes);
            done.push(Step { at: last, actor, reason, request });
        }
        let organization = Organization {
            name: "Contoso B.V.".to_owned(),
            tenant: Some(TENANT.to_owned()),
            account_email: Some(format!("partner@{}", people::OURS).parse()?),
            administered_in: AdministeredIn::PartnerCenter,
            region: Some(Region::Emea),
        };
        let admin = self.people.swap_remove(0);
        Ok(Year { organization, admin, founded_at, steps: done })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::product_key;

    fn made(seed: u64, users: u32) -> Year {
        let sample = Sample { tier: Tier::Gold, users, seed };
        let now = "2026-06-01T00:00:00Z".parse().unwrap();
        year(sample, &"ann@contoso.com".parse().unwrap(), now).unwrap()
    }

    fn told(year: &Year) -> Vec<String> {
        year.steps.iter().map(|step| format!("{} {:?}", step.at, step.request)).collect()
    }

    #[test]
    fn the_same_seed_is_the_same_year() {
        assert_eq!(told(&made(1, 30)), told(&made(1, 30)));
        assert_ne!(told(&made(1, 30)), told(&made(2, 30)));
    }

    #[test]
    fn time_only_goes_forward_and_ends_before_now() {
        for users in [1, 2, 5, 12, 300] {
            let year = made(3, users);
            let times: Vec<_> = year.steps.iter().map(|step| step.at).collect();
            assert!(times.is_sorted() && year.founded_at < times[0], "{users}");
            assert!(
                *times.last().unwrap() < "2026-06-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap()
            );
        }
    }

    #[test]
    fn keys_that_are_made_up_have_the_shape_of_keys() {
        let mut chance = Chance(7);
        for _ in 0..100 {
            let key = chance.key();
            assert_eq!(product_key(key.reveal()).unwrap().reveal(), key.reveal());
        }
    }

    #[test]
    fn a_clock_without_a_year_before_it_is_told() {
        let sample = Sample { tier: Tier::Gold, users: 1, seed: 1 };
        let early = "0001-03-01T00:00:00Z".parse().unwrap();
        assert!(year(sample, &"ann@contoso.com".parse().unwrap(), early).is_err());
    }
}
