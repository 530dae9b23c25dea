//! What files of other systems say, made plain, and what the rules make of it: seats of the Visual
//! Studio portal, and product keys that come with its subscriptions.

use chrono::NaiveDate;
use serde::Serialize;

use super::benefit::{self, Benefit, BenefitStatus, Category, Details, Origin, Terms};
use super::event::Event;
use super::id::{BenefitId, Counters, KeyId};
use super::program::Program;
use super::secret::Secret;
use super::software::KeyType;
use super::user::{Email, User};
use super::words::words;

words! {
    /// Which system's file it is.
    FileKind, "a kind of file" {
        Entra = "entra",
        EntraBulk = "entra-bulk",
        M365 = "m365",
        VisualStudio = "visual-studio",
        KeysExport = "keys-export",
    }
}

/// Which file of a directory brought users, and by which command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectoryFile {
    /// With `user import entra`, which is the same request as `import entra`.
    #[serde(rename = "entra")]
    OfUsers,
    Entra,
    EntraBulk,
    M365,
}

impl DirectoryFile {
    /// The command as it is typed.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            DirectoryFile::OfUsers => "user import entra",
            DirectoryFile::Entra => "import entra",
            DirectoryFile::EntraBulk => "import entra-bulk",
            DirectoryFile::M365 => "import m365",
        }
    }
}

/// The seats that the Visual Studio portal has assigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportSeats {
    pub seats: Vec<PortalSeat>,
    /// The file, as messages call it; no part of the request itself.
    #[serde(skip)]
    pub shown: String,
}

/// A seat as the portal has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PortalSeat {
    pub user: Email,
    pub name: String,
    /// As the portal calls it: `Visual Studio Enterprise`.
    pub level: String,
    pub assigned_on: NaiveDate,
    #[serde(skip)]
    pub line: u64,
}

/// The keys that come with Visual Studio subscriptions, product by product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportKeys {
    pub products: Vec<ExportedProduct>,
    /// The keys of all products, in their order.
    pub keys: Vec<Secret>,
    /// The file, as messages call it; no part of the request itself.
    #[serde(skip)]
    pub shown: String,
}

/// A product of the export; its keys may be none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExportedProduct {
    pub product: String,
    pub instructions: Option<String>,
    /// What is known of each key, beside its text.
    pub keys: Vec<ExportedKey>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedKey {
    pub key_type: Option<KeyType>,
    /// The day it was shown in the portal.
    pub claimed_on: Option<NaiveDate>,
    #[serde(skip)]
    pub line: u64,
}

/// The offer that keys of Visual Studio subscriptions come with; no program sells it.
pub const SUBSCRIPTION_OFFER: &str = "visual-studio";

/// The level of this ledger's benefits that a level of the portal is; `None` when there is none.
#[must_use]
pub fn level_here(program: &Program, benefits: &[Benefit], portal: &str) -> Option<String> {
    let wanted = portal.to_lowercase();
    let level_of = |one: &Benefit| one.terms.details.level.clone();
    let is_named = |one: &&Benefit| {
        one.terms.product.to_lowercase() == wanted || level_of(one).as_ref() == Some(&wanted)
    };
    // A benefit's own name says most; then the program's levels, whose names the portal decorates:
    // "Visual Studio Enterprise (MPN)". A "Test Professional" is none of them.
    let by_name = benefits.iter().find(is_named).and_then(level_of);
    by_name.or_else(|| {
        let levels = program.visual_studio.levels.iter();
        let called = |level: &str| wanted.contains(&format!("visual studio {level}"));
        let known = levels.map(|one| &one.level).find(|level| called(level))?;
        benefits.iter().filter_map(level_of).find(|level| level == known)
    })
}

/// The benefit that a product of the export is, among those of its name: one that still lives;
/// that of the subscriptions, else the oldest.
#[must_use]
pub fn benefit_here(named: &[Benefit], today: NaiveDate) -> Option<&Benefit> {
    let living = named.iter().filter(|one| one.status(today) != BenefitStatus::Ended);
    living.min_by_key(|one| (one.terms.offer != SUBSCRIPTION_OFFER, one.id))
}

/// A software benefit that comes with Visual Studio subscriptions. No membership grants it, so
/// none ends it.
#[must_use]
pub fn with_subscriptions(
    product: &ExportedProduct,
    today: NaiveDate,
    counters: &mut Counters,
) -> Event {
    // What was claimed earlier could be used earlier.
    let claimed = product.keys.iter().filter_map(|key| key.claimed_on).min();
    benefit::granted(
        Terms {
            category: Category::Software,
            product: product.product.clone(),
            offer: SUBSCRIPTION_OFFER.to_owned(),
            competency: None,
            membership: None,
            benefit_type: None,
            origin: Origin::Grant,
            quantity: None,
            starts_on: claimed.map_or(today, |claimed| claimed.min(today)),
            activate_by: None,
            ends_on: benefit::NEVER,
            details: Details { instructions: product.instructions.clone(), ..Details::default() },
        },
        counters,
    )
}

/// A key that was shown in the portal: who takes it down here holds it since that day.
#[must_use]
pub fn claimed(key: KeyId, benefit: BenefitId, by: &User, on: NaiveDate) -> Event {
    let user = by.email.clone();
    Event::KeyRevealed { key, benefit, user, language: None, os: None, on }
}

/// Brings the instructions of a benefit of the subscriptions up to date; those of another offer are
/// the administrator's own words, and stay.
#[must_use]
pub fn instructed(known: &Benefit, product: &ExportedProduct) -> Option<Event> {
    let said = product.instructions.as_ref()?;
    let ours = known.terms.offer == SUBSCRIPTION_OFFER;
    if !ours || known.terms.details.instructions.as_ref() == Some(said) {
        return None;
    }
    let mut terms = known.terms.clone();
    terms.details.instructions = Some(said.clone());
    Some(Event::BenefitChanged {
        benefit: known.id,
        terms: Box::new(terms),
        seats_added: Vec::new(),
        seats_ended: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::rules::tests::benefit;
    use crate::domain::id::Id as _;
    use crate::domain::membership::rules::tests::{day, program};

    const TODAY: &str = "2026-06-01";

    fn seats(level: &str, product: &str) -> Benefit {
        let mut one = benefit(Category::VisualStudio, Some(5));
        one.terms.details.level = Some(level.to_owned());
        one.terms.product = product.to_owned();
        one
    }

    #[test]
    fn a_level_of_the_portal_is_found_under_its_many_names() {
        let here = [
            seats("enterprise", "Visual Studio Enterprise"),
            seats("dev essentials plus", "Dev Essentials Plus"),
        ];
        let level = |portal: &str| level_here(&program(), &here, portal);
        for portal in [
            "Visual Studio Enterprise",
            "visual studio enterprise (MPN)",
            "Visual Studio Enterprise with MSDN",
            "Enterprise",
        ] {
            assert_eq!(level(portal).as_deref(), Some("enterprise"), "{portal}");
        }
        assert_eq!(level("Dev Essentials Plus").as_deref(), Some("dev essentials plus"));
        for portal in ["Visual Studio Professional", "Visual Studio Test Professional", "MSDN", ""]
        {
            assert_eq!(level(portal), None, "{portal}");
        }
        let here = [seats("professional", "Visual Studio Professional")];
        assert_eq!(level_here(&program(), &here, "Visual Studio Test Professional"), None);
    }

    #[test]
    fn of_benefits_with_one_name_that_of_the_subscriptions_is_meant_then_the_oldest_that_lives() {
        let of = |number: u32, offer: &str, ends_on: &str| {
            let mut one = benefit(Category::Software, None);
            one.id = BenefitId::new(number);
            one.terms.offer = offer.to_owned();
            one.terms.ends_on = day(ends_on);
            one
        };
        let over = of(1, "gold", "2026-01-01");
        let (older, newer) = (of(2, "gold", "2027-01-01"), of(3, "silver", "2027-01-01"));
        let theirs = of(4, SUBSCRIPTION_OFFER, "9999-12-31");
        let meant = |named: &[&Benefit]| {
            let named: Vec<Benefit> = named.iter().map(|one| (*one).clone()).collect();
            benefit_here(&named, day(TODAY)).map(|one| one.id)
        };
        assert_eq!(meant(&[&over, &newer, &older, &theirs]), Some(theirs.id));
        assert_eq!(meant(&[&over, &newer, &older]), Some(older.id));
        assert_eq!(meant(&[&over]), None);
    }

    #[test]
    fn what_comes_with_subscriptions_begins_with_the_first_claim_and_never_ends() {
        let key =
            |claimed: &str| ExportedKey { key_type: None, claimed_on: Some(day(claimed)), line: 1 };
        let product = ExportedProduct {
            product: "Windows 10".to_owned(),
            instructions: Some("see the note".to_owned()),
            keys: vec![key("2020-03-01"), key("2019-06-25")],
        };
        let event = with_subscriptions(&product, day(TODAY), &mut Counters::default());
        let Event::BenefitGranted { terms, .. } = event else { panic!("{event:?}") };
        assert_eq!(terms.starts_on, day("2019-06-25"));
        assert_eq!((terms.membership, terms.benefit_type), (None, None));
        let mut known = benefit(Category::Software, None);
        known.terms = *terms;
        assert_eq!(known.status(day("2525-01-01")), BenefitStatus::Available);
        assert_eq!(known.terms.last_day(), None);
        assert_eq!(instructed(&known, &product), None);
        let said = ExportedProduct { instructions: Some("anew".to_owned()), ..product };
        assert!(instructed(&known, &said).is_some());
        known.terms.offer = "gold".to_owned();
        assert_eq!(instructed(&known, &said), None);
    }
}
