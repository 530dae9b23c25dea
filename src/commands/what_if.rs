//! `mpn what-if`: a change that is only imagined, and what it would do.

use super::{Context, authorize, benefits, known_then, membership, reading_of, stepped_back};
use crate::domain::answer::{
    Answer, BenefitInWhatIf, Body, KeyInWhatIf, SeatInWhatIf, WhatIfShown,
};
use crate::domain::benefit::{Benefit, Category};
use crate::domain::call::WhatIf;
use crate::domain::gtm::GtmOffer;
use crate::domain::membership::Membership;
use crate::domain::moment::after;
use crate::domain::refusal::MembershipRefusal;
use crate::domain::role::Permission;
use crate::domain::software::KeyState;
use crate::failure::{Failure, Result};
use crate::store::{Facts, Reader};

/// What an imagined change would do.
pub(super) fn what_if(context: &Context<'_>, wish: &WhatIf) -> Result<Answer> {
    let reader = context.reader()?;
    authorize(&reader, &context.actor()?, Permission::Read)?;
    match wish {
        WhatIf::Lapse => lapse(context, reader),
        WhatIf::Purchase(purchase) => {
            let is = stepped_back(context, reader)?;
            let mut then = stepped_back(context, context.reader()?)?;
            then.imagine(reading_of(context, &is), None, |change| {
                membership::purchase(change, purchase)?;
                let (known, held) = (is.memberships()?, change.memberships()?);
                let bought = held.iter().filter(|held| !known.contains(held));
                compared(&is, change, bought.map(Membership::called).collect())
            })
        }
    }
}

/// Nothing is renewed: what lapses by the day that is asked about, or, without one, when the last
/// membership has. It is that day told as differences to today (TIME-4).
fn lapse(context: &Context<'_>, reader: Reader) -> Result<Answer> {
    let reader = known_then(context, reader)?;
    let today = reader.today;
    let held = reader.memberships()?;
    let live = held.iter().filter(|held| held.is_live(today));
    let last = live.clone().map(|held| after(held.lives_until(), 1)).max();
    let Some(last) = last else { return Err(MembershipRefusal::NoActiveOffer.into()) };
    let at = context.at.unwrap_or(last);
    if at < today {
        let message = format!("--at {at} is past, and what has lapsed is no question any more");
        return Err(
            Failure::usage("at-in-the-past", message).hint(format!("mpn benefits list --at {at}"))
        );
    }
    let lapsed = live.filter(|held| !held.is_live(at)).map(Membership::called).collect();
    let then = known_then(context, context.reader()?)?.at(at)?;
    compared(&reader, &then, lapsed)
}

fn compared(reader: &Facts, then: &Facts, memberships: Vec<String>) -> Result<Answer> {
    let (was, is) = (benefits::living(reader)?, benefits::living(then)?);
    let line = |benefit: &Benefit, was: Option<&Benefit>| BenefitInWhatIf {
        id: benefit.id.to_string(),
        name: benefit.terms.product.clone(),
        category: benefit.terms.category(),
        quantity: benefit.terms.quantity,
        quantity_before: was.and_then(|was| was.terms.quantity),
        used: benefit.used,
    };
    let mut shown = WhatIfShown { at: then.today, memberships, ..WhatIfShown::default() };
    for benefit in &is {
        let was = was.iter().find(|was| was.id == benefit.id);
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
    for lost in was.iter().filter(|was| !is.iter().any(|is| is.id == was.id)) {
        shown.lost.push(line(lost, Some(lost)));
        consequences(reader, lost, &mut shown)?;
    }
    gtm(&reader.gtm_offers()?, &then.gtm_offers()?, &mut shown);
    Ok(Body::WhatIf(Box::new(shown)).into())
}

/// What the end of a benefit means for those who use it (MEM-7).
fn consequences(reader: &Facts, lost: &Benefit, shown: &mut WhatIfShown) -> Result<()> {
    match lost.terms.category() {
        Category::VisualStudio => {
            let ended = reader.seats(lost.id)?.into_iter().filter_map(|seat| {
                let email = seat.holder(reader.today)?.user.clone();
                Some(SeatInWhatIf { id: seat.id, benefit: lost.id, email })
            });
            shown.seats_ended.extend(ended);
        }
        Category::Support => {
            shown.contracts_ended.extend(reader.contract_of(lost)?.map(|contract| contract.id));
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
        Category::Azure | Category::License | Category::Advisory | Category::GoToMarket => {}
    }
    Ok(())
}

fn gtm(before: &[GtmOffer], after: &[GtmOffer], shown: &mut WhatIfShown) {
    let line = |offer: &GtmOffer| BenefitInWhatIf {
        id: offer.id.to_string(),
        name: offer.name.clone(),
        category: Category::GoToMarket,
        quantity: None,
        quantity_before: None,
        used: 0,
    };
    let only_in = |these: &[GtmOffer], others: &[GtmOffer]| -> Vec<BenefitInWhatIf> {
        let lives_there = |id| others.iter().any(|other| other.id == id && other.is_live());
        let only = these.iter().filter(|offer| offer.is_live() && !lives_there(offer.id));
        only.map(line).collect()
    };
    shown.gained.extend(only_in(after, before));
    shown.lost.extend(only_in(before, after));
}
