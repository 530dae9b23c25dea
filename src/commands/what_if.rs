//! `mpn what-if`: a change that is only imagined, and what it would do.

use chrono::{NaiveDate, NaiveTime};

use super::{Context, authorize, membership, reading_of, stepped_back};
use crate::domain::answer::{
    Answer, BenefitInWhatIf, Body, KeyInWhatIf, SeatInWhatIf, WhatIfShown,
};
use crate::domain::benefit::{Benefit, BenefitStatus, Category};
use crate::domain::call::WhatIf;
use crate::domain::gtm::GtmOffer;
use crate::domain::membership::Membership;
use crate::domain::moment::after;
use crate::domain::refusal::MembershipRefusal;
use crate::domain::role::Permission;
use crate::domain::software::KeyState;
use crate::failure::Result;
use crate::store::{Change, Facts, Reader, Reading};

/// What an imagined change would do.
pub(super) fn what_if(context: &Context<'_>, wish: &WhatIf) -> Result<Answer> {
    let reader = context.reader()?;
    authorize(&reader, &context.actor()?, Permission::Read)?;
    let reader = stepped_back(context, reader)?;
    let reading = reading_of(context, &reader);
    match wish {
        WhatIf::Lapse { at } => lapse(&reader, reading, *at),
        WhatIf::Purchase(purchase) => {
            let mut change = settled(&reader, reading)?;
            let before = Before { benefits: change.benefits()?, offers: change.gtm_offers()? };
            let known = change.memberships()?;
            membership::purchase(&mut change, purchase)?;
            let bought = change.memberships()?.into_iter().filter(|one| !known.contains(one));
            let bought = bought.map(|one| told(&one)).collect();
            compared(&reader, &change, &before, bought)
        }
    }
}

/// How things are, before what is imagined.
struct Before {
    benefits: Vec<Benefit>,
    offers: Vec<GtmOffer>,
}

fn settled(reader: &Reader, reading: Reading) -> Result<Change> {
    let mut change = reader.imagine(reading)?;
    membership::lapse_due(&mut change, None)?;
    Ok(change)
}

fn told(held: &Membership) -> String {
    match &held.competency {
        Some(competency) => format!("{} ({} for {competency})", held.id, held.offer),
        None => format!("{} ({})", held.id, held.offer),
    }
}

/// Nothing is renewed: what lapses by `at`, or, without a day, when the last membership has.
fn lapse(reader: &Reader, reading: Reading, at: Option<NaiveDate>) -> Result<Answer> {
    let today = reader.today;
    let held = reader.memberships()?;
    let live: Vec<&Membership> = held.iter().filter(|one| one.is_live(today)).collect();
    let last = live.iter().map(|one| after(one.renewable_until, 1)).max();
    let Some(last) = last else { return Err(MembershipRefusal::NoActiveOffer.into()) };
    let at = at.unwrap_or(last).max(today);
    let lapsed =
        live.iter().filter(|one| !one.is_live(at)).map(|one| told(one)).collect::<Vec<_>>();
    let now = settled(reader, reading)?;
    let before = Before { benefits: now.benefits()?, offers: now.gtm_offers()? };
    let then = Reading { now: at.and_time(NaiveTime::MIN).and_utc(), fixed: reading.fixed };
    let change = settled(reader, then)?;
    compared(reader, &change, &before, lapsed)
}

fn lives(benefit: &Benefit, day: NaiveDate) -> bool {
    benefit.status(day) != BenefitStatus::Ended
}

fn compared(
    reader: &Facts,
    change: &Change,
    before: &Before,
    memberships: Vec<String>,
) -> Result<Answer> {
    let (today, then) = (reader.today, change.today);
    let after = change.benefits()?;
    let was = |id| before.benefits.iter().find(|one| one.id == id && lives(one, today));
    let is = |id| after.iter().find(|one| one.id == id && lives(one, then));
    let line = |one: &Benefit, was: Option<&Benefit>| BenefitInWhatIf {
        id: one.id.to_string(),
        name: one.terms.product.clone(),
        category: one.terms.category,
        quantity: one.terms.quantity,
        quantity_before: was.and_then(|was| was.terms.quantity),
        used: one.used,
    };
    let mut shown = WhatIfShown {
        at: then,
        memberships,
        gained: Vec::new(),
        lost: Vec::new(),
        changed: Vec::new(),
        over_allocated: Vec::new(),
        seats_ended: Vec::new(),
        contracts_ended: Vec::new(),
        to_uninstall: Vec::new(),
    };
    for one in after.iter().filter(|one| lives(one, then)) {
        match was(one.id) {
            None => shown.gained.push(line(one, None)),
            Some(was) if was.terms.quantity != one.terms.quantity => {
                shown.changed.push(line(one, Some(was)));
            }
            Some(_) => {}
        }
        if one.over() > 0 && one.terms.category != Category::Software {
            shown.over_allocated.push(line(one, was(one.id)));
        }
    }
    let lost = before.benefits.iter().filter(|one| lives(one, today) && is(one.id).is_none());
    for one in lost {
        shown.lost.push(line(one, Some(one)));
        consequences(reader, one, &mut shown)?;
    }
    gtm(&before.offers, change, &mut shown)?;
    Ok(Body::WhatIf(Box::new(shown)).into())
}

/// What the end of a benefit means for those who use it (MEM-7).
fn consequences(reader: &Facts, lost: &Benefit, shown: &mut WhatIfShown) -> Result<()> {
    match lost.terms.category {
        Category::VisualStudio => {
            for seat in reader.seats(lost.id)? {
                shown.seats_ended.extend(seat.user.map(|held| SeatInWhatIf {
                    id: seat.id,
                    benefit: lost.id,
                    email: held.user,
                }));
            }
        }
        Category::Support => {
            shown.contracts_ended.extend(reader.contract_of(lost.id)?.map(|contract| contract.id));
        }
        Category::Software => {
            for key in reader.keys(lost.id)? {
                if let Some(holder) = key.holder.filter(|_| key.state == KeyState::Held) {
                    shown.to_uninstall.push(KeyInWhatIf {
                        id: key.id,
                        product: lost.terms.product.clone(),
                        holder,
                        activations_used: key.activations_used,
                    });
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn gtm(before: &[GtmOffer], change: &Change, shown: &mut WhatIfShown) -> Result<()> {
    let line = |id: String, name: &str| BenefitInWhatIf {
        id,
        name: name.to_owned(),
        category: Category::GoToMarket,
        quantity: None,
        quantity_before: None,
        used: 0,
    };
    let after = change.gtm_offers()?;
    for one in after.iter().filter(|one| !one.ended) {
        if !before.iter().any(|was| was.id == one.id && !was.ended) {
            shown.gained.push(line(one.id.to_string(), &one.name));
        }
    }
    for was in before.iter().filter(|was| !was.ended) {
        if !after.iter().any(|one| one.id == was.id && !one.ended) {
            shown.lost.push(line(was.id.to_string(), &was.name));
        }
    }
    Ok(())
}
