//! The rules in words, so that `mpn why` can tell each with its id and source. The sources are
//! those of the catalog: A "manage benefits", B "technical support", PC Partner Center, VS Visual
//! Studio subscriptions.

/// A rule: its id, what it says, where it comes from.
pub struct Rule {
    pub id: &'static str,
    pub text: &'static str,
    pub source: &'static str,
}

const fn rule(id: &'static str, source: &'static str, text: &'static str) -> Rule {
    Rule { id, text, source }
}

/// Every rule that a command can come up against.
pub const RULES: &[Rule] = &[
    rule(
        "ROLE-2",
        "B",
        "any MPN-associated user may see benefits, and both IDs once support is activated",
    ),
    rule(
        "ROLE-3",
        "A, PC",
        "purchase and renew: global-admin, user-management-admin, admin-agent, mpn-partner-admin, account-admin",
    ),
    rule(
        "ROLE-4",
        "A",
        "assign a benefit to an employee: one place says global admin alone, another global admin or MPN partner admin; the catalog's roles.assign decides",
    ),
    rule(
        "ROLE-5",
        "A, B",
        "activate, get keys, redeem, set the marketing contact: global-admin or mpn-partner-admin",
    ),
    rule(
        "ROLE-6",
        "PC",
        "add and change users and give roles: global-admin, user-management-admin, account-admin; an account-admin does not give the Azure AD roles",
    ),
    rule(
        "ROLE-7",
        "B",
        "a cloud support request for a customer: admin-agent; on premises: any account that has the two IDs",
    ),
    rule(
        "ROLE-8",
        "A",
        "an advisory request: any MPN-associated user, if there is an active offer",
    ),
    rule("ROLE-9", "A, PC", "cancel and refund: mpn-partner-admin, account-admin, global-admin"),
    rule("ROLE-10", "B", "a user associated to CSP alone is not authorized"),
    rule("ROLE-12", "PC", "the last user who may grant roles cannot be removed or lose that role"),
    rule(
        "ROLE-13",
        "A",
        "everything else that writes is for global-admin and mpn-partner-admin; offboarding takes what ROLE-4 and ROLE-6 take",
    ),
    rule("MEM-1", "A, PC", "one Action Pack at most; Action Pack beside a competency is allowed"),
    rule(
        "MEM-2",
        "PC",
        "one core package, that of the highest level; incremental benefits add up; nothing in use is taken away",
    ),
    rule("MEM-3", "A, B", "without an active offer there are no benefits to act on"),
    rule("MEM-4", "A", "a membership in Partner Membership Center is administered there"),
    rule(
        "MEM-5",
        "PC",
        "renewal only after the anniversary, within 30 days; benefits live through that window; then offers and benefits lapse",
    ),
    rule("MEM-8", "PC", "a competency is one of those the program knows"),
    rule(
        "MEM-9",
        "PC",
        "a renewal begins incidents, hours and credit anew; seats and keys carry on; the support contract is confirmed again",
    ),
    rule(
        "SW-2",
        "A",
        "getting keys takes keys that nobody holds; a key named by its id is shown again",
    ),
    rule("SW-4", "PC", "a multiple-activation key has a finite count that is never topped up"),
    rule(
        "SW-7",
        "PC",
        "the quantity of a software benefit is information; the stock is not bounded by it",
    ),
    rule(
        "AZ-2",
        "A",
        "Azure credit is activated by assigning a user of the directory, guests included",
    ),
    rule("AZ-3", "A", "users of monthly credit are added and removed at any time"),
    rule(
        "AZ-4",
        "A",
        "bulk credit has one holder, is not removed, and is transferred only within the enrollment year",
    ),
    rule(
        "AZ-5",
        "A",
        "bulk credit is not combined with another licensing, prepaid or credit offer of that user",
    ),
    rule("LIC-2", "A", "a key is redeemed once, whole"),
    rule(
        "LIC-3",
        "A",
        "a redemption names its tenant, which is the organization's own unless it is confirmed",
    ),
    rule("LIC-4", "A, PC", "adding seats: months left = (A·B + C·12) / (A + C)"),
    rule("LIC-5", "PC", "extending: 12·C/A months more; not with more than three times the seats"),
    rule("LIC-7", "PC", "a replacement key once only, within 30 days of the redemption"),
    rule("LIC-8", "A", "the benefit's expiry is the last day to redeem"),
    rule("LIC-10", "PC", "one running subscription per product and tenant"),
    rule("VS-2", "A", "never more seats than granted"),
    rule(
        "VS-3",
        "A, VS",
        "a seat goes from one user to another only when 90 days have passed since its latest assignment",
    ),
    rule("VS-4", "VS", "one seat of a level per user"),
    rule("VS-5", "PC", "so many seats per country and worldwide, by the highest offer"),
    rule(
        "VS-7",
        "VS",
        "a seat that was taken away can go to another person only after its 90 days, to the same at any time",
    ),
    rule(
        "SUP-4",
        "A, B",
        "support is activated, pending some days, then confirmed with its two IDs",
    ),
    rule(
        "SUP-9",
        "B",
        "opening an incident deducts one; at none left it is refused; a duplicate or a bug is given back",
    ),
    rule(
        "CAN-1",
        "A, PC",
        "a refund within 30 days of the purchase, and only while no software was activated or key seen",
    ),
    rule(
        "CAN-3",
        "A, PC",
        "while a refund is open, a key is shown, activated or redeemed only if the refund is given up",
    ),
    rule("SUP-6", "B", "linking a second time is harmless"),
    rule(
        "SUP-7",
        "B",
        "the true count of incidents is in Support for Business; it can be corrected here",
    ),
    rule("SUP-8", "B", "on premises: version N, and N-1 within its mainstream support"),
    rule(
        "ADV-2",
        "PC",
        "presales is unlimited for Silver and Gold; deployment always deducts; at most 25 hours an engagement",
    ),
    rule("ADV-3", "PC", "a request sets an estimate aside; the true hours are logged"),
    rule(
        "GTM-2",
        "A",
        "nothing is activated before a marketing contact is set, with another email than the company's account",
    ),
    rule("GTM-3", "A", "activation is pending some days, then active until a day"),
];

/// The rule with that id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Ids once each, in the order the rules are told.
#[must_use]
pub fn in_order(ids: &[&'static str]) -> Vec<&'static str> {
    let mut ordered: Vec<&'static str> =
        RULES.iter().map(|rule| rule.id).filter(|id| ids.contains(id)).collect();
    ordered.dedup();
    ordered
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
