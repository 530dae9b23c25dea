//! `mpn support explain`: what the portals' messages mean, and what this ledger knows of them.

use super::benefits::lines_of;
use super::{at_page, url_of};
use crate::domain::answer::{Answer, Body, Explained, SupportLine};
use crate::domain::benefit::Category;
use crate::domain::id::ContractId;
use crate::domain::program::PageId;
use crate::domain::role::{self, Permission};
use crate::domain::software::KeyState;
use crate::domain::support::SupportStatus;
use crate::failure::{Exit, Failure, Result, count};
use crate::store::Facts;

/// What a message is about; decides what the ledger is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    OnlyCsp,
    NoOffer,
    GreyButton,
    AlreadyAssociated,
    TooManyIndividuals,
    KeyTwice,
    KeyExpired,
    KeyNotValid,
    TooManySeats,
    NotAdmin,
}

struct Message {
    about: About,
    /// The words of the message, as the portal has them.
    text: &'static str,
    causes: &'static [&'static str],
    ignore: bool,
    next_step: &'static str,
}

const MESSAGES: [Message; 11] = [
    Message {
        about: About::OnlyCsp,
        text: "You are not authorized for this action",
        causes: &["the account is associated to CSP only, not to MPN (ROLE-10)"],
        ignore: false,
        next_step: "sign in with an account that is associated to MPN",
    },
    Message {
        about: About::NoOffer,
        text: "Looks like you don't have any benefits yet",
        causes: &[
            "the organization has no active offer: Action Pack, Silver or Gold (MEM-3)",
            "it has one, and you are signed in with the wrong account",
        ],
        ignore: false,
        next_step: "sign in with the account of the organization, or purchase an offer",
    },
    Message {
        about: About::GreyButton,
        text: "The Activate button is greyed out",
        causes: &["the account is neither global admin nor MPN partner admin (ROLE-5)"],
        ignore: false,
        next_step: "ask somebody who is, or be given the role",
    },
    Message {
        about: About::AlreadyAssociated,
        text: "This Access ID is already associated to an account. Please contact your Technical \
               Account Manager to obtain a new Access ID",
        causes: &[
            "the contract was linked to this account before: then the message is false (SUP-6)",
            "the contract has expired, and is hidden for that",
            "no incidents are left, and the contract is hidden for that",
        ],
        ignore: true,
        next_step: "do not link again: open the support request as usual, and choose the plan",
    },
    Message {
        about: About::TooManyIndividuals,
        text: "You have reached the maximum allowable individuals",
        causes: &[
            "all seats are in use",
            "a seat that was taken away is not free again for another person within 90 days (VS-7)",
        ],
        ignore: false,
        next_step: "mpn vs free tells how many are free, and from when more will be",
    },
    Message {
        about: About::KeyTwice,
        text: "You have already entered this product key",
        causes: &["the key was redeemed on this tenant before; a key is redeemed once (LIC-2)"],
        ignore: true,
        next_step: "look at the subscription's seats and end date before anything else",
    },
    Message {
        about: About::KeyExpired,
        text: "The product key you entered has expired",
        causes: &["the last day to redeem it has passed (LIC-8)"],
        ignore: false,
        next_step: "mpn license list shows the last day of each key",
    },
    Message {
        about: About::KeyTwice,
        text: "This product key has already been used",
        causes: &[
            "the key was redeemed before, here or on another tenant; a key is redeemed once (LIC-2)",
        ],
        ignore: false,
        next_step: "mpn license list shows where; a wrong tenant is mended with mpn license replace",
    },
    Message {
        about: About::KeyNotValid,
        text: "The product key you entered isn't valid",
        causes: &["a slip in typing", "a key of another kind: a software key is not redeemed"],
        ignore: false,
        next_step: "copy the key again: 25 characters in five groups",
    },
    Message {
        about: About::TooManySeats,
        text: "You've added more user licenses than this offer allows",
        causes: &[
            "the key extends by more than three years: it has more than three times the seats that \
             run (LIC-5)",
        ],
        ignore: false,
        next_step: "mpn license redeem ID --plan shows what each way comes to",
    },
    Message {
        about: About::NotAdmin,
        text: "You must be a global or billing admin to redeem a product key",
        causes: &["the account is not an admin of the tenant it is signed in to (LIC-3)"],
        ignore: false,
        next_step: "sign in to the right tenant, as its global or billing admin",
    },
];

/// Explains a message of a portal.
///
/// # Errors
/// `unknown-message` (exit 3).
pub(super) fn explain(facts: &Facts, text: &str) -> Result<Answer> {
    let wanted = plain(text);
    let Some(message) = meant(&wanted) else {
        return Err(Failure::new(
            Exit::NotFound,
            "unknown-message",
            format!("no known message of the portals is like \"{text}\""),
        )
        .details(MESSAGES.iter().map(|message| message.text.to_owned()).collect())
        .hint("mpn support explain \"its first words\""));
    };
    let mut explained = Explained {
        message: message.text.to_owned(),
        causes: message.causes.iter().map(ToString::to_string).collect(),
        ignore: message.ignore,
        next_step: message.next_step.to_owned(),
        here: here(facts, message.about)?,
    };
    if message.about == About::AlreadyAssociated {
        of_contracts(facts, &mut explained)?;
    } else if message.about == About::GreyButton {
        let what = format!("{}; filtered on the role, the page tells who is", explained.next_step);
        explained.next_step = at_page(facts, &what, PageId::UserManagement)?;
    }
    Ok(Body::Explained(explained).into())
}

/// Tells only the causes that are true of the contracts that are known, and what to do about them:
/// a link that is there makes the message false, but not one that is expired or used up (SUP-6).
fn of_contracts(facts: &Facts, explained: &mut Explained) -> Result<()> {
    let known = contracts(facts)?;
    let any = |status| known.iter().find(|(_, line)| line.status == status).map(|(id, _)| *id);
    let works = any(SupportStatus::Active);
    let used_up = any(SupportStatus::UsedUp);
    // In the order in which the causes stand.
    let is_true = [works, any(SupportStatus::Expired), used_up].map(|found| found.is_some());
    if !is_true.contains(&true) {
        return Ok(());
    }
    let causes = std::mem::take(&mut explained.causes).into_iter().zip(is_true);
    explained.causes = causes.filter(|(_, is_true)| *is_true).map(|(cause, _)| cause).collect();
    explained.ignore = works.is_some();
    if works.is_none() {
        let plans = super::support::paid_plans(&*facts.program()?, true).join(" or ");
        let compared = url_of(facts, PageId::SupportPlans)?;
        let compared = compared.map(|url| format!("; compared at {url}")).unwrap_or_default();
        let mut next = format!("purchase a support plan ({plans}{compared})");
        if let Some(id) = used_up {
            let read = url_of(facts, PageId::IncidentsRemaining)?;
            let read = read.map(|url| format!(" (how it is read: {url})")).unwrap_or_default();
            next.push_str(&format!(
                ", or correct the count, if incidents are left: mpn support count {id} \
                 --remaining N{read}"
            ));
        }
        explained.next_step = next;
    }
    Ok(())
}

/// Letters and numbers alone, lower-case: quotes, cuts and case do not matter.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let words = words.map(|word| word.replace(['\'', '’'], "").to_lowercase());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The message that is meant: the first that is alike, or the only one that has these two words.
fn meant(wanted: &str) -> Option<&'static Message> {
    if let Some(alike) = MESSAGES.iter().find(|message| is_meant(wanted, message)) {
        return Some(alike);
    }
    let is_cut = wanted.split(' ').count() == 2;
    let mut having =
        MESSAGES.iter().filter(|message| is_cut && plain(message.text).contains(wanted));
    having.next().filter(|_| having.next().is_none())
}

/// A beginning, an end or a middle of the message will do, if it is long enough to be one.
fn is_meant(wanted: &str, message: &Message) -> bool {
    let known = plain(message.text);
    let long_enough = wanted.split(' ').count() >= 3;
    (long_enough && (known.contains(wanted) || wanted.contains(&known)))
        || (message.about == About::GreyButton
            && wanted.contains("activate")
            && (wanted.contains("grey") || wanted.contains("gray")))
}

fn here(facts: &Facts, about: About) -> Result<Vec<String>> {
    Ok(match about {
        About::OnlyCsp => {
            let users = facts.users()?;
            let csp = users.iter().filter(|user| role::rules::acts(user).is_err());
            csp.map(|user| format!("{} may not act here ({})", user.email, user.associated))
                .collect()
        }
        About::NoOffer => {
            let held = facts.memberships()?.into_iter().filter(|held| held.is_live(facts.today));
            let live: Vec<String> =
                held.map(|held| format!("{} ({})", held.id, held.offer)).collect();
            if live.is_empty() {
                vec!["this ledger knows of no active offer".to_owned()]
            } else {
                vec![format!("active here: {}; so it is the wrong account", live.join(", "))]
            }
        }
        About::GreyButton => {
            let roles = Permission::Activate.roles(&*facts.program()?);
            let holders = facts.holders_of(&roles)?;
            holders.iter().map(|email| format!("{email} may activate")).collect()
        }
        About::AlreadyAssociated => statuses(facts)?,
        About::TooManyIndividuals => seats(facts)?,
        About::KeyExpired => last_days(facts)?,
        About::KeyTwice | About::TooManySeats => keys(facts)?,
        About::KeyNotValid => Vec::new(),
        About::NotAdmin => {
            let tenant = facts.organization()?.tenant;
            tenant.map(|tenant| format!("our tenant is {tenant}")).into_iter().collect()
        }
    })
}

/// The contracts there are, each with what is told of its benefit.
fn contracts(facts: &Facts) -> Result<Vec<(ContractId, SupportLine)>> {
    let lines = super::support::lines(facts)?.into_iter();
    Ok(lines.filter_map(|line| Some((line.contract?, line))).collect())
}

fn statuses(facts: &Facts) -> Result<Vec<String>> {
    let told = contracts(facts)?.into_iter().map(|(id, line)| match (line.status, line.reason) {
        (SupportStatus::Active, None) => {
            format!("{id} ({}) is active with incidents left: ignore the message", line.name)
        }
        (status, reason) => {
            format!("{id} ({}) is {status}: {}", line.name, reason.unwrap_or_default())
        }
    });
    Ok(told.collect())
}

fn seats(facts: &Facts) -> Result<Vec<String>> {
    lines_of(facts, Category::VisualStudio, |facts, benefit| {
        let (name, cooling) = (benefit.called(), facts.seats_cooling(benefit.id)?);
        let (used, bound) = (benefit.used, benefit.bound().unwrap_or(0));
        Ok(format!("{name}: {used} of {bound} in use, {cooling} cooling"))
    })
}

/// The last day to redeem the keys that are left.
fn last_days(facts: &Facts) -> Result<Vec<String>> {
    let mut told = Vec::new();
    for benefit in facts.benefits_of(Category::License)? {
        let left = facts.stock(benefit.id)?.free;
        if left > 0 {
            let last = benefit.terms.activate_until();
            let past = if last < facts.today { ", which is past" } else { "" };
            let (keys, name) = (count(u64::from(left), "key"), benefit.called());
            told.push(format!("{keys} of {name} can be redeemed until {last}{past}"));
        }
    }
    Ok(told)
}

fn keys(facts: &Facts) -> Result<Vec<String>> {
    let mut told = Vec::new();
    for benefit in facts.benefits_of(Category::License)? {
        let product = &benefit.terms.product;
        for key in facts.keys(benefit.id)? {
            let redemption = facts.redemption(key.id)?;
            if let Some(done) = redemption.filter(|_| key.state == KeyState::Redeemed) {
                let (tenant, on) = (done.tenant, done.redeemed_on);
                told.push(format!("{} ({product}) was redeemed on {tenant} on {on}", key.id));
            }
        }
        for (_, tenant, running) in facts.subscriptions()?.iter().filter(|(of, ..)| of == product) {
            let (seats, until) = (running.seats, running.ends_on);
            told.push(format!("{product} runs on {tenant}: {seats} seats until {until}"));
        }
    }
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_cuts_and_quotes_do_not_matter() {
        let meant = |text: &str| meant(&plain(text)).map(|found| found.text);
        assert!(
            meant("access id is ALREADY associated …").is_some_and(|t| t.starts_with("This Acc"))
        );
        assert!(meant("'You’re ... not valid'").is_none());
        assert!(meant("\"the product key you entered isn’t valid\"").is_some());
        assert!(meant("the Activate button is grey").is_some_and(|t| t.contains("greyed")));
        assert!(meant("looks like you dont have any benefits").is_some());
        // Two words will do where one message alone has them.
        for cut in ["has expired", "isn't valid", "already entered", "already associated"] {
            assert!(meant(cut).is_some(), "{cut}");
        }
        for unclear in ["product key", "expired", "you have", ""] {
            assert!(meant(unclear).is_none(), "{unclear}");
        }
    }
}
