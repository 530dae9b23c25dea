//! Seats of Visual Studio, and who holds what from when to when.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde_json::Value;

use super::{Kind, Model};

/// Who held a seat, or credit, from a day on and, where it was taken back, until a day.
#[derive(Clone, Debug)]
pub struct Holding {
    /// The seat; of credit, the benefit.
    pub thing: String,
    pub user: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

impl Holding {
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether it is held on that day or will be.
    fn is_ahead(&self, day: NaiveDate) -> bool {
        self.from > day || self.to.is_none_or(|to| day < to)
    }
}

/// Figures of a catalog, from a day on.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub from: NaiveDate,
    pub core_seats: [u32; 3],
    pub worldwide: u32,
    pub reassign_days: u64,
}

impl Model {
    /// The figures of a day: those that were adopted last of those that began by then.
    pub fn figures(&self, day: NaiveDate) -> Figures {
        let begun = self.catalogs.iter().filter(|one| one.from <= day);
        *begun.max_by_key(|one| one.from).unwrap_or(&self.catalogs[0])
    }

    pub fn of_thing<'a>(&'a self, thing: &'a str) -> impl Iterator<Item = &'a Holding> {
        self.holdings.iter().filter(move |one| one.thing == thing)
    }

    /// What is held of a benefit on a day: places in `holdings`.
    pub fn held(&self, benefit: &str, day: NaiveDate) -> Vec<&Holding> {
        let of_it = |one: &&Holding| self.benefit_of(&one.thing) == benefit && one.holds(day);
        self.holdings.iter().filter(of_it).collect()
    }

    pub fn benefit_of<'a>(&'a self, thing: &'a str) -> &'a str {
        self.seats.get(thing).map_or(thing, String::as_str)
    }

    /// Who holds a seat now.
    pub fn holder<'a>(&'a self, seat: &'a str) -> Option<&'a Holding> {
        self.of_thing(seat).find(|one| one.to.is_none())
    }

    /// The newest holding of a seat: its latest assignment (VS-3, VS-7).
    pub fn latest<'a>(&'a self, seat: &'a str) -> Option<&'a Holding> {
        self.of_thing(seat).enumerate().max_by_key(|(place, one)| (one.from, *place)).map(|it| it.1)
    }

    /// Whether it waits on a day until another may have it.
    pub fn is_cooling(&self, seat: &str, day: NaiveDate) -> bool {
        let began = self.of_thing(seat).filter(|one| one.from <= day).collect::<Vec<_>>();
        let last = began.into_iter().enumerate().max_by_key(|(place, one)| (one.from, *place));
        last.is_some_and(|(_, one)| {
            let until = one.from + Days::new(self.figures(day).reassign_days);
            one.to.is_some_and(|to| to <= day) && until > day
        })
    }

    pub fn cooling(&self, benefit: &str, day: NaiveDate) -> usize {
        let of_it = self.seats.iter().filter(|(_, of)| *of == benefit);
        of_it.filter(|(seat, _)| self.is_cooling(seat, day)).count()
    }

    /// Whether a seat that was held before can go to a user on a day: their own at any time, but
    /// on no day before they had it last.
    pub fn is_free_for(&self, seat: &str, email: &str, day: NaiveDate) -> bool {
        if self.of_thing(seat).any(|one| one.is_ahead(day)) {
            return false;
        }
        let own = self.latest(seat).is_some_and(|last| last.user == email);
        own || !self.is_cooling(seat, day)
    }

    /// The highest quantity on any day up to this one.
    pub fn peak(&self, benefit: &str, day: NaiveDate) -> u32 {
        let mut days: Vec<NaiveDate> = self.catalogs.iter().map(|one| one.from).collect();
        for held in &self.memberships {
            days.extend(held.terms.iter().map(|term| term.begins_on));
            days.push(held.last_day() + Days::new(1));
        }
        days.push(day);
        let lived = days.into_iter().filter(|one| *one <= day && self.is_live(benefit, *one));
        lived.filter_map(|one| self.quantity(benefit, one)).max().unwrap_or(0)
    }

    /// What a user holds is held until today's day, or that of `--on`.
    pub fn end_holding(&mut self, thing: &str, user: &str) -> &mut Holding {
        let day = self.day;
        let mut open = self.holdings.iter_mut();
        let mine = open.find(|one| one.thing == thing && one.user == user && one.to.is_none());
        let mine = mine.unwrap();
        mine.to = Some(day);
        mine
    }

    /// The same for a seat: another may have it when the days have passed since it was assigned
    /// (VS-7). Returns that day.
    pub fn end_seat(&mut self, seat: &str, user: &str) -> NaiveDate {
        let days = self.figures(self.day).reassign_days;
        self.end_holding(seat, user).from + Days::new(days)
    }

    /// A user gets a seat, from the day on.
    pub fn give(&mut self, thing: String, user: String) {
        let from = self.day;
        self.holdings.push(Holding { thing, user, from, to: None });
    }

    /// The seats of a level that a user has of benefits that do not live are given back with
    /// another, and nothing else is.
    pub fn follow_sleeping(
        &mut self,
        events: &[Value],
        level: &str,
        user: &str,
        tested_on: NaiveDate,
    ) {
        let open = self.holdings.iter().filter(|one| one.user == user && one.to.is_none());
        let sleeping: Vec<String> = open
            .filter(|one| {
                let benefit = self.seats.get(&one.thing);
                let of_level = benefit.is_some_and(|id| self.benefits[id].level() == level);
                of_level && !self.is_live(benefit.unwrap(), tested_on)
            })
            .map(|one| one.thing.clone())
            .collect();
        let told: Vec<&str> = events.iter().map(|event| event["seat"].as_str().unwrap()).collect();
        assert_eq!(told, sleeping, "what slept is given back");
        for (event, seat) in events.iter().zip(&sleeping) {
            let until = self.end_seat(seat, user);
            assert_eq!(event["kind"], "seat-unassigned");
            assert_eq!(event["reassignable_from"], until.to_string());
        }
    }

    /// Whether there is a place on a day that nobody ever had.
    pub fn has_new_place(&self, benefit: &str, day: NaiveDate) -> bool {
        let of_it = self.seats.iter().filter(|(_, of)| *of == benefit);
        let places = of_it.filter(|(seat, _)| self.of_thing(seat).any(|one| one.from <= day));
        let used = self.held(benefit, day).len() + self.cooling(benefit, day);
        let there = u32::try_from(places.count()).unwrap() < self.peak(benefit, day);
        there && self.has_room(benefit, day, used)
    }

    fn has_room(&self, benefit: &str, day: NaiveDate, used: usize) -> bool {
        self.quantity(benefit, day).is_none_or(|quantity| used < quantity as usize)
    }

    /// Whether one more is too many on a day, or on a later one on which one was given (TIME-3).
    pub fn is_full(&self, benefit: &str, day: NaiveDate) -> bool {
        let later = self.takings(day, |one| self.benefit_of(&one.thing) == benefit);
        let mut days = later.into_iter().chain([day]);
        days.any(|day| !self.has_room(benefit, day, self.held(benefit, day).len()))
    }

    /// The later days on which something of the kind was given to somebody.
    fn takings(&self, day: NaiveDate, of: impl Fn(&Holding) -> bool) -> BTreeSet<NaiveDate> {
        self.holdings.iter().filter(|one| one.from > day && of(one)).map(|one| one.from).collect()
    }

    /// The seats of a level in use on a day: those of benefits that live, or do on the day on which
    /// that is tested.
    fn in_use(&self, level: &str, day: NaiveDate, tested_on: NaiveDate) -> Vec<&Holding> {
        let of_level =
            self.benefits.iter().filter(|(_, one)| one.kind == Kind::Seats && one.level() == level);
        let live = of_level.filter(|(id, _)| self.is_live(id, tested_on));
        live.flat_map(|(id, _)| self.held(id, day)).collect()
    }

    pub fn seat_of_level(
        &self,
        email: &str,
        level: &str,
        day: NaiveDate,
        tested_on: NaiveDate,
    ) -> Option<&Holding> {
        self.in_use(level, day, tested_on).into_iter().find(|one| one.user == email)
    }

    /// A seat of the level that a user got later than on a day.
    pub fn later_of_level(&self, email: &str, level: &str, day: NaiveDate) -> bool {
        self.holdings.iter().any(|one| {
            let benefit = self.seats.get(&one.thing).map(|id| &self.benefits[id]);
            one.user == email && one.from > day && benefit.is_some_and(|it| it.level() == level)
        })
    }

    /// Whether one more seat of a level would be more than the program allows in all (VS-5).
    pub fn is_capped(&self, level: &str, moving: usize) -> bool {
        let of_level = |one: &Holding| {
            self.seats.get(&one.thing).is_some_and(|id| self.benefits[id].level() == level)
        };
        let mut days = self.takings(self.day, of_level).into_iter().chain([self.day]);
        days.any(|day| {
            let cap = self.cap(level, day);
            cap.is_some_and(|most| self.in_use(level, day, day).len() >= most + moving)
        })
    }

    /// The most seats of a level in all on a day.
    fn cap(&self, level: &str, day: NaiveDate) -> Option<usize> {
        let capped = level == "enterprise" && self.highest_rank(day) >= 2;
        capped.then(|| self.figures(day).worldwide as usize)
    }

    pub fn is_over_cap(&self, level: &str, day: NaiveDate) -> bool {
        self.cap(level, day).is_some_and(|most| self.in_use(level, day, day).len() > most)
    }
}
