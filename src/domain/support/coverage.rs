//! What a plan covers: on premises N, and N-1 within mainstream support (SUP-8); in the cloud what
//! does not run on premises (SUP-13).

use chrono::NaiveDate;

use super::{PRODUCT_SUPPORT, SIGNATURE_CLOUD};
use crate::domain::program::{Program, SupportedProduct};
use crate::domain::refusal::{Refusal, SupportRefusal};
use crate::domain::refuse::refuse_if;

/// The versions of a product that a plan covers: the one that is named, or all that could be. In
/// the cloud there are none.
///
/// # Errors
/// Those of [`covered`], [`SupportRefusal::ProductOnPremises`].
pub fn in_scope(
    program: &Program,
    plan: &str,
    product: &str,
    version: Option<&str>,
    today: NaiveDate,
) -> Result<Vec<String>, Refusal> {
    match plan {
        PRODUCT_SUPPORT => covered(program, product, version, today),
        SIGNATURE_CLOUD if is_on_premises(program, product) => {
            let (plan, product) = (plan.to_owned(), product.trim().to_owned());
            Err(SupportRefusal::ProductOnPremises { plan, product }.into())
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether a product runs on premises: it has the name of one that does, and at most its year. What
/// has more to its name ("Office 365") may run in the cloud.
fn is_on_premises(program: &Program, product: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    program.supported_products.iter().any(|known| {
        let rest = after_name(known, product);
        rest.is_some_and(|rest| {
            rest.split(' ').next().is_none_or(|word| word.is_empty() || is_year(word))
        })
    })
}

/// What follows the name of a product in what was typed, if that begins with it.
fn after_name(known: &SupportedProduct, typed: &str) -> Option<String> {
    let (typed, name) = (typed.trim().to_lowercase(), known.product.to_lowercase());
    let rest = typed.strip_prefix(&name)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().to_owned())
}

/// The versions of a product on premises that are covered: the one that is named, or all that are
/// N, or N-1 within mainstream support (SUP-8).
///
/// # Errors
/// [`SupportRefusal::NoSuchProduct`], [`SupportRefusal::VersionTooOld`].
pub fn covered(
    program: &Program,
    product: &str,
    version: Option<&str>,
    today: NaiveDate,
) -> Result<Vec<String>, Refusal> {
    let named = |known: &&SupportedProduct| match after_name(known, product) {
        // "SQL Server 2016" says its version itself.
        Some(rest) => rest.is_empty() || version.is_none(),
        None => false,
    };
    let Some(found) = program.supported_products.iter().find(named) else {
        let known = program.supported_products.iter().map(|known| known.product.clone()).collect();
        return Err(SupportRefusal::NoSuchProduct { product: product.to_owned(), known }.into());
    };
    let within = today <= found.previous_mainstream_until;
    let previous = within.then(|| found.previous.clone());
    let covered: Vec<String> = std::iter::once(found.current.clone()).chain(previous).collect();
    let told = version.map(|version| version.trim().to_owned());
    let told = told.or_else(|| after_name(found, product)).filter(|version| !version.is_empty());
    let Some(version) = told else { return Ok(covered) };
    let is_previous = version.eq_ignore_ascii_case(&found.previous);
    let is_covered = covered.iter().any(|one| version.eq_ignore_ascii_case(one));
    refuse_if(!is_covered, || SupportRefusal::VersionTooOld {
        product: found.product.clone(),
        version: version.clone(),
        current: found.current.clone(),
        previous: found.previous.clone(),
        mainstream_until: is_previous.then_some(found.previous_mainstream_until),
    })?;
    Ok(vec![version])
}

#[cfg(test)]
mod tests {
    use crate::domain::membership::rules::tests::{day, program};
    use crate::domain::refusal::{Refusal, SupportRefusal};

    const ON: &str = "2026-03-01";

    #[test]
    fn the_version_before_is_supported_to_the_last_day_of_its_mainstream_support() {
        let covered = |product: &str, version: &str, on: &str| {
            super::covered(&program(), product, Some(version), day(on)).is_ok()
        };
        for (product, current, previous, until, after) in [
            ("Windows Server", "2019", "2016", "2022-01-11", "2022-01-12"),
            ("Exchange Server", "2019", "2016", "2020-10-13", "2020-10-14"),
            ("Dynamics CRM", "2016", "2015", "2020-01-14", "2020-01-15"),
            ("SQL Server", "2017", "2016", "2021-07-13", "2021-07-14"),
            ("SharePoint Server", "2019", "2016", "2021-07-13", "2021-07-14"),
            ("Office", "2019", "2016", "2020-10-13", "2020-10-14"),
        ] {
            assert!(covered(product, previous, until), "{product} {previous}");
            assert!(!covered(product, previous, after), "{product} {previous}");
            // The current version has no date test.
            assert!(covered(product, current, "2030-01-01"), "{product} {current}");
            assert!(!covered(product, "2008", until), "{product} 2008");
        }
        assert_eq!(program().supported_products.len(), 6);
    }

    #[test]
    fn a_refused_version_says_until_when_it_was_supported_and_an_unknown_product_what_is_known() {
        let refused = |version: &str, mainstream_until: Option<&str>| {
            Refusal::Support(SupportRefusal::VersionTooOld {
                product: "SQL Server".to_owned(),
                version: version.to_owned(),
                current: "2017".to_owned(),
                previous: "2016".to_owned(),
                mainstream_until: mainstream_until.map(day),
            })
        };
        let covered =
            |product: &str, version| super::covered(&program(), product, version, day(ON));
        assert_eq!(covered("sql server", Some("2016")), Err(refused("2016", Some("2021-07-13"))));
        assert_eq!(covered("SQL Server", Some("2014")), Err(refused("2014", None)));
        // The name may carry the version; without any, it is not checked.
        assert_eq!(covered("SQL Server 2014", None), Err(refused("2014", None)));
        let version = |version: &str| Ok(vec![version.to_owned()]);
        assert_eq!(covered("SQL Server 2017", None), version("2017"));
        assert_eq!(covered("SQL Server", None), version("2017"));
        let then = super::covered(&program(), "SQL Server", None, day("2021-07-13"));
        assert_eq!(then, Ok(vec!["2017".to_owned(), "2016".to_owned()]));
        let known = program().supported_products.iter().map(|one| one.product.clone()).collect();
        let unknown =
            Refusal::Support(SupportRefusal::NoSuchProduct { product: "Abacus".to_owned(), known });
        assert_eq!(covered("Abacus", Some("1")), Err(unknown));
    }

    #[test]
    fn a_cloud_plan_takes_nothing_that_runs_on_premises() {
        let in_scope = |product: &str| {
            let plan = crate::domain::support::SIGNATURE_CLOUD;
            super::in_scope(&program(), plan, product, None, day(ON)).is_ok()
        };
        for product in ["SQL Server", " sql server ", "SQL Server 2014", "SQL Server 2008 R2"] {
            assert!(!in_scope(product), "{product}");
        }
        for product in
            ["Office 365", "SQL Server on Azure", "Dynamics CRM Online", "SQL Serverless"]
        {
            assert!(in_scope(product), "{product}");
        }
    }
}
