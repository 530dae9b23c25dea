//! `mpn benefits`: everything the memberships grant, of every category.

use super::gtm;
use crate::domain::answer::{Answer, BenefitLine, BenefitShown, Body};
use crate::domain::benefit::{
    self, Benefit, BenefitStatus, BenefitType, Category, Details, Grant, Quantity,
};
use crate::domain::gtm::{GtmOffer, GtmStatus};
use crate::domain::id::MembershipId;
use crate::domain::membership::{self, Membership};
use crate::domain::program::Offer;
use crate::domain::refusal::MembershipRefusal;
use crate::domain::request::BenefitRequest;
use crate::domain::support::{self, SupportStatus};
use crate::failure::Result;
use crate::store::{Change, Facts, Unit};

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
    let membership = granting(change, offer, request.competency.as_ref())?;
    let same = change.benefits_named(&request.product)?.into_iter().find(|benefit| {
        let terms = &benefit.terms;
        terms.category == request.category && terms.membership == Some(membership.id)
    });
    let event =
        benefit::grant(&request, &membership, same.as_ref(), program, &mut change.counters)?;
    change.record(event)
}

/// The membership that a grant comes with: that of its offer and competency, the oldest where no
/// competency is named.
fn granting(change: &Change, offer: &Offer, competency: Option<&String>) -> Result<Membership> {
    let held = change.memberships()?.into_iter();
    held.filter(|held| held.is_live(change.today) && held.offer == offer.offer)
        .filter(|held| competency.is_none() || held.competency.as_ref() == competency)
        .min_by_key(|held| (held.purchased_on, held.id))
        .ok_or_else(|| {
            let (offer, competency) = (offer.name.clone(), competency.cloned());
            MembershipRefusal::OfferNotHeld { offer, competency }.into()
        })
}

/// All benefits that have not ended.
pub(super) fn living(facts: &Facts) -> Result<Vec<Benefit>> {
    let mut benefits = facts.benefits()?;
    benefits.retain(|benefit| benefit.status(facts.today) != BenefitStatus::Ended);
    Ok(benefits)
}

/// Those of a category.
pub(super) fn living_of(facts: &Facts, category: Category) -> Result<Vec<Benefit>> {
    let mut benefits = facts.benefits_of(category)?;
    benefits.retain(|benefit| benefit.status(facts.today) != BenefitStatus::Ended);
    Ok(benefits)
}

/// What a benefit is called in a sentence: its id and its product.
pub(super) fn called(benefit: &Benefit) -> String {
    format!("{} ({})", benefit.id, benefit.terms.product)
}

/// That more of a benefit is in use than is granted. A stock of keys is not bounded by the grant
/// (SW-7).
pub(super) fn over_granted(benefit: &Benefit) -> Option<String> {
    let (name, used, granted) = (called(benefit), benefit.used, benefit.bound().unwrap_or(0));
    let category = benefit.terms.category;
    let unit = category.unit().unwrap_or("units");
    (category != Category::Software && benefit.over() > 0)
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
    // One that was superseded is not listed; one that lapsed is, as ended.
    let listed = |offer: &&GtmOffer| !offer.ended || offer.ends_on < facts.today;
    lines.extend(facts.gtm_offers()?.iter().filter(listed).map(|offer| gtm_line(facts, offer)));
    Ok(lines)
}

/// One benefit, or one Go-To-Market offer, with all its details.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    let shown = if let Some(offer) = gtm::offer_if_any(facts, name)? {
        with_details(gtm_line(facts, &offer), Details::default(), None, offer.sources)
    } else {
        let (found, _) = facts.benefit_or_unit(name)?;
        let line = line(facts, &found)?;
        with_details(line, found.terms.details, found.terms.membership, Vec::new())
    };
    Ok(Body::Benefit(Box::new(shown)).into())
}

fn with_details(
    line: BenefitLine,
    details: Details,
    membership: Option<MembershipId>,
    sources: Vec<String>,
) -> BenefitShown {
    BenefitShown {
        line,
        membership,
        level: details.level,
        plan: details.plan,
        presales: details.presales,
        kind: details.credit_kind,
        amount: details.amount,
        seats_per_key: details.seats_per_key,
        languages: details.languages,
        os: details.os,
        download_url: details.download_url,
        redeem_url: details.redeem_url,
        instructions: details.instructions,
        sources,
    }
}

/// A benefit as a line of the list.
pub(super) fn line(facts: &Facts, benefit: &Benefit) -> Result<BenefitLine> {
    let terms = &benefit.terms;
    Ok(BenefitLine {
        id: benefit.id.to_string(),
        category: terms.category,
        name: terms.product.clone(),
        offer: terms.offer.clone(),
        competency: terms.competency.clone(),
        benefit_type: terms.benefit_type,
        quantity: terms.quantity,
        unit: terms.category.unit(),
        used: benefit.used,
        available: available(facts, benefit)?,
        status: status(facts, benefit)?,
        activate_by: terms.activate_by,
        ends_on: terms.last_day(),
    })
}

/// What can be done with it today; support is there once its IDs are confirmed (SUP-4).
fn status(facts: &Facts, benefit: &Benefit) -> Result<BenefitStatus> {
    let by_itself = benefit.status(facts.today);
    if benefit.terms.category != Category::Support || by_itself == BenefitStatus::Ended {
        return Ok(by_itself);
    }
    let contract = facts.contract_of(benefit.id)?;
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
    if benefit.status(facts.today) == BenefitStatus::Ended {
        return Ok(Some(Quantity::Count(0)));
    }
    let kept = match benefit.terms.category {
        Category::Software | Category::License => {
            let stock = facts.stock(benefit.id)?;
            // A product may need no key (SW-6), and then none can be short.
            return Ok((stock.total > 0).then_some(Quantity::Count(stock.free)));
        }
        Category::VisualStudio => facts.seats_cooling(benefit.id)?,
        // Hours that are set aside are not there for another request (ADV-3).
        Category::Advisory => facts.hours_reserved(benefit.id)?,
        _ => 0,
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
