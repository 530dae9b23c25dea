//! The course of the benefits: what is entitled on each day, computed from the memberships, the
//! programs and the grants alone (TIME-1).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::entitlement::{Entitlement, entitlements};
use super::{Details, Line, NEVER, Origin, Own, Quantity, Terms, What};
use crate::domain::membership::{Membership, Term};
use crate::domain::moment::{after, before};
use crate::domain::program::Program;

/// A program, and the first day on which memberships of its name go by it.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'p> {
    pub program: &'p Program,
    pub from: NaiveDate,
}

/// What an administrator recorded, and the catalog does not know.
#[derive(Clone, Copy, Debug)]
pub struct Granted<'g> {
    pub line: &'g Line,
    pub own: &'g Own,
}

/// What a line is on the days of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Live,
    /// A membership would bring it, and another of a higher rank takes its place (MEM-2).
    Superseded,
    /// No membership brings it any more.
    Over,
    /// No membership has brought it yet.
    Coming,
}

/// Some days in a row on which a line is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: NaiveDate,
    /// The last of them; none where nothing changes any more.
    pub until: Option<NaiveDate>,
    pub standing: Standing,
    /// What is granted; where it is live no more, what was granted last. Its end is the last day of
    /// the days in a row on which the line is live.
    pub terms: Terms,
    /// The packages it comes from (GTM-1).
    pub sources: Vec<String>,
    /// The highest quantity on any day until then: so many seats there have ever been.
    pub peak: u32,
    /// The first day of the year in which incidents and hours are counted (MEM-9).
    pub year_from: NaiveDate,
    /// The first of the days in a row on which the line is live.
    pub stretch_from: NaiveDate,
}

impl Segment {
    /// What a line is that could have lived, and never has: another package took its place.
    #[must_use]
    pub fn never_lived(line: &Line) -> Segment {
        Segment {
            from: NEVER,
            until: None,
            standing: Standing::Superseded,
            terms: superseded_state(line).terms,
            sources: Vec::new(),
            peak: 0,
            year_from: NEVER,
            stretch_from: NEVER,
        }
    }
}

/// The segments of every line, in the order of their days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course(BTreeMap<Line, Vec<Segment>>);

impl Course {
    /// The segments of a line; none for one that was never granted.
    #[must_use]
    pub fn of(&self, line: &Line) -> &[Segment] {
        self.0.get(line).map_or(&[], Vec::as_slice)
    }

    /// What a line is on a day; nothing before any membership could have brought it.
    #[must_use]
    pub fn on(&self, line: &Line, day: NaiveDate) -> Option<&Segment> {
        self.of(line).iter().rev().find(|segment| segment.from <= day)
    }

    /// What a line is on its first day, if it ever lives.
    #[must_use]
    pub fn first_live(&self, line: &Line) -> Option<&Segment> {
        self.of(line).iter().find(|segment| segment.standing == Standing::Live)
    }
}

/// What is entitled on each day.
#[must_use]
pub fn course(
    programs: &[InForce<'_>],
    memberships: &[Membership],
    grants: &[Granted<'_>],
) -> Course {
    let mut lines: BTreeMap<Line, Builder> = BTreeMap::new();
    for day in boundaries(programs, memberships, grants) {
        let mut states = states(programs, memberships, grants, day);
        for (line, builder) in &mut lines {
            builder.go_on(day, states.remove(line));
        }
        for (line, state) in states {
            let mut builder = Builder::default();
            builder.go_on(day, Some(state));
            lines.insert(line, builder);
        }
    }
    let built = lines.into_iter().map(|(line, builder)| (line, builder.segments()));
    Course(built.filter(|(_, segments)| !segments.is_empty()).collect())
}

/// The days on which anything can change.
fn boundaries(
    programs: &[InForce<'_>],
    memberships: &[Membership],
    grants: &[Granted<'_>],
) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = Vec::new();
    for held in memberships {
        days.extend(held.terms.iter().map(|term| term.begins_on));
        days.extend(held.terms.iter().map(|term| after(term.renewable_until, 1)));
        days.extend(held.cancelled_on());
    }
    days.extend(grants.iter().filter_map(|granted| granted.own.stands_alone_from));
    let ends = grants.iter().filter_map(|granted| granted.own.ends_on);
    days.extend(ends.map(|ends_on| after(ends_on, 1)));
    let first = days.iter().min().copied();
    // A program before anything was held changes nothing.
    days.extend(programs.iter().map(|one| one.from).filter(|from| Some(*from) > first));
    days.sort_unstable();
    days.dedup();
    days
}

/// What a line is on one day.
struct State {
    standing: Standing,
    /// What it comes with; none for what stands alone, or is superseded.
    carrier: Option<Carrier>,
    terms: Terms,
    sources: Vec<String>,
}

/// The membership in whose years a line is counted.
#[derive(Clone, Copy)]
struct Carrier {
    term: Term,
    /// How long a term of its program is, in days.
    term_days: u32,
    membership: crate::domain::id::MembershipId,
}

fn states(
    programs: &[InForce<'_>],
    memberships: &[Membership],
    grants: &[Granted<'_>],
    day: NaiveDate,
) -> BTreeMap<Line, State> {
    let live: Vec<&Membership> = memberships.iter().filter(|held| held.is_live(day)).collect();
    let mut states = BTreeMap::new();
    for InForce { program, .. } in in_force(programs, day) {
        let of_it: Vec<&Membership> =
            live.iter().copied().filter(|held| held.program == program.program).collect();
        let entitled = entitlements(program, &of_it);
        for line in of_it.iter().flat_map(|held| Line::all_of(program, held)) {
            let state = match entitled.iter().find(|entitled| entitled.line == line) {
                Some(entitled) => live_state(program, entitled, day),
                None => superseded_state(&line),
            };
            states.insert(line, state);
        }
    }
    for granted in grants {
        if let Some(state) = granted_state(programs, &live, granted, day) {
            states.insert(granted.line.clone(), state);
        }
    }
    states
}

/// The newest version of each program on a day. The first one counts for the days before it, too:
/// a ledger tells of what was before it was founded.
fn in_force<'p>(programs: &'p [InForce<'p>], day: NaiveDate) -> Vec<&'p InForce<'p>> {
    let mut newest: BTreeMap<&str, &InForce<'_>> = BTreeMap::new();
    for one in programs {
        let is_first = !newest.contains_key(one.program.program.as_str());
        if is_first || one.from <= day {
            newest.insert(&one.program.program, one);
        }
    }
    newest.into_values().collect()
}

fn live_state(program: &Program, entitled: &Entitlement<'_>, day: NaiveDate) -> State {
    let Entitlement { line, quantity, details, carrier, sources } = entitled;
    let terms = terms(line, Some(carrier), *quantity, details.clone());
    let carrier = Carrier {
        term: carrier.term(day),
        term_days: program.membership.term_days,
        membership: carrier.id,
    };
    State { standing: Standing::Live, carrier: Some(carrier), terms, sources: sources.clone() }
}

/// The terms of a line, with the membership that carries it, if any does.
fn terms(
    line: &Line,
    carrier: Option<&Membership>,
    quantity: Option<Quantity>,
    said: Details,
) -> Terms {
    Terms {
        product: line.product.clone(),
        offer: carrier.map_or(line.offer.clone().unwrap_or_default(), |held| held.offer.clone()),
        competency: line.competency.clone(),
        membership: carrier.map(|held| held.id),
        benefit_type: line.benefit_type,
        origin: Origin::Program,
        quantity,
        // The days are those of the segment, and known when it is complete.
        starts_on: NEVER,
        activate_by: None,
        ends_on: NEVER,
        instructions: said.instructions.clone(),
        what: What::of(line.category, said),
    }
}

fn superseded_state(line: &Line) -> State {
    let terms = terms(line, None, Some(Quantity::Count(0)), Details::default());
    State { standing: Standing::Superseded, carrier: None, terms, sources: Vec::new() }
}

/// What was recorded lives with any membership of its offer, and of its qualification where it
/// names one, until an end of its own (MEM-7).
fn granted_state(
    programs: &[InForce<'_>],
    live: &[&Membership],
    granted: &Granted<'_>,
    day: NaiveDate,
) -> Option<State> {
    let Granted { line, own } = granted;
    if own.ends_on.is_some_and(|ends_on| ends_on < day) {
        return None;
    }
    let terms = |carrier| Terms {
        origin: Origin::Grant,
        activate_by: own.activate_by,
        offer: line.offer.clone().unwrap_or_default(),
        ..terms(line, carrier, own.quantity, own.details.clone())
    };
    if own.stands_alone_from.is_some_and(|from| from <= day) {
        let terms = terms(None);
        return Some(State { standing: Standing::Live, carrier: None, terms, sources: Vec::new() });
    }
    let is_carrier = |held: &&&Membership| {
        Some(&held.offer) == line.offer.as_ref()
            && (line.competency.is_none() || held.competency == line.competency)
    };
    let carrier = live.iter().filter(is_carrier).min_by_key(|held| (held.begins_on(), held.id))?;
    let known = in_force(programs, day).into_iter().map(|one| one.program);
    let program = known.into_iter().find(|program| program.program == carrier.program);
    let term_days = program.map_or(365, |program| program.membership.term_days);
    Some(State {
        standing: Standing::Live,
        terms: terms(Some(carrier)),
        carrier: Some(Carrier { term: carrier.term(day), term_days, membership: carrier.id }),
        sources: Vec::new(),
    })
}

/// The segments of one line in the making.
#[derive(Default)]
struct Builder {
    segments: Vec<Segment>,
    /// What carries the newest segment, while it is live.
    carrier: Option<Carrier>,
}

impl Builder {
    /// Goes on to a day on which the line is in that state; none when nothing brings it.
    fn go_on(&mut self, day: NaiveDate, state: Option<State>) {
        let Some(state) = state else { return self.is_over(day) };
        let carrier = state.carrier;
        let before = self.segments.last().filter(|last| last.standing == Standing::Live);
        let (year_from, stretch_from) = match (before, state.standing) {
            (Some(last), Standing::Live) => {
                let begins = begins_year(last.year_from, self.carrier, carrier);
                (if begins { day } else { last.year_from }, last.stretch_from)
            }
            (None, Standing::Live) => (day, day),
            (_, Standing::Superseded | Standing::Over | Standing::Coming) => {
                self.segments.last().map_or((day, day), |last| (last.year_from, last.stretch_from))
            }
        };
        let granted =
            state.terms.quantity.map_or(0, |quantity| quantity.count().unwrap_or(u32::MAX));
        let peak = self.segments.last().map_or(0, |last| last.peak).max(granted);
        let terms = match (state.standing, self.segments.last()) {
            // What it was stays to be read, but for how much of it is granted.
            (Standing::Superseded, Some(last)) => {
                Terms { quantity: Some(Quantity::Count(0)), ..last.terms.clone() }
            }
            _ => state.terms,
        };
        self.carrier = carrier;
        self.push(Segment {
            from: day,
            until: None,
            standing: state.standing,
            terms,
            sources: state.sources,
            peak,
            year_from,
            stretch_from,
        });
    }

    fn is_over(&mut self, day: NaiveDate) {
        self.carrier = None;
        // What never lived is not over: it stays superseded until it does.
        let lived = self.segments.iter().rev().find(|one| one.standing == Standing::Live);
        let (Some(lived), Some(last)) = (lived, self.segments.last()) else { return };
        let (terms, last) = (lived.terms.clone(), last.clone());
        self.push(Segment { from: day, until: None, standing: Standing::Over, terms, ..last });
    }

    /// Adds a segment, unless it only goes on.
    fn push(&mut self, segment: Segment) {
        if let Some(last) = self.segments.last_mut() {
            let goes_on = Segment { from: last.from, ..segment.clone() } == *last;
            if goes_on {
                return;
            }
            last.until = Some(before(segment.from, 1));
        }
        self.segments.push(segment);
    }

    /// The segments, which know when their stretch begins and ends.
    fn segments(mut self) -> Vec<Segment> {
        let mut ends_on = NEVER;
        let mut live_after = false;
        for segment in self.segments.iter_mut().rev() {
            if segment.standing != Standing::Live {
                live_after = false;
                continue;
            }
            if !live_after {
                ends_on = segment.until.unwrap_or(NEVER);
            }
            live_after = true;
            segment.terms.starts_on = segment.stretch_from;
            segment.terms.ends_on = ends_on;
        }
        let mut last: Option<(NaiveDate, NaiveDate)> = None;
        for segment in &mut self.segments {
            match (segment.standing, last) {
                (Standing::Live, _) => {
                    last = Some((segment.terms.starts_on, segment.terms.ends_on));
                }
                (_, Some((starts_on, ends_on))) => {
                    (segment.terms.starts_on, segment.terms.ends_on) = (starts_on, ends_on);
                }
                (_, None) => {}
            }
        }
        self.segments
    }
}

/// Whether a new year of counting begins where `now` carries what `last` carried on the day before
/// (MEM-9): with a renewal of the carrier; with another carrier whose term began by a renewal, and
/// later; and with one whose term began a whole year after the present one. So a membership that
/// lapses while a younger one carries on brings no fresh incidents.
fn begins_year(year_from: NaiveDate, last: Option<Carrier>, now: Option<Carrier>) -> bool {
    let (Some(last), Some(now)) = (last, now) else { return false };
    let renewed_later = !now.term.purchased && now.term.begins_on > last.term.begins_on;
    if last.membership == now.membership {
        return renewed_later;
    }
    renewed_later || now.term.begins_on >= after(year_from, now.term_days)
}

#[cfg(test)]
mod tests;
