//! What happens in the year, subject by subject, each thing so many days before now.

use super::{FOUNDED, PURCHASED, Story, TENANT, Tier, people};
use crate::domain::advisory::Scenario;
use crate::domain::azure::CreditKind;
use crate::domain::benefit::{BenefitType, Category, Details, Grant};
use crate::domain::gtm::Contact;
use crate::domain::import::DirectoryFile;
use crate::domain::license::RedeemMode;
use crate::domain::money::Money;
use crate::domain::request::{
    AddKeys, AdvisoryRequest, BenefitRequest, ConfirmSupport, CreditRequest, GetKeys, GtmRequest,
    KeyRequest, LicenseRequest, MembershipRequest, PurchaseMembership, RecordActivation, RedeemKey,
    SeatRequest, SupportRequest, TransferCredit, UserRequest,
};
use crate::domain::role::Role;
use crate::domain::software::{Activation, Edition, KeyType, WhenHeld};
use crate::domain::support::ClosedAs::{self, Bug, Duplicate, Solved};
use crate::domain::support::{NewIncident, PRODUCT_SUPPORT, SIGNATURE_CLOUD};
use crate::domain::user::{Associated, DirectoryUser, Email, NewUser, UserChange};

const WINDOWS: &str = "Windows Server 2019 Standard";
const SQL: &str = "SQL Server 2017 Standard";
const OFFICE: &str = "Office Professional Plus 2019";
const SUITE: &str = "Microsoft 365 E3";
const BULK: &str = "Azure bulk credit";
const MONTHLY: &str = "Azure monthly credit";

/// What went wrong, with which version of what, and how many days ago it was opened and closed.
type Case = (u64, &'static str, (&'static str, &'static str), Option<(u64, ClosedAs)>);

const CASES: [Case; 7] = [
    (290, "Cluster does not fail over", ("Windows Server", "2019"), Some((270, Solved))),
    (215, "Backup of the log takes all night", ("SQL Server", "2017"), Some((208, Bug))),
    (163, "Mail loops between two domains", ("Exchange Server", "2019"), Some((150, Solved))),
    (161, "Mail loops, sent twice", ("Exchange Server", "2019"), Some((160, Duplicate))),
    (88, "Search finds nothing since the update", ("SharePoint Server", "2019"), None),
    (37, "Query plan changes every Monday", ("SQL Server", "2017"), Some((31, Solved))),
    (4, "Domain controller does not replicate", ("Windows Server", "2019"), None),
];

fn dollars(amount: &str) -> Result<Money, String> {
    Money::parse(amount, "USD").map_err(|error| error.to_string())
}

impl Story {
    pub(super) fn purchases(&mut self) -> Result<(), String> {
        let (main, others): (_, &[(u64, &str)]) = match self.sample.tier {
            Tier::Gold => ("Cloud Platform", &[(200, "DevOps"), (11, "Data Analytics")]),
            Tier::Silver => ("DevOps", &[(11, "Data Analytics")]),
            Tier::ActionPack => ("", &[]),
        };
        let (admin, partner, offer) = (self.admin(), self.partner(), self.offer());
        let purchase = |offer: &str, competency: Option<&str>, price: Option<Money>| {
            MembershipRequest::PurchaseMembership(PurchaseMembership {
                offer: offer.to_owned(),
                competency: competency.map(str::to_owned),
                price,
                first_purchased_on: None,
            })
        };
        let pack = purchase("action-pack", None, Some(dollars("475.00")?));
        if self.sample.tier == Tier::ActionPack {
            self.does(PURCHASED, &admin, pack);
            return Ok(());
        }
        // Its anniversary is past, and it can still be renewed.
        self.does(FOUNDED - 4, &admin, pack);
        let fee = if self.sample.tier == Tier::Gold { "4730.00" } else { "1670.00" };
        self.does(PURCHASED, &admin, purchase(&offer, Some(main), Some(dollars(fee)?)));
        for (days_ago, competency) in others {
            self.does(*days_ago, &partner, purchase(&offer, Some(competency), None));
        }
        Ok(())
    }

    /// People come: those who have something to say one by one, the others from the directory.
    pub(super) fn directory(&mut self) -> Result<(), String> {
        let admin = self.admin();
        let (plain, others): (Vec<NewUser>, Vec<NewUser>) =
            self.people.iter().skip(1).cloned().partition(|user| {
                let is_ours = user.associated == Associated::Mpn;
                is_ours && user.roles.is_empty() && user.offers_held.is_empty()
            });
        for user in others {
            self.does(FOUNDED - 1, &admin, UserRequest::AddUser(user));
        }
        if !plain.is_empty() {
            let row = |NewUser { email, name, kind, country, .. }| DirectoryUser {
                email,
                name,
                kind,
                country,
                is_kind_told: true,
                enabled: Some(true),
            };
            let users = plain.into_iter().map(row).collect();
            let directory = DirectoryFile::Entra;
            self.does(FOUNDED - 2, &admin, UserRequest::ImportUsers { directory, users });
        }
        if self.people.len() < 4 {
            return Ok(());
        }
        let NewUser { email: user, country, .. } = self.people[3].clone();
        let role = Role::AdminAgent;
        self.does(222, &admin, UserRequest::GrantRole { user: user.clone(), role });
        self.because("stands in for a colleague");
        self.does(104, &admin, UserRequest::RevokeRole { user: user.clone(), role });
        let new = if country.is_some_and(|country| country.as_str() == "NL") { "DK" } else { "NL" };
        let change = UserChange { country: Some(new.parse()?), ..UserChange::default() };
        self.does(131, &admin, UserRequest::UpdateUser { user, change });
        self.because("moved to another office");
        Ok(())
    }

    fn grant(
        &mut self,
        category: Category,
        product: &str,
        quantity: Option<u32>,
        details: Details,
    ) {
        // Monthly credit comes with the Action Pack, whatever is beside it.
        let offer = if product == MONTHLY { "action-pack".to_owned() } else { self.offer() };
        let activate_by = (category == Category::License).then(|| self.day(-27));
        let grant = Grant {
            category,
            product: product.to_owned(),
            offer,
            competency: None,
            benefit_type: BenefitType::Core,
            quantity,
            activate_by,
            ends_on: None,
            details,
        };
        self.does(PURCHASED - 2, &self.partner(), BenefitRequest::GrantBenefit(grant));
    }

    fn stock(&mut self, category: Category, product: &str, number: usize, kind: Option<KeyType>) {
        let add = AddKeys {
            category,
            benefit: product.to_owned(),
            keys: (0..number).map(|_| self.chance.key()).collect(),
            lines: (1..).take(number).collect(),
            key_type: kind,
            activations: (kind == Some(KeyType::Mak)).then_some(50),
            seats: None,
            replaces: None,
        };
        self.does(PURCHASED - 3, &self.partner(), KeyRequest::AddKeys(add));
    }

    pub(super) fn grants(&mut self) -> Result<(), String> {
        let edition = |languages: &[&str], instructions: &str| Details {
            languages: languages.iter().map(ToString::to_string).collect(),
            os: vec!["windows-x64".to_owned()],
            download_url: Some("https://example.com/downloads".to_owned()),
            instructions: Some(instructions.to_owned()),
            ..Details::default()
        };
        let windows = edition(&["en-US", "nl-NL", "ja-JP"], "Use the key on one machine.");
        self.grant(Category::Software, WINDOWS, Some(24), windows);
        let sql = edition(&["en-US"], "Enter the key in the setup.");
        self.grant(Category::Software, SQL, None, sql);
        let office = edition(&["en-US", "el-GR"], "One user a key.");
        self.grant(Category::Software, OFFICE, Some(8), office);
        let cal =
            Details { instructions: Some("No key is needed.".to_owned()), ..Details::default() };
        self.grant(Category::Software, "Windows Server 2019 User CAL", Some(100), cal);
        let suite = Details {
            seats_per_key: Some(25),
            redeem_url: Some("https://example.com/redeem".to_owned()),
            ..Details::default()
        };
        self.grant(Category::License, SUITE, None, suite);
        let credit = |kind, amount| -> Result<Details, String> {
            let amount = Some(dollars(amount)?);
            Ok(Details { credit_kind: Some(kind), amount, ..Details::default() })
        };
        let bulk = match self.sample.tier {
            Tier::Gold => Some("12000.00"),
            Tier::Silver => Some("6000.00"),
            Tier::ActionPack => None,
        };
        if let Some(amount) = bulk {
            self.grant(Category::Azure, BULK, None, credit(CreditKind::Bulk, amount)?);
        }
        self.grant(Category::Azure, MONTHLY, None, credit(CreditKind::Monthly, "100.00")?);
        self.stock(Category::Software, WINDOWS, 24, Some(KeyType::Mak));
        self.stock(Category::Software, SQL, 12, Some(KeyType::Retail));
        self.stock(Category::Software, OFFICE, 8, Some(KeyType::Mak));
        self.stock(Category::License, SUITE, 4, None);
        Ok(())
    }

    fn get_key(&mut self, days_ago: u64, product: &str, user: Email, language: &str) {
        let (language, os) = (Some(language.to_owned()), Some("windows-x64".to_owned()));
        let get = GetKeys {
            name: product.to_owned(),
            count: None,
            users: vec![user],
            edition: Edition { language, os },
            when_held: WhenHeld::TakeMore,
            forfeit_refund: false,
        };
        self.does(days_ago, &self.partner(), KeyRequest::GetKeys(get));
    }

    pub(super) fn keys(&mut self) {
        let mut holders = self.pool.clone();
        self.chance.shuffle(&mut holders);
        let days: [(u64, &str, &str); 14] = [
            (305, WINDOWS, "en-US"),
            (292, WINDOWS, "nl-NL"),
            (260, WINDOWS, "en-US"),
            (244, SQL, "en-US"),
            (201, OFFICE, "el-GR"),
            (187, WINDOWS, "ja-JP"),
            (149, SQL, "en-US"),
            (120, WINDOWS, "en-US"),
            (97, OFFICE, "en-US"),
            (71, WINDOWS, "nl-NL"),
            (46, SQL, "en-US"),
            (29, WINDOWS, "en-US"),
            (15, OFFICE, "en-US"),
            (6, WINDOWS, "en-US"),
        ];
        for ((days_ago, product, language), holder) in days.into_iter().zip(holders) {
            self.get_key(days_ago, product, holder, language);
        }
        if let Some(leaver) = self.leaver.clone() {
            self.get_key(175, WINDOWS, leaver, "en-US");
        }
        let activate = |key: &str, machine: &str, reimage: bool| {
            let machine = Some(machine.to_owned());
            KeyRequest::RecordActivation(RecordActivation {
                key: key.to_owned(),
                activation: Activation { machine, reimage, unchanged: false },
                forfeit_refund: false,
            })
        };
        let partner = self.partner();
        self.does(304, &partner, activate("K1", "build-01", false));
        self.does(140, &partner, activate("K1", "build-01", true));
        self.does(303, &partner, activate("K1", "build-02", false));
        self.does(77, &partner, KeyRequest::RetireKey { key: "K36".to_owned() });
        self.because("the card was lost in the post");
        if self.pool.len() > 2 {
            self.does(100, &partner, KeyRequest::ReturnKey { key: "K3".to_owned() });
        }
    }

    fn assign(&mut self, days_ago: u64, benefit: &str, users: Vec<Email>) {
        let benefit = benefit.to_owned();
        self.does(days_ago, &self.partner(), SeatRequest::AssignSeats { benefit, users });
    }

    /// Seats come and go: some are long assigned, some wait out their days, one moved on.
    pub(super) fn seats(&mut self) {
        let ((core, slots), others) = seats_given(self.sample.tier);
        let mut free = self.pool.clone().into_iter();
        // Somebody is kept to whom a seat can move.
        let heir = if self.pool.len() > 3 { free.next() } else { None };
        let mut held = Vec::new();
        for days_ago in slots {
            let Some(user) = free.next() else { break };
            held.push(user.clone());
            self.assign(*days_ago, core, vec![user]);
        }
        let partner = self.partner();
        let benefit = core.to_owned();
        let unassign = |user: &Email| {
            let (benefit, user) = (benefit.clone(), user.clone());
            SeatRequest::UnassignSeat { benefit, user }
        };
        if let Some(user) = held.get(1) {
            self.does(12, &partner, unassign(user));
            self.because("back to another project");
        }
        if let Some(user) = held.get(2) {
            self.does(30, &partner, unassign(user));
        }
        if let (Some(from), Some(to)) = (held.first(), heir) {
            let from = from.clone();
            self.does(118, &partner, SeatRequest::ReassignSeat { benefit, from, to });
            self.because("joins the platform team");
        }
        if self.sample.tier != Tier::ActionPack
            && let Some(leaver) = self.leaver.clone()
        {
            self.assign(66, core, vec![leaver]);
        }
        for (benefit, slots) in others {
            for days_ago in *slots {
                let Some(user) = free.next() else { return };
                self.assign(*days_ago, benefit, vec![user]);
            }
        }
        // A large organization has teams.
        let team: Vec<Email> = free.take(12).collect();
        if self.sample.tier == Tier::Gold && team.len() == 12 {
            self.assign(55, "Visual Studio Enterprise (DevOps)", team);
        }
    }

    pub(super) fn credit(&mut self) {
        let holds_none = |email: &&Email| {
            self.people.iter().any(|user| user.email == **email && user.offers_held.is_empty())
        };
        let able: Vec<Email> = self.pool.iter().filter(holds_none).cloned().collect();
        let partner = self.partner();
        let assign = |benefit: &str, user: &Email| {
            let (benefit, user) = (benefit.to_owned(), user.clone());
            CreditRequest::AssignCredit { benefit, user }
        };
        if self.sample.tier != Tier::ActionPack {
            if let Some(user) = able.first() {
                self.does(283, &partner, assign(BULK, user));
            }
            if let Some(user) = able.get(1) {
                let (benefit, user) = (BULK.to_owned(), user.clone());
                let transfer = TransferCredit { benefit, user, from: None };
                self.does(93, &partner, CreditRequest::TransferCredit(transfer));
                self.because("the project has a new lead");
            }
        }
        for (days_ago, user) in [300, 180, 64].into_iter().zip(able.iter().rev()) {
            self.does(days_ago, &partner, assign(MONTHLY, user));
        }
        if let Some(user) = able.iter().rev().nth(1) {
            let (benefit, user) = (MONTHLY.to_owned(), user.clone());
            self.does(60, &partner, CreditRequest::RemoveCredit { benefit, user });
        }
    }

    pub(super) fn licenses(&mut self) {
        let redeem = |mode| {
            LicenseRequest::RedeemKey(RedeemKey {
                name: SUITE.to_owned(),
                mode,
                tenant: TENANT.to_owned(),
                confirm_tenant: None,
                running: None,
                already_done: true,
                forfeit_refund: false,
            })
        };
        let partner = self.partner();
        self.does(250, &partner, redeem(RedeemMode::New));
        self.does(18, &partner, redeem(RedeemMode::AddSeats));
        self.because("a second team moves over");
    }

    pub(super) fn support(&mut self) {
        let partner = self.partner();
        let plan = || PRODUCT_SUPPORT.to_owned();
        self.does(330, &partner, SupportRequest::ActivateSupport { benefit: plan() });
        let ids = vec![self.chance.digits(9), self.chance.digits(10)];
        let confirm = ConfirmSupport { benefit: plan(), ids, starts_on: None, ends_on: None };
        self.does(326, &partner, SupportRequest::ConfirmSupport(confirm));
        let first = self.someone(2);
        self.does(320, &first, SupportRequest::ShowIds { benefit: plan() });
        let account = first.clone();
        self.does(320, &first, SupportRequest::LinkAccount { benefit: plan(), account });
        let mut closing = Vec::new();
        for (number, (days_ago, title, (product, version), closed)) in (1..).zip(CASES) {
            let place = self.chance.below(self.pool.len());
            let account = self.someone(place);
            let incident = NewIncident {
                title: title.to_owned(),
                account: Some(account.clone()),
                customer: None,
                product: Some(product.to_owned()),
                version: Some(version.to_owned()),
            };
            self.does(
                days_ago,
                &account,
                SupportRequest::OpenIncident { benefit: plan(), incident },
            );
            closing.extend(closed.map(|(days_ago, closed_as)| {
                let incident = format!("I{number}");
                (days_ago, account, SupportRequest::CloseIncident { incident, closed_as })
            }));
        }
        for (days_ago, account, close) in closing {
            self.does(days_ago, &account, close);
        }
        if self.sample.tier != Tier::ActionPack {
            let benefit = SIGNATURE_CLOUD.to_owned();
            self.does(2, &partner, SupportRequest::ActivateSupport { benefit });
        }
    }

    pub(super) fn advisory(&mut self) {
        // What there is a year is 50, 20 or 5 hours.
        let hours: [u32; 4] = match self.sample.tier {
            Tier::Gold => [12, 14, 6, 20],
            Tier::Silver => [6, 5, 3, 8],
            Tier::ActionPack => [2, 1, 1, 1],
        };
        let (someone, other) = (self.someone(1), self.someone(4));
        let request = |scenario, hours, title: &str| {
            let title = title.to_owned();
            AdvisoryRequest::RequestAdvisory { scenario, hours, title }
        };
        let deployment = request(Scenario::Deployment, hours[0], "Roll out the new tenant");
        self.does(262, &someone, deployment);
        let log = AdvisoryRequest::LogHours { advisory: "A1".to_owned(), hours: hours[1] };
        self.does(236, &someone, log);
        self.does(152, &other, request(Scenario::Presales, hours[2], "Offer for a hospital"));
        self.does(26, &someone, request(Scenario::Deployment, hours[3], "Move the data warehouse"));
    }

    pub(super) fn marketing(&mut self) -> Result<(), String> {
        let partner = self.partner();
        let contact = Contact {
            user: self.someone(3),
            contact_email: format!("marketing@{}", people::OURS).parse()?,
            phone: "+31 20 555 0100".to_owned(),
            language: "en-US".to_owned(),
        };
        self.does(312, &partner, GtmRequest::SetContact(contact));
        let gtm = "Marketing assets".to_owned();
        self.does(301, &partner, GtmRequest::ActivateGtm { gtm: gtm.clone() });
        self.does(295, &partner, GtmRequest::ConfirmGtm { gtm, expires: self.day(-25) });
        let gtm = "Sales enablement platform".to_owned();
        self.does(5, &partner, GtmRequest::ActivateGtm { gtm });
        Ok(())
    }

    pub(super) fn leaving(&mut self) {
        let Some(user) = self.leaver.clone() else { return };
        self.does(50, &self.admin(), UserRequest::OffboardUser { user });
        self.because("left the company");
    }
}

/// A benefit, and how many days ago each of its seats was given.
type Given = (&'static str, &'static [u64]);

/// The seats of the core benefit, and of those beside it.
fn seats_given(tier: Tier) -> (Given, &'static [Given]) {
    match tier {
        Tier::Gold => (
            ("Visual Studio Enterprise", &[300, 40, 85, 300, 240, 28, 150, 14]),
            &[
                ("Visual Studio Enterprise (Cloud Platform)", &[290, 33, 130, 9, 92, 60, 21]),
                ("Visual Studio Enterprise (DevOps)", &[190, 22, 110, 75]),
            ],
        ),
        Tier::Silver => (
            ("Visual Studio Enterprise", &[300, 40, 85, 28]),
            &[("Visual Studio Enterprise (DevOps)", &[290, 33, 130, 9])],
        ),
        Tier::ActionPack => (("Visual Studio Professional (MPN)", &[300, 40]), &[]),
    }
}
