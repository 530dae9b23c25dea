//! A request as it is compared with one that was done under the same request id: what was meant
//! counts, and not how it was written.

use super::super::user::Email;
use super::Request;

impl Request {
    /// The request with ids, names and domains in one case, and with what goes without saying said.
    /// What is recorded as it was typed — a title, a product, a machine — stays as it is.
    #[must_use]
    pub fn compared(&self, acting: &Email) -> Request {
        let mut request = self.clone();
        request.fold(acting);
        request
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ApplyPlan, UndoOperation};
    use super::*;
    use crate::domain::request::{KeyRequest, OperationRequest};
    use crate::domain::software::said::GetKeys;
    use crate::domain::software::{Edition, WhenHeld};
    use crate::domain::wish::{Action, Wish, WishRow};

    fn email(local: &str) -> Email {
        format!("{local}@contoso.com").parse().unwrap()
    }

    fn get(name: &str, count: Option<u32>, users: &[&str], language: Option<&str>) -> Request {
        Request::Key(KeyRequest::GetKeys(GetKeys {
            name: name.to_owned(),
            count,
            users: users.iter().map(|local| email(local)).collect(),
            edition: Edition { language: language.map(str::to_owned), os: None },
            when_held: WhenHeld::Show,
            forfeit_refund: false,
        }))
    }

    fn check(one: &Request, other: &Request, alike: bool) {
        let acting = email("ann");
        assert_eq!(one.compared(&acting) == other.compared(&acting), alike, "{one:?} {other:?}");
    }

    #[test]
    fn what_goes_without_saying_may_be_said() {
        check(
            &get("B8", None, &[], Some("nl-NL")),
            &get("b8", Some(1), &["ann"], Some("NL-nl")),
            true,
        );
        check(&get("B8", None, &[], None), &get("B8", Some(2), &[], None), false);
        check(&get("B8", None, &[], None), &get("B8", None, &["bo"], None), false);
        check(&get("K2", None, &[], None), &get("k2", Some(1), &[], None), true);
        // Who asks for the key of another without a name has it shown, and by their own is refused.
        check(&get("K2", None, &[], None), &get("K2", None, &["ann"], None), false);
    }

    #[test]
    fn a_row_is_the_same_on_whatever_line_it_stands() {
        let apply = |line, benefit: &str, machine: &str| {
            let wish = Wish {
                benefit: Some(benefit.to_owned()),
                machine: Some(machine.to_owned()),
                ..Wish::new(Action::SoftwareActivation)
            };
            Request::Operation(OperationRequest::ApplyPlan(ApplyPlan {
                rows: vec![WishRow { row: 1, line: Some(line), wish }],
                seats: Vec::new(),
                prune: false,
                partial: false,
                planned_on: None,
                shown: String::new(),
            }))
        };
        check(&apply(2, "K1", "web-01"), &apply(3, "k1", "web-01"), true);
        check(&apply(2, "K1", "web-01"), &apply(2, "K1", "WEB-01"), false);
    }

    #[test]
    fn a_number_has_one_spelling_and_a_request_id_is_kept_to_the_letter() {
        let undo = |name: &str| {
            let operation = Some(name.to_owned());
            Request::Operation(OperationRequest::UndoOperation(UndoOperation {
                operation,
                consented: None,
            }))
        };
        check(&undo("2"), &undo("02"), true);
        check(&undo("ticket-1"), &undo("TICKET-1"), false);
    }
}
