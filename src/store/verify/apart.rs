//! What stands apart from the log, against what binds the log to it: every version of a person and
//! every text must be what was recorded, and what was forgotten must be gone.

use std::collections::HashSet;

use rusqlite::{Rows, Statement};

use super::Findings;
use crate::domain::event::{Event, LedgerEvent, UserEvent};
use crate::domain::finding::FindingCode;
use crate::domain::id::{TextId, UserId};
use crate::failure::Result;
use crate::store::apart::{Logged, Pepper, Person, Text, TextRef, Version, pepper_of};
use crate::store::row::{Row, Stored as _};
use crate::store::tables::Tables;

/// All versions of people, in the order of their key.
pub(super) fn people(tables: &Tables) -> Result<Statement<'_>> {
    Ok(tables.engine().prepare(&format!("{} ORDER BY user, version", Person::SELECT))?)
}

/// People as they are come by. The log mostly tells of them in the order of their key: then one
/// pass finds them all, and whoever is not next is looked up.
struct People<'s> {
    rows: Rows<'s>,
    /// Who comes next, where somebody before them was wanted.
    next: Option<Person>,
}

impl People<'_> {
    /// That version of somebody, if it is the next that is not before it.
    fn come_to(&mut self, wanted: (UserId, u32)) -> Result<Option<Person>> {
        loop {
            if self.next.is_none() {
                self.next = self.rows.next()?.map(|row| Row::of(row).next()).transpose()?;
            }
            match self.next.take() {
                Some(next) if (next.user, next.version) < wanted => {}
                Some(next) if (next.user, next.version) > wanted => {
                    self.next = Some(next);
                    return Ok(None);
                }
                found => return Ok(found),
            }
        }
    }
}

/// What was followed so far.
pub(super) struct Apart<'t> {
    tables: &'t Tables,
    in_order: People<'t>,
    ledger: String,
    findings: Findings,
    /// How many rows are what the log tells of.
    people: u64,
    texts: u64,
    missing_people: Vec<(UserId, u32)>,
    missing_texts: Vec<TextId>,
    /// Who was forgotten, with which texts: nothing of them may be there.
    forgotten_people: HashSet<UserId>,
    forgotten_texts: HashSet<TextId>,
    /// What was lost with a damaged file.
    lost_texts: HashSet<TextId>,
    /// How operations name what they tell again and again.
    told: HashSet<String>,
    /// What the log bound itself to as the pepper.
    pepper: Option<String>,
}

/// Who acted, as which user of which machine, and why.
type Told = (String, String, String, Option<String>);

impl<'t> Apart<'t> {
    pub(super) fn new(
        tables: &'t Tables,
        people: &'t mut Statement<'_>,
        ledger: String,
    ) -> Result<Self> {
        Ok(Apart {
            tables,
            in_order: People { rows: people.query([])?, next: None },
            ledger,
            findings: Findings::default(),
            people: 0,
            texts: 0,
            missing_people: Vec::new(),
            missing_texts: Vec::new(),
            forgotten_people: HashSet::new(),
            forgotten_texts: HashSet::new(),
            lost_texts: HashSet::new(),
            told: HashSet::new(),
            pepper: None,
        })
    }

    /// Goes on with the next event.
    pub(super) fn follow(&mut self, logged: &Logged) -> Result<()> {
        for version in logged.noted.iter().chain(&logged.version) {
            self.check_person(version)?;
        }
        logged.texts.iter().try_for_each(|text| self.check_text(text, false))?;
        self.pepper = pepper_of(&logged.event).or(self.pepper.take());
        if let Event::User(UserEvent::UserForgotten { user, texts, .. }) = &logged.event {
            self.forgotten_people.extend(user.id());
            self.forgotten_texts.extend(texts);
            self.missing_people.retain(|(missing, _)| user.id() != Some(*missing));
        }
        if let Event::Ledger(LedgerEvent::SecretsLost { people, texts, .. }) = &logged.event {
            // What is told of them later must be there.
            self.missing_people.retain(|(missing, _)| !people.contains(missing));
            self.lost_texts.extend(texts);
        }
        Ok(())
    }

    fn check_person(&mut self, told: &Version) -> Result<()> {
        let bound = (told.user, told.number);
        let found = match self.in_order.come_to(bound)? {
            None => self.tables.any("WHERE user = ?1 AND version = ?2", bound)?,
            found => found,
        };
        match found {
            Some(person) => {
                self.people += 1;
                if person.commitment(&self.ledger) != told.commitment {
                    let place = format!("person {} {}", told.user, told.number);
                    self.findings.add(FindingCode::PersonChanged, place, NOT_BOUND);
                }
            }
            None => self.missing_people.push(bound),
        }
        Ok(())
    }

    fn check_text(&mut self, told: &TextRef, is_place: bool) -> Result<()> {
        let found: Option<Text> = self.tables.any("WHERE id = ?1", [told.id])?;
        match found {
            Some(text) => {
                self.texts += 1;
                if text.commitment(&self.ledger) != told.commitment || text.is_place != is_place {
                    let place = format!("text {}", told.id);
                    self.findings.add(FindingCode::TextChanged, place, NOT_BOUND);
                }
            }
            None => self.missing_texts.push(told.id),
        }
        Ok(())
    }

    /// Checks a text that an operation names.
    fn check_told(&mut self, named: &str, is_place: bool) -> Result<()> {
        if let Ok(told) = TextRef::read(named) {
            return self.check_text(&told, is_place);
        }
        let message = format!("`{named}` stands where a text's number should");
        self.findings.add(FindingCode::TextMissing, "operation", message);
        Ok(())
    }

    /// Looks at what operations tell beside their events, and at what nothing tells of.
    pub(super) fn end(mut self) -> Result<Findings> {
        let tables = self.tables;
        let sql = "SELECT actor, os_user, host, reason FROM operation";
        tables.each(sql, [], |(actor, os_user, host, reason): Told| {
            if let Some(reason) = reason {
                self.check_told(&reason, false)?;
            }
            // Most who act are known by their id alone.
            let actor = Some(actor).filter(|actor| actor.parse::<UserId>().is_err());
            for place in actor.into_iter().chain([os_user, host]) {
                if !self.told.contains(&place) {
                    self.check_told(&place, true)?;
                    self.told.insert(place);
                }
            }
            Ok(())
        })?;
        self.check_missing();
        self.check_forgotten()?;
        let people = tables.count("person")?;
        if people != self.people {
            let message =
                format!("there are {people} versions, and the log tells of {}", self.people);
            self.findings.add(FindingCode::PersonAstray, "person", message);
        }
        let texts = tables.count("text")?;
        if texts != self.texts {
            let message = format!("there are {texts}, and the log tells of {}", self.texts);
            self.findings.add(FindingCode::TextAstray, "text", message);
        }
        self.check_current()?;
        let pepper: Option<Pepper> = tables.any("", [])?;
        if pepper.map(|pepper| pepper.commitment(&self.ledger)) != self.pepper {
            self.findings.add(FindingCode::PepperChanged, "pepper", NOT_BOUND);
        }
        Ok(self.findings)
    }

    fn check_missing(&mut self) {
        for (user, version) in &self.missing_people {
            let place = format!("person {user} {version}");
            self.findings.add(FindingCode::PersonMissing, place, TOLD);
        }
        for text in &self.missing_texts {
            if !self.forgotten_texts.contains(text) && !self.lost_texts.contains(text) {
                self.findings.add(FindingCode::TextMissing, format!("text {text}"), TOLD);
            }
        }
    }

    /// What was forgotten must not have come back, from a copy of before.
    fn check_forgotten(&mut self) -> Result<()> {
        let is_there = "SELECT count(*) FROM person WHERE user = ?1";
        for user in &self.forgotten_people {
            if self.tables.one::<u64>(is_there, [user])? > 0 {
                self.findings.add(FindingCode::PersonAstray, format!("person {user}"), FORGOTTEN);
            }
        }
        let is_there = "SELECT count(*) FROM \"text\" WHERE id = ?1";
        for text in &self.forgotten_texts {
            if self.tables.one::<u64>(is_there, [text])? > 0 {
                self.findings.add(FindingCode::TextAstray, format!("text {text}"), FORGOTTEN);
            }
        }
        Ok(())
    }

    /// The newest version of everybody, and no other, must be the one that they go by.
    fn check_current(&mut self) -> Result<()> {
        let sql = "SELECT p.user, p.version FROM person p JOIN \"user\" u ON u.id = p.user
                   WHERE p.current <> (p.version = u.version)";
        let findings = &mut self.findings;
        self.tables.each(sql, [], |(user, version): (UserId, u32)| {
            let place = format!("person {user} {version}");
            findings.add(FindingCode::PersonChanged, place, "another version is the newest");
            Ok(())
        })
    }
}

const NOT_BOUND: &str = "it is not what the log bound itself to";
const TOLD: &str = "the log tells of it";
const FORGOTTEN: &str = "it was forgotten, and is there again";
