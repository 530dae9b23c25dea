//! `mpn benefits`: everything the memberships grant, of every category.

use crate::domain::answer::{Answer, BenefitLine, BenefitShown, Body};
use crate::domain::benefit::{
    self, Benefit, BenefitStatus, BenefitType, Category, Details, Grant, Quantity,
};
use crate::domain::gtm::{GtmOffer, GtmStatus};
use crate::domain::id::GtmId;
use crate::domain::membership::{self, Membership};
use crate::domain::refusal::{MembershipRefusal, Refusal};
use crate::domain::request::BenefitRequest;
use crate::domain::support::{self, SupportStatus};
use crate::failure::Result;
use crate::store::{Change, Facts};

/// Decides a request and records what follows from it.
pub(super) fn decide(change: &mut Change, asked: &BenefitRequest) -> Result<()> {
    match asked {
        BenefitRequest::GrantBenefit(wanted) => grant(change, wanted),
    }
}

/// Records a benefit that the program's data does not know.
pub(super) fn grant(change: &mut Change, request: &Grant) -> Result<()> {
    let program = change.program()?;
    let membership = granting(change, request)?;
    let same = change.benefits_named(&request.product)?.into_iter().find(|one| {
        one.terms.category == request.category && one.terms.membership == Some(membership.id)
    });
    let mut request = request.clone();
    if let Some(name) = &request.competency {
        request.competency =
            Some(membership::rules::competency_named(&program, name)?.name.clone());
    }
    let event =
        benefit::grant(&request, &membership, same.as_ref(), &program, &mut change.counters)?;
    change.record(event)
}

/// The membership that a grant comes with: that of its offer and competency, the oldest where no
/// competency is named.
fn granting(change: &Change, request: &Grant) -> Result<Membership> {
    let program = &change.program()?;
    let Some(offer) = program.offer(&request.offer) else {
        let known = program.offers.iter().map(|offer| offer.offer.clone()).collect();
        return Err(MembershipRefusal::NoSuchOffer { offer: request.offer.clone(), known }.into());
    };
    let competency = match &request.competency {
        Some(name) => Some(membership::rules::competency_named(program, name)?.name.clone()),
        None => None,
    };
    let held = change.memberships()?;
    held.into_iter()
        .filter(|held| held.is_live(change.today) && held.offer == offer.offer)
        .filter(|held| competency.is_none() || held.competency == competency)
        .min_by_key(|held| (held.purchased_on, held.id))
        .ok_or_else(|| {
            Refusal::Membership(MembershipRefusal::OfferNotHeld {
                offer: offer.name.clone(),
                competency: competency.clone(),
            })
            .into()
        })
}

/// All benefits, filtered.
pub(super) fn list(
    facts: &Facts,
    category: Option<Category>,
    offer: Option<&str>,
    status: Option<BenefitStatus>,
) -> Result<Answer> {
    let mut lines = Vec::new();
    for one in facts.benefits()? {
        lines.push(line(facts, &one)?);
    }
    // One that was superseded is not listed; one that lapsed is, as ended.
    let listed = |offer: &&GtmOffer| !offer.ended || offer.ends_on < facts.today;
    lines.extend(facts.gtm_offers()?.iter().filter(listed).map(|offer| gtm_line(facts, offer)));
    // An offer may be named by its id or its name; one that is not sold has no benefits here.
    let offer = match offer {
        Some(name) => {
            let program = facts.program()?;
            let known = program.offer(name).map(|offer| offer.offer.clone());
            let named = name.to_lowercase();
            // What an earlier program sold may still be here.
            if known.is_none() && !lines.iter().any(|line| line.offer == named) {
                let known = program.offers.iter().map(|offer| offer.offer.clone()).collect();
                return Err(MembershipRefusal::NoSuchOffer { offer: name.to_owned(), known }.into());
            }
            Some(known.unwrap_or(named))
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

/// One benefit, or one Go-To-Market offer, with all its details.
pub(super) fn show(facts: &Facts, name: &str) -> Result<Answer> {
    if let Some(offer) = gtm_named(facts, name)? {
        let line = gtm_line(facts, &offer);
        let shown = with_details(line, &Details::default(), None, offer.sources);
        return Ok(Body::Benefit(Box::new(shown)).into());
    }
    let (found, _) = facts.benefit_or_unit(name)?;
    let line = line(facts, &found)?;
    let membership = found.terms.membership;
    let shown = with_details(line, &found.terms.details, membership, Vec::new());
    Ok(Body::Benefit(Box::new(shown)).into())
}

fn gtm_named(facts: &Facts, name: &str) -> Result<Option<GtmOffer>> {
    let id = name.parse::<GtmId>().ok();
    let wanted = name.to_lowercase();
    let mut offers = facts.gtm_offers()?.into_iter();
    Ok(offers.find(|offer| Some(offer.id) == id || offer.name.to_lowercase() == wanted))
}

fn with_details(
    line: BenefitLine,
    details: &Details,
    membership: Option<crate::domain::id::MembershipId>,
    sources: Vec<String>,
) -> BenefitShown {
    let details = details.clone();
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
fn available(facts: &Facts, benefit: &Benefit) -> Result<Option<Quantity>> {
    if benefit.status(facts.today) == BenefitStatus::Ended {
        return Ok(Some(Quantity::Count(0)));
    }
    match benefit.terms.category {
        Category::Software | Category::License => {
            let stock = facts.stock(benefit.id)?;
            // A product may need no key (SW-6), and then none can be short.
            Ok((stock.total > 0).then_some(Quantity::Count(stock.free)))
        }
        Category::VisualStudio => {
            let days = facts.program()?.visual_studio.reassign_after_days;
            let cooling = facts.seats_cooling(benefit.id, days)?;
            Ok(benefit.terms.quantity.map(|quantity| quantity.less(benefit.used + cooling)))
        }
        Category::Advisory => {
            // Hours that are set aside are not there for another request (ADV-3).
            let reserved = facts.hours_reserved(benefit.id)?;
            Ok(benefit.terms.quantity.map(|quantity| quantity.less(benefit.used + reserved)))
        }
        _ => Ok(benefit.terms.quantity.map(|quantity| quantity.less(benefit.used))),
    }
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
