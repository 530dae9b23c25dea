//! How an unfinished line may end, as the acting user may see it. It waits for nobody, records
//! nothing, and needs no identity.

use super::{Context, authorize};
use crate::catalog;
use crate::domain::benefit::Category;
use crate::domain::completion::{Candidate, Wanted};
use crate::domain::role::Permission;
use crate::failure::Result;
use crate::store::Facts;

/// What begins as it was typed.
///
/// # Errors
/// Whatever keeps the ledger from being read, and an acting user who may not see it.
pub fn complete(context: &Context<'_>, wanted: Wanted, typed: &str) -> Result<Vec<Candidate>> {
    if wanted == Wanted::Programs {
        let programs = catalog::built_in()?.into_iter().map(|source| source.program);
        let known = programs.map(|program| Candidate::new(program.program, program.title));
        return Ok(beginning(typed, known));
    }
    let reader = context.reader()?;
    // Whoever can read the file may find out who could act.
    if wanted != (Wanted::Users { acting: true }) {
        authorize(&reader, &context.actor()?, Permission::Read)?;
    }
    found(&reader, wanted, typed)
}

fn found(facts: &Facts, wanted: Wanted, typed: &str) -> Result<Vec<Candidate>> {
    Ok(match wanted {
        Wanted::Users { .. } => facts.users_beginning(&typed.to_lowercase())?,
        Wanted::Memberships => facts.memberships_beginning(typed)?,
        Wanted::Benefits(category) => benefits(facts, typed, category)?,
        Wanted::Units(category) => {
            let mut found = benefits(facts, typed, Some(category))?;
            // Benefits are few and stand for their units; those are many, and asked for.
            if !typed.is_empty() {
                found.extend(units(facts, typed, category)?);
            }
            found
        }
        Wanted::Keys => facts.keys_beginning(typed, Category::Software)?,
        Wanted::Incidents => facts.incidents_beginning(typed)?,
        Wanted::AdvisoryRequests => facts.advisory_requests_beginning(typed)?,
        Wanted::GtmOffers => facts.gtm_offers_beginning(typed)?,
        Wanted::Offers => {
            let program = facts.program()?;
            let offers = program.offers.iter();
            beginning(typed, offers.map(|known| Candidate::new(&known.offer, &known.name)))
        }
        Wanted::Competencies => {
            let program = facts.program()?;
            let competencies = program.competencies.iter();
            beginning(typed, competencies.map(|known| Candidate::new(&known.name, "")))
        }
        Wanted::SupportedProducts => {
            let program = facts.program()?;
            let products = program.supported_products.iter();
            beginning(typed, products.map(|known| Candidate::new(&known.product, &known.current)))
        }
        Wanted::Programs => Vec::new(),
    })
}

/// Benefits by id; by name, too, once something of a name is typed.
fn benefits(facts: &Facts, typed: &str, category: Option<Category>) -> Result<Vec<Candidate>> {
    let mut found = facts.benefits_beginning(typed, category)?;
    if category.is_none() {
        found.extend(facts.gtm_offers_beginning(typed)?);
    }
    if !typed.is_empty() {
        found.extend(facts.products_beginning(typed, category)?);
    }
    Ok(found)
}

fn units(facts: &Facts, typed: &str, category: Category) -> Result<Vec<Candidate>> {
    match category {
        Category::VisualStudio => facts.seats_beginning(typed),
        Category::Software | Category::License => facts.keys_beginning(typed, category),
        Category::Support => facts.contracts_beginning(typed),
        Category::Azure | Category::Advisory | Category::GoToMarket => Ok(Vec::new()),
    }
}

fn beginning(typed: &str, known: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    known.filter(|candidate| candidate.begins_with(typed)).collect()
}
