//! What support on premises covers: N, and N-1 within mainstream support (SUP-8).

use chrono::NaiveDate;

use crate::domain::program::Program;
use crate::domain::refusal::{Refusal, SupportRefusal};
use crate::domain::refuse::refuse_if;

/// Whether a version of a product on premises is N, or N-1 within mainstream support (SUP-8).
///
/// # Errors
/// [`SupportRefusal::NoSuchProduct`], [`SupportRefusal::VersionTooOld`].
pub fn covered(
    program: &Program,
    product: &str,
    version: Option<&str>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let wanted = product.trim().to_lowercase();
    let found = program.supported_products.iter().find(|known| {
        let name = known.product.to_lowercase();
        name == wanted || version.is_none() && wanted.starts_with(&format!("{name} "))
    });
    let Some(found) = found else {
        let known = program.supported_products.iter().map(|known| known.product.clone()).collect();
        return Err(SupportRefusal::NoSuchProduct { product: product.to_owned(), known }.into());
    };
    // "SQL Server 2016" says its version itself.
    let told = version.map(str::trim).or_else(|| {
        wanted.strip_prefix(&found.product.to_lowercase()).map(str::trim).filter(|v| !v.is_empty())
    });
    let Some(version) = told else { return Ok(()) };
    let current = version.eq_ignore_ascii_case(&found.current);
    let previous = version.eq_ignore_ascii_case(&found.previous);
    let until = previous.then_some(found.previous_mainstream_until);
    let covered = current || until.is_some_and(|until| today <= until);
    refuse_if(!covered, || SupportRefusal::VersionTooOld {
        product: found.product.clone(),
        version: version.to_owned(),
        current: found.current.clone(),
        previous: found.previous.clone(),
        mainstream_until: until,
    })
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
        assert_eq!(covered("SQL Server 2017", None), Ok(()));
        assert_eq!(covered("SQL Server", None), Ok(()));
        let known = program().supported_products.iter().map(|one| one.product.clone()).collect();
        let unknown =
            Refusal::Support(SupportRefusal::NoSuchProduct { product: "Abacus".to_owned(), known });
        assert_eq!(covered("Abacus", Some("1")), Err(unknown));
    }
}
