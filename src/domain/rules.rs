//! The rules in words, so that `mpn why` can tell each with its id and source. The sources are
//! those of the catalog: A "manage benefits", B "technical support", PC Partner Center, VS Visual
//! Studio subscriptions; "mpn" is a rule of our own.

use serde::Serialize;

/// A rule: its id, what it says, where it comes from.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Rule {
    pub id: &'static str,
    pub text: &'static str,
    pub source: &'static str,
}

macro_rules! rules {
    ($($id:literal $source:literal $text:literal)*) => {
        /// Every rule that a command can come up against.
        pub const RULES: &[Rule] = &[$(Rule { id: $id, text: $text, source: $source }),*];
    };
}

rules! {
    "ROLE-2" "B" "any MPN-associated user may see benefits, and both IDs once support is activated"
    "ROLE-3" "A, PC" "purchase and renew: global-admin, user-management-admin, admin-agent, mpn-partner-admin, account-admin"
    "ROLE-4" "A" "assign a benefit to an employee: one place says global admin alone, another global admin or MPN partner admin; the catalog's roles.assign decides"
    "ROLE-5" "A, B" "activate, get keys, redeem, set the marketing contact: global-admin or mpn-partner-admin"
    "ROLE-6" "PC" "add and change users and give roles: global-admin, user-management-admin, account-admin; an account-admin does not give the Azure AD roles"
    "ROLE-7" "B" "a cloud support request for a customer: admin-agent; on premises: any account that has the two IDs"
    "ROLE-8" "A" "an advisory request: any MPN-associated user, if there is an active offer"
    "ROLE-9" "A, PC" "cancel and refund: mpn-partner-admin, account-admin, global-admin"
    "ROLE-10" "B" "a user associated to CSP alone is not authorized"
    "ROLE-12" "PC" "the last user who may grant roles cannot be removed or lose that role"
    "ROLE-13" "A" "everything else that writes is for global-admin and mpn-partner-admin; offboarding takes what ROLE-4 and ROLE-6 take"
    "TIME-3" "mpn" "a bound is tested where something is taken, on its own day and at each later taking; what is decided to be less must leave room for what was taken since"
    "PERS-1" "mpn" "the log names people by id; who they are, and what is written of them in free text, stands beside it and can be forgotten"
    "PERS-2" "mpn" "a user who was offboarded, and holds nothing that counts, can be forgotten, with a reason; the log and every proof stay"
    "PERS-3" "mpn" "what else holds the name or the address is listed: texts are removed with --texts, request ids stay"
    "MEM-1" "A, PC" "one Action Pack at most; Action Pack beside a competency is allowed"
    "MEM-2" "PC" "one core package, that of the highest level; incremental benefits add up; nothing in use is taken away"
    "MEM-3" "A, B" "without an active offer there are no benefits to act on"
    "MEM-4" "A" "a membership in Partner Membership Center is administered there"
    "MEM-5" "PC" "renewal only after the anniversary, within 30 days; benefits live through that window; then offers and benefits lapse"
    "MEM-8" "PC" "a competency is one of those the program knows"
    "MEM-9" "PC" "a renewal begins incidents, hours and credit anew; seats and keys carry on; the support contract is confirmed again"
    "MEM-11" "PC" "an opening statement may tell when a membership was first purchased"
    "SW-2" "A" "getting keys takes keys that nobody holds; a key named by its id is shown again"
    "SW-4" "PC" "a multiple-activation key has a finite count that is never topped up"
    "SW-7" "PC" "the quantity of a software benefit is information; the stock is not bounded by it"
    "SW-8" "A" "whoever holds keys of what is asked is shown them again, and only what is missing is taken"
    "AZ-2" "A" "Azure credit is activated by assigning a user of the directory, guests included"
    "AZ-3" "A" "users of monthly credit are added and removed at any time"
    "AZ-4" "A" "bulk credit has one holder, is not removed, and is transferred only within the enrollment year"
    "AZ-5" "A" "bulk credit is not combined with another licensing, prepaid or credit offer of that user"
    "LIC-2" "A" "a key is redeemed once, whole"
    "LIC-3" "A" "a redemption names its tenant, which is the organization's own unless it is confirmed"
    "LIC-4" "A, PC" "adding seats: months left = (A·B + C·12) / (A + C)"
    "LIC-5" "PC" "extending: 12·C/A months more; not with more than three times the seats"
    "LIC-7" "PC" "a replacement key once only, within 30 days of the redemption"
    "LIC-8" "A" "the benefit's expiry is the last day to redeem"
    "LIC-10" "PC" "one running subscription per product and tenant"
    "VS-2" "A" "never more seats than granted"
    "VS-3" "A, VS" "a seat goes from one user to another only when 90 days have passed since its latest assignment"
    "VS-4" "VS" "one seat of a level per user"
    "VS-5" "PC" "so many seats per country and worldwide, by the highest offer"
    "VS-7" "VS" "a seat that was taken away can go to another person only after its 90 days, to the same at any time"
    "SUP-4" "A, B" "support is activated, pending some days, then confirmed with its two IDs"
    "SUP-5" "B" "the two IDs are asked for on the first use of an account, but not for the products that the catalog excepts"
    "SUP-9" "B" "opening an incident deducts one; at none left it is refused; a duplicate or a bug is given back"
    "CAN-1" "A, PC" "a refund within 30 days of the purchase, and only while no software was activated or key seen"
    "CAN-3" "A, PC" "while a refund is open, a key is shown, activated or redeemed only if the refund is given up"
    "SUP-6" "B" "linking a second time is harmless"
    "SUP-7" "B" "the true count of incidents is in Support for Business; it can be corrected here"
    "SUP-8" "B" "on premises: version N, and N-1 within its mainstream support"
    "SUP-10" "B" "an Action Pack has no cloud support unless a competency is earned"
    "SUP-13" "B" "a plan covers its own scope: cloud products or products on premises; a CSP partner has a plan that wants no contract"
    "ADV-2" "PC" "presales is unlimited for Silver and Gold; deployment always deducts; at most 25 hours an engagement"
    "ADV-3" "PC" "a request sets an estimate aside; the true hours are logged"
    "GTM-2" "A" "nothing is activated before a marketing contact is set, with another email than the company's account"
    "GTM-3" "A" "activation is pending some days, then active until a day"
    "GTM-4" "A" "the contact is mailed the instructions, which takes several days; a contact who left is replaced before another offer is activated"
}

/// The rules with these ids, once each, in the order they are told.
pub fn in_order(ids: &[&str]) -> impl Iterator<Item = Rule> {
    RULES.iter().filter(|rule| ids.contains(&rule.id)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_once() {
        let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
