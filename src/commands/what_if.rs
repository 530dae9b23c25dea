//! `mpn what-if`: a change that is only imagined, and what it would do.

use chrono::{NaiveDate, NaiveTime};

use super::{Context, authorize, benefits, membership, reading_of, stepped_back};
use crate::domain::answer::{
    Answer, BenefitInWhatIf, Body, KeyInWhatIf, SeatInWhatIf, WhatIfShown,
};
use crate::domain::benefit::{Benefit, BenefitStatus, Category};
use crate::domain::call::WhatIf;
use crate::domain::gtm::GtmOffer;
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
            let before = Before::of(&change)?;
            let known = change.memberships()?;
            membership::purchase(&mut change, purchase)?;
            let held = change.memberships()?;
            let bought = held.iter().filter(|held| !known.contains(held)).map(membership::called);
            compared(&reader, &change, &before, bought.collect())
        }
    }
}

/// How things are, before what is imagined.
struct Before {
    benefits: Vec<Benefit>,
    offers: Vec<GtmOffer>,
}

impl Before {
    fn of(facts: &Facts) -> Result<Self> {
        Ok(Before { benefits: facts.benefits()?, offers: facts.gtm_offers()? })
    }
}

fn settled(reader: &Reader, reading: Reading) -> Result<Change> {
    let mut change = reader.imagine(reading)?;
    membership::lapse_due(&mut change, None)?;
    Ok(change)
}

/// Nothing is renewed: what lapses by `at`, or, without a day, when the last membership has.
fn lapse(reader: &Reader, reading: Reading, at: Option<NaiveDate>) -> Result<Answer> {
    let today = reader.today;
    let held = reader.memberships()?;
    let live = held.iter().filter(|held| held.is_live(today));
    let last = live.clone().map(|held| after(held.renewable_until, 1)).max();
    let Some(last) = last else { return Err(MembershipRefusal::NoActiveOffer.into()) };
    let at = at.unwrap_or(last).max(today);
    let lapsed = live.filter(|held| !held.is_live(at)).map(membership::called);
    let now = settled(reader, reading)?;
    let before = Before::of(&now)?;
    let then = Reading { now: at.and_time(NaiveTime::MIN).and_utc(), fixed: reading.fixed };
    compared(reader, &settled(reader, then)?, &before, lapsed.collect())
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
    let was: Vec<&Benefit> = before.benefits.iter().filter(|was| lives(was, today)).collect();
    let is: Vec<&Benefit> = after.iter().filter(|is| lives(is, then)).collect();
    let line = |benefit: &Benefit, was: Option<&Benefit>| BenefitInWhatIf {
        id: benefit.id.to_string(),
        name: benefit.terms.product.clone(),
        category: benefit.terms.category,
        quantity: benefit.terms.quantity,
        quantity_before: was.and_then(|was| was.terms.quantity),
        used: benefit.used,
    };
    let mut shown = WhatIfShown { at: then, memberships, ..WhatIfShown::default() };
    for benefit in &is {
        let was = was.iter().find(|was| was.id == benefit.id).copied();
        let line = line(benefit, was);
        if benefits::over_granted(benefit).is_some() {
            shown.over_allocated.push(line.clone());
        }
        match was {
            None => shown.gained.push(line),
            Some(was) if was.terms.quantity != benefit.terms.quantity => shown.changed.push(line),
            Some(_) => {}
        }
    }
    for lost in was.into_iter().filter(|was| !is.iter().any(|is| is.id == was.id)) {
        shown.lost.push(line(lost, Some(lost)));
        consequences(reader, lost, &mut shown)?;
    }
    gtm(&before.offers, change, &mut shown)?;
    Ok(Body::WhatIf(Box::new(shown)).into())
}

/// What the end of a benefit means for those who use it (MEM-7).
fn consequences(reader: &Facts, lost: &Benefit, shown: &mut WhatIfShown) -> Result<()> {
    match lost.terms.category {
        Category::VisualStudio => {
            let ended = reader.seats(lost.id)?.into_iter().filter_map(|seat| {
                let email = seat.user?.user;
                Some(SeatInWhatIf { id: seat.id, benefit: lost.id, email })
            });
            shown.seats_ended.extend(ended);
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
    let line = |offer: &GtmOffer| BenefitInWhatIf {
        id: offer.id.to_string(),
        name: offer.name.clone(),
        category: Category::GoToMarket,
        quantity: None,
        quantity_before: None,
        used: 0,
    };
    let after = change.gtm_offers()?;
    let only_in = |these: &[GtmOffer], others: &[GtmOffer]| -> Vec<BenefitInWhatIf> {
        let lives_there = |id| others.iter().any(|other| other.id == id && !other.ended);
        let only = these.iter().filter(|offer| !offer.ended && !lives_there(offer.id));
        only.map(line).collect()
    };
    shown.gained.extend(only_in(&after, before));
    shown.lost.extend(only_in(before, &after));
    Ok(())
}
