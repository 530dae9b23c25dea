//! The days that matter of a support contract: what waits for its IDs, when it starts and ends
//! (SUP-4, SUP-7).

use chrono::NaiveDate;

use super::{Contract, SupportStatus, rules};
use crate::domain::benefit::Benefit;
use crate::domain::deadline::Deadline;

/// The deadlines of the contract of a benefit, as they stand on `today`.
#[must_use]
pub fn deadlines(benefit: &Benefit, contract: &Contract, today: NaiveDate) -> Vec<Deadline> {
    let id = contract.id;
    let name = format!("{id} ({})", benefit.terms.product);
    let (status, _) = rules::status(benefit, Some(contract), today);
    match (status, contract.term) {
        (SupportStatus::Pending, _) => {
            let what = format!("{name} waits for its IDs");
            let hint = format!("mpn support confirm {id}");
            vec![Deadline::new(today, "support-pending", id, what, hint)]
        }
        (SupportStatus::Active, Some((starts_on, ends_on))) => {
            let hint = format!("mpn support open {id} --title TITLE");
            let mut all = Vec::new();
            if starts_on > today {
                let what = format!("{name} starts");
                all.push(Deadline::new(starts_on, "contract-starts", id, what, hint.clone()));
            }
            let what = format!("the last day of {name}");
            all.push(Deadline::new(ends_on, "contract-ends", id, what, hint));
            all
        }
        (SupportStatus::Active, None)
        | (SupportStatus::Inactive | SupportStatus::Expired | SupportStatus::UsedUp, _) => {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::benefit::Category;
    use crate::domain::benefit::rules::tests::{benefit, over};
    use crate::domain::id::{ContractId, Id as _};
    use crate::domain::membership::rules::tests::day;

    #[test]
    fn a_contract_is_due_while_it_waits_when_it_starts_and_when_it_ends() {
        let of = benefit(Category::Support, Some(20));
        let contract = |term: Option<(&str, &str)>| Contract {
            id: ContractId::new(1),
            benefit: of.id,
            requested_on: day("2026-01-20"),
            term: term.map(|(starts_on, ends_on)| (day(starts_on), day(ends_on))),
            ids: None,
        };
        let year = Some(("2026-02-01", "2027-02-14"));
        let (starts, ends) = (("contract-starts", "2026-02-01"), ("contract-ends", "2027-02-14"));
        for (of, term, on, due) in [
            (&of, None, "2026-01-25", vec![("support-pending", "2026-01-25")]),
            (&of, year, "2026-01-31", vec![starts, ends]),
            (&of, year, "2026-02-01", vec![ends]),
            (&of, year, "2027-02-15", Vec::new()),
            (&over(of.clone()), year, "2026-02-01", Vec::new()),
        ] {
            let told = deadlines(of, &contract(term), day(on)).into_iter();
            let told: Vec<_> = told.map(|one| (one.kind, one.date.to_string())).collect();
            let due: Vec<_> = due.into_iter().map(|(kind, day)| (kind, day.to_owned())).collect();
            assert_eq!(told, due, "{on}");
        }
    }
}
