//! Made-up people: names of many countries and scripts, and the roles they hold.

use std::collections::BTreeSet;

use super::Chance;
use crate::domain::role::Role;
use crate::domain::user::{Associated, Country, Email, NewUser, UserKind};

/// The domain of the members of the made-up organization.
pub(super) const OURS: &str = "contoso.com";
/// The domains of its guests.
const THEIRS: [&str; 2] = ["fabrikam.com", "northwindtraders.com"];

/// Names as they are written in a country, and as in an email.
type Spellings = &'static [(&'static str, &'static str)];

/// How people of a country are called.
struct Names {
    country: &'static str,
    /// Whether the name of the family comes first, and no space after it.
    family_first: bool,
    given: Spellings,
    family: Spellings,
}

const fn spaced(country: &'static str, given: Spellings, family: Spellings) -> Names {
    Names { country, family_first: false, given, family }
}

const fn joined(country: &'static str, given: Spellings, family: Spellings) -> Names {
    Names { country, family_first: true, given, family }
}

const NAMES: [Names; 12] = [
    spaced(
        "NL",
        &[("Bo", "bo"), ("Fleur", "fleur"), ("Joost", "joost"), ("Noor", "noor"), ("Sem", "sem")],
        &[("Bakker", "bakker"), ("van Dijk", "vandijk"), ("Smit", "smit"), ("de Wit", "dewit")],
    ),
    spaced(
        "DE",
        &[("Jürgen", "juergen"), ("Käthe", "kaethe"), ("Lena", "lena"), ("Tim", "tim")],
        &[("Müller", "mueller"), ("Groß", "gross"), ("Schäfer", "schaefer"), ("Vogt", "vogt")],
    ),
    joined(
        "JP",
        &[("さくら", "sakura"), ("健一", "kenichi"), ("陽子", "yoko"), ("大輔", "daisuke")],
        &[("田中", "tanaka"), ("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi")],
    ),
    spaced(
        "GR",
        &[("Ελένη", "eleni"), ("Νίκος", "nikos"), ("Σοφία", "sofia"), ("Γιώργος", "giorgos")],
        &[("Παππάς", "pappas"), ("Νικολάου", "nikolaou"), ("Βλάχος", "vlachos")],
    ),
    spaced(
        "NG",
        &[("Adaeze", "adaeze"), ("Chidi", "chidi"), ("Ngozi", "ngozi"), ("Tunde", "tunde")],
        &[("Okafor", "okafor"), ("Adeyemi", "adeyemi"), ("Eze", "eze"), ("Bello", "bello")],
    ),
    spaced(
        "UA",
        &[("Олена", "olena"), ("Тарас", "taras"), ("Оксана", "oksana"), ("Богдан", "bohdan")],
        &[("Шевчук", "shevchuk"), ("Коваль", "koval"), ("Бондар", "bondar")],
    ),
    spaced(
        "IN",
        &[("अनन्या", "ananya"), ("Rohan", "rohan"), ("Meera", "meera"), ("अर्जुन", "arjun")],
        &[("Sharma", "sharma"), ("Iyer", "iyer"), ("Patel", "patel"), ("Rao", "rao")],
    ),
    joined(
        "CN",
        &[("小龙", "xiaolong"), ("婷婷", "tingting"), ("伟", "wei"), ("静", "jing")],
        &[("李", "li"), ("王", "wang"), ("张", "zhang"), ("陈", "chen")],
    ),
    spaced(
        "DK",
        &[("Søren", "soeren"), ("Åse", "aase"), ("Mikkel", "mikkel"), ("Freja", "freja")],
        &[("Jensen", "jensen"), ("Kjær", "kjaer"), ("Holm", "holm"), ("Bøgh", "boegh")],
    ),
    spaced(
        "BR",
        &[("João", "joao"), ("Inês", "ines"), ("Luíza", "luiza"), ("Caio", "caio")],
        &[("Araújo", "araujo"), ("da Silva", "dasilva"), ("Gonçalves", "goncalves")],
    ),
    spaced(
        "EG",
        &[("نور", "nour"), ("كريم", "karim"), ("ليلى", "layla"), ("يوسف", "youssef")],
        &[("حسن", "hassan"), ("منصور", "mansour"), ("سالم", "salem")],
    ),
    spaced(
        "US",
        &[("Casey", "casey"), ("Dana", "dana"), ("Jordan", "jordan"), ("Robin", "robin")],
        &[("O'Neil", "oneil"), ("Park", "park"), ("Reyes", "reyes"), ("Stone", "stone")],
    ),
];

/// What the first people after the admin may do, so that every role is somebody's.
const ROLES: [(Role, usize); 6] = [
    (Role::MpnPartnerAdmin, 1),
    (Role::AccountAdmin, 2),
    (Role::AdminAgent, 4),
    (Role::UserManagementAdmin, 5),
    (Role::BillingAdmin, 6),
    (Role::GlobalAdmin, 8),
];

/// So many people, the admin first.
pub(super) fn people(
    chance: &mut Chance,
    admin: &Email,
    number: usize,
) -> Result<Vec<NewUser>, String> {
    let mut emails = BTreeSet::from([admin.clone()]);
    let mut people = vec![NewUser {
        name: name_of_admin(admin),
        roles: vec![Role::GlobalAdmin],
        country: Some("NL".parse()?),
        ..NewUser::member(admin.clone())
    }];
    for at in 1..number {
        let names = &NAMES[chance.below(NAMES.len())];
        let (given, given_plain) = names.given[chance.below(names.given.len())];
        let (family, family_plain) = names.family[chance.below(names.family.len())];
        // Of ten people one is a guest; one of all is associated to CSP alone (ROLE-10).
        let guest = at % 10 == 7;
        let domain = if guest { THEIRS[chance.below(THEIRS.len())] } else { OURS };
        let name = if names.family_first {
            format!("{family}{given}")
        } else {
            format!("{given} {family}")
        };
        let held = ROLES.iter().filter(|(_, place)| *place == at).map(|(role, _)| *role);
        people.push(NewUser {
            email: unused(&mut emails, &format!("{given_plain}.{family_plain}"), domain)?,
            name,
            kind: if guest { UserKind::Guest } else { UserKind::Member },
            roles: held.collect(),
            associated: if at == 17 { Associated::Csp } else { Associated::Mpn },
            country: Some(names.country.parse::<Country>()?),
            // One holds an offer that bulk credit is not combined with (AZ-5).
            offers_held: if at == 3 { vec!["enterprise-agreement".to_owned()] } else { Vec::new() },
        });
    }
    Ok(people)
}

/// An email that nobody has yet.
fn unused(emails: &mut BTreeSet<Email>, local: &str, domain: &str) -> Result<Email, String> {
    let mut email: Email = format!("{local}@{domain}").parse()?;
    for number in 2.. {
        if emails.insert(email.clone()) {
            break;
        }
        email = format!("{local}{number}@{domain}").parse()?;
    }
    Ok(email)
}

fn name_of_admin(admin: &Email) -> String {
    match admin.as_str() {
        "ann@contoso.com" => "Ann de Vries".to_owned(),
        other => other.to_owned(),
    }
}
