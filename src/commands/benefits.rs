//! `mpn benefits`: everything the memberships grant, of every category.

use super::gtm;
use crate::domain::answer::{Answer, BenefitLine, BenefitShown, Body};
use crate::domain::benefit::{
    self, Benefit, BenefitStatus, BenefitType, Category, Credit, Grant, Hours, Incidents, Keys,
    Licenses, Line, Offers, Quantity, Seats, Standing, Terms, What,
};
use crate::domain::event::{BenefitEvent, GtmEvent};
use crate::domain::gtm::{GtmOffer, GtmStatus};
use crate::domain::membership::{self, Membership};
use crate::domain::program::Offer;
use crate::domain::refusal::MembershipRefusal;
use crate::domain::request::BenefitRequest;
use crate::domain::support::{self, SupportStatus};
use crate::failure::Result;
use crate::store::{Change, Facts, Taken, Unit};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &BenefitRequest) -> Result<()> {
    let BenefitRequest::GrantBenefit(wanted) = asked;
    grant(change, wanted.clone())
}

/// Records a benefit that the program's data does not know.
fn grant(change: &mut Change, mut request: Grant) -> Result<()> {
    let program = &change.program()?;
    let offer = membership::rules::offer_named(program, &request.offer)?;
    if let Some(name) = &mut request.competency {
        membership::rules::competency_named(program, name)?.name.clone_into(name);
    }
    granting(change, offer, request.competency.as_ref())?;
    let same = change.granted_like(&benefit::granted_line(&request, offer))?;
    let event = benefit::grant(&request, offer, same.as_ref(), program, &mut change.counters)?;
    change.record(event)
}

/// Records every line that the memberships could bring and that has no id yet: when each of them
/// lives is computed (TIME-1).
pub(super) fn grant_lines(change: &mut Change) -> Result<()> {
    let held = change.all_memberships()?;
    let programs = change.programs()?;
    for program in programs.iter().map(|one| &one.program) {
        let of_it = held.iter().filter(|held| held.program == program.program);
        for line in of_it.flat_map(|held| Line::all_of(program, held)) {
            grant_line(change, line)?;
        }
    }
    Ok(())
}

fn grant_line(change: &mut Change, line: Line) -> Result<()> {
    let program = line.program.clone().unwrap_or_default();
    if line.category == Category::GoToMarket {
        let is_known = change.knows_gtm(&line.product, &program)?;
        let granted = (!is_known).then(|| GtmEvent::GtmGranted {
            gtm: change.counters.give(),
            name: line.product,
            program,
        });
        return change.record_all(granted);
    }
    let is_known = change.knows_line(&line)?;
    let granted = (!is_known).then(|| BenefitEvent::BenefitGranted {
        benefit: change.counters.give(),
        line,
        own: None,
    });
    change.record_all(granted)
}

/// Decides something that may entitle to less from its day on: everything that was taken after that
/// day, and was granted, must still be (TIME-3). What was taken before is never taken away.
pub(super) fn fitting_since(
    change: &mut Change,
    decide: impl FnOnce(&mut Change) -> Result<()>,
) -> Result<()> {
    let day = change.moment().on;
    let mut granted = Vec::new();
    for taken in change.taken_since(day)? {
        if is_granted(change, &taken)? {
            granted.push(taken);
        }
    }
    decide(change)?;
    for taken in granted {
        if !is_granted(change, &taken)? {
            let Taken { benefit, what, on } = taken;
            return Err(MembershipRefusal::TakenSince { benefit, what, on, day }.into());
        }
    }
    Ok(())
}

/// Whether so much of a benefit is granted as was taken of it by that day.
fn is_granted(change: &mut Change, taken: &Taken) -> Result<bool> {
    change.asked_of(taken.on, |change| {
        let then = change.benefit(taken.benefit)?;
        let set_aside = match then.terms.category() {
            Category::Advisory => change.hours_reserved(&then)?,
            _ => 0,
        };
        let held = then.used + set_aside;
        Ok(then.is_live() && then.bound().is_none_or(|granted| held <= granted))
    })
}

/// Tests an assignment. One of a day before anything brought the benefit is tested on its first
/// day: seats may be older than every term that is known (MEM-9).
pub(super) fn tested<T>(
    change: &mut Change,
    benefit: &Benefit,
    test: impl FnOnce(&mut Change, &Benefit) -> Result<T>,
) -> Result<T> {
    if benefit.standing != Standing::Coming {
        return test(change, benefit);
    }
    let first_day = change.first_brought(benefit)?;
    change.asked_of(first_day, |change| {
        let benefit = change.benefit(benefit.id)?;
        test(change, &benefit)
    })
}

/// Warns of what is in use beyond what is granted: none is taken away (MEM-2).
pub(super) fn warn_of_excess(change: &mut Change) -> Result<()> {
    for over in change.benefits()?.iter().filter_map(over_granted) {
        change.warn(format!("{over}; none is taken away (MEM-2)"));
    }
    Ok(())
}

/// Whether a membership lives that a grant can come with: one of its offer, and of its competency
/// where one is named.
fn granting(change: &Change, offer: &Offer, competency: Option<&String>) -> Result<()> {
    let carries = |held: &Membership| {
        held.is_live(change.today)
            && held.offer == offer.offer
            && (competency.is_none() || held.competency.as_ref() == competency)
    };
    if change.memberships()?.iter().any(carries) {
        return Ok(());
    }
    let (offer, competency) = (offer.name.clone(), competency.cloned());
    Err(MembershipRefusal::OfferNotHeld { offer, competency }.into())
}

/// All benefits that live.
pub(super) fn living(facts: &Facts) -> Result<Vec<Benefit>> {
    let mut benefits = facts.benefits()?;
    benefits.retain(Benefit::is_live);
    Ok(benefits)
}

/// Those of a category.
pub(super) fn living_of(facts: &Facts, category: Category) -> Result<Vec<Benefit>> {
    let mut benefits = facts.benefits_of(category)?;
    benefits.retain(Benefit::is_live);
    Ok(benefits)
}

/// That more of a benefit is in use than is granted. A stock of keys is not bounded by the grant
/// (SW-7).
pub(super) fn over_granted(benefit: &Benefit) -> Option<String> {
    let (name, used, granted) = (benefit.called(), benefit.used, benefit.bound().unwrap_or(0));
    let unit = benefit.terms.category().units();
    (benefit.terms.category().traits().bounded && benefit.over() > 0)
        .then(|| format!("{name} has {used} {unit} in use and {granted} granted"))
}

/// The benefit of a category that a name stands for, and which unit of it.
pub(super) fn named_of(facts: &Facts, name: &str, category: Category) -> Result<(Benefit, Unit)> {
    let (benefit, unit) = facts.benefit_or_unit(name)?;
    benefit::rules::of_category(&benefit, category)?;
    Ok((benefit, unit))
}

/// A line for each benefit of a category.
pub(super) fn lines_of<L>(
    facts: &Facts,
    category: Category,
    line: impl Fn(&Facts, &Benefit) -> Result<L>,
) -> Result<Vec<L>> {
    facts.benefits_of(category)?.iter().map(|benefit| line(facts, benefit)).collect()
}

/// All benefits, filtered.
pub(super) fn list(
    facts: &Facts,
    category: Option<Category>,
    offer: Option<&str>,
    status: Option<BenefitStatus>,
) -> Result<Answer> {
    let mut lines = lines(facts)?;
    // An offer may be named by its id or its name; one that is not sold has no benefits here.
    let offer = match offer {
        Some(name) => {
            let named = name.to_lowercase();
            Some(match membership::rules::offer_named(&*facts.program()?, name) {
                Ok(offer) => offer.offer.clone(),
                // What an earlier program sold may still be here.
                Err(_) if lines.iter().any(|line| line.offer == named) => named,
                Err(unknown) => return Err(unknown.into()),
            })
        }
        None => None,
    };
    lines.retain(|line| {
        category.is_none_or(|category| line.category == category)
            && offer.as_ref().is_none_or(|offer| line.offer == *offer)
            && status.is_none_or(|status| line.status == status)
    });
    super::listed(facts, Body::Benefits(lines))
}

/// A line for each benefit and each Go-To-Market offer.
pub(super) fn lines(facts: &Facts) -> Result<Vec<BenefitLine>> {
    let mut lines = Vec::new();
    for benefit in facts.benefits()? {
        lines.push(line(facts, &benefit)?);
    }
    let offers = facts.gtm_offers()?;
    let listed = offers.iter().filter(|offer| offer.is_listed());
    lines.extend(listed.map(|offer| gtm_line(facts, offer)));
    Ok(lines)
}

/// One benefit, or one Go-To-Market offer, with all its details.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let shown = if let Some(offer) = gtm::offer_if_any(facts, name)? {
        let line = gtm_line(facts, &offer);
        BenefitShown { sources: offer.sources, ..shown(line, What::GoToMarket(Offers)) }
    } else {
        let (found, _) = facts.benefit_or_unit(name)?;
        let line = line(facts, &found)?;
        let Terms { what, membership, instructions, .. } = found.terms;
        BenefitShown { membership, instructions, ..shown(line, what) }
    };
    Ok(Body::Benefit(Box::new(shown)).into())
}

/// A line, with what only benefits of its category have.
fn shown(line: BenefitLine, what: What) -> BenefitShown {
    let plain = BenefitShown::of(line);
    match what {
        What::Software(Keys { languages, os, download_url }) => {
            BenefitShown { languages, os, download_url, ..plain }
        }
        What::Azure(Credit { kind, amount }) => BenefitShown { kind, amount, ..plain },
        What::License(Licenses { seats_per_key, redeem_url }) => {
            BenefitShown { seats_per_key, redeem_url, ..plain }
        }
        What::VisualStudio(Seats { level }) => {
            BenefitShown { level: Some(level).filter(|level| !level.is_empty()), ..plain }
        }
        What::Support(Incidents { plan }) => BenefitShown { plan, ..plain },
        What::Advisory(Hours { presales }) => BenefitShown { presales, ..plain },
        What::GoToMarket(Offers) => plain,
    }
}

/// A benefit as a line of the list.
pub(super) fn line(facts: &Facts, benefit: &Benefit) -> Result<BenefitLine> {
    let terms = &benefit.terms;
    Ok(BenefitLine {
        id: benefit.id.to_string(),
        category: terms.category(),
        name: terms.product.clone(),
        offer: terms.offer.clone(),
        competency: terms.competency.clone(),
        benefit_type: terms.benefit_type,
        quantity: terms.quantity,
        unit: terms.category().traits().unit,
        used: benefit.used,
        available: available(facts, benefit)?,
        status: status(facts, benefit)?,
        activate_by: terms.activate_by,
        ends_on: terms.last_day(),
    })
}

/// What can be done with it today; support is there once its IDs are confirmed (SUP-4).
fn status(facts: &Facts, benefit: &Benefit) -> Result<BenefitStatus> {
    if benefit.terms.category() != Category::Support || !benefit.is_live() {
        return Ok(benefit.status());
    }
    let contract = facts.contract_of(benefit)?;
    Ok(match support::rules::status(benefit, contract.as_ref(), facts.today).0 {
        SupportStatus::Inactive => BenefitStatus::Available,
        // One whose contract ran out waits for the IDs of the next.
        SupportStatus::Pending | SupportStatus::Expired => BenefitStatus::Pending,
        SupportStatus::Active | SupportStatus::UsedUp => BenefitStatus::Active,
    })
}

/// How many units could be used today: keys in stock, seats that anybody can be given, or what is
/// left of the quantity.
pub(super) fn available(facts: &Facts, benefit: &Benefit) -> Result<Option<Quantity>> {
    if !benefit.is_live() {
        return Ok(Some(Quantity::Count(0)));
    }
    let kept = match benefit.terms.category() {
        Category::Software | Category::License => {
            let stock = facts.stock(benefit.id)?;
            // A product may need no key (SW-6), and then none can be short.
            return Ok((stock.total > 0).then_some(Quantity::Count(stock.free)));
        }
        Category::VisualStudio => facts.seats_cooling(benefit.id)?,
        // Hours that are set aside are not there for another request (ADV-3).
        Category::Advisory => facts.hours_reserved(benefit)?,
        Category::Azure | Category::Support | Category::GoToMarket => 0,
    };
    Ok(benefit.terms.quantity.map(|quantity| quantity.less(benefit.used + kept)))
}

fn gtm_line(facts: &Facts, offer: &GtmOffer) -> BenefitLine {
    let status = match offer.status(facts.today) {
        GtmStatus::Available => BenefitStatus::Available,
        GtmStatus::Pending => BenefitStatus::Pending,
        GtmStatus::Active => BenefitStatus::Active,
        GtmStatus::Expired => BenefitStatus::Ended,
    };
    BenefitLine {
        id: offer.id.to_string(),
        category: Category::GoToMarket,
        name: offer.name.clone(),
        offer: offer.offer.clone(),
        competency: None,
        benefit_type: Some(BenefitType::Core),
        quantity: None,
        unit: None,
        used: 0,
        available: None,
        status,
        activate_by: None,
        ends_on: Some(offer.ends_on),
    }
}
