//! Every list, held against the model.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use serde_json::{Value, json};

use crate::Simulation;
use crate::model::{Key, Kind, Offer, text};

impl Simulation {
    /// Holds every list against the model, and verifies the ledger.
    pub fn compare(&self) {
        self.world.by(&self.reader());
        self.compare_memberships();
        self.compare_users();
        self.compare_seats();
        self.compare_lines();
        self.compare_credits();
        self.compare_keys();
        self.compare_licenses();
        self.compare_support();
        self.compare_hours();
        self.compare_offers();
        self.world.verify();
    }

    /// The rows of a list by their id, with these columns.
    fn rows(&self, list: &str, columns: &[&str]) -> BTreeMap<String, Value> {
        let rows = self.world.ok(list);
        let row = |row: &Value| columns.iter().map(|name| row[name].clone()).collect();
        let rows = rows.as_array().unwrap().iter();
        rows.map(|one| (text(one, "id"), Value::Array(row(one)))).collect()
    }

    fn compare_memberships(&self) {
        let model = &self.model;
        let columns = ["status", "anniversary", "renewable_until", "refund_until"];
        let modeled = model.memberships.iter().map(|held| {
            let refund = held.purchased_on + Days::new(30);
            let open = !held.forfeited && held.purchased_on <= model.day && model.day <= refund;
            let refund = open.then(|| refund.to_string());
            let (_, term) = held.term(model.day);
            let (anniversary, until) = (term.anniversary.to_string(), term.lives_until());
            let row = json!([held.status(model.day), anniversary, until.to_string(), refund]);
            (held.id.clone(), row)
        });
        assert_eq!(self.rows("membership list", &columns), modeled.collect());
    }

    fn compare_users(&self) {
        let mut users = BTreeMap::new();
        for user in self.world.ok("user list").as_array().unwrap() {
            let mut roles: Vec<&str> = user["roles"]
                .as_array()
                .unwrap()
                .iter()
                .map(|role| role.as_str().unwrap())
                .collect();
            roles.sort_unstable();
            let row = json!([roles, user["associated"], user["status"], user["country"]]);
            users.insert(user["email"].as_str().unwrap().to_owned(), row);
        }
        let modeled = self.model.users.iter().map(|(email, user)| {
            let side = if user.csp { "csp" } else { "mpn" };
            let status = match (user.offboarded, user.disabled) {
                (true, _) => "offboarded",
                (false, true) => "disabled",
                (false, false) => "active",
            };
            (email.clone(), json!([user.roles, side, status, user.country]))
        });
        assert_eq!(users, modeled.collect::<BTreeMap<_, _>>());
    }

    fn compare_seats(&self) {
        let (model, day) = (&self.model, self.model.day);
        // Those of a benefit that is not listed are not, either.
        let listed = model.seats.iter().filter(|(_, benefit)| {
            !model.is_superseded(benefit, day) || !model.held(benefit, day).is_empty()
        });
        let modeled = listed.map(|(id, benefit)| {
            let holder = model.holder(id);
            let status = if !model.is_live(benefit, day) {
                "ended"
            } else if holder.is_some() {
                "assigned"
            } else if model.is_cooling(id, day) {
                "cooling"
            } else {
                "free"
            };
            let email = holder.map(|held| held.user.clone());
            let on = holder.map(|held| held.from.to_string());
            (id.clone(), json!([benefit, email, on, status]))
        });
        let mut modeled: BTreeMap<String, Value> = modeled.collect();
        let columns = ["benefit", "email", "assigned_on", "status"];
        assert_eq!(self.rows("vs list --all", &columns), modeled);
        modeled.retain(|_, row| ["assigned", "cooling"].contains(&row[3].as_str().unwrap()));
        assert_eq!(self.rows("vs list", &columns), modeled);
    }

    /// What the benefits list tells of seats: those that live, those that are over, and what is
    /// held of those that a higher level outranks.
    fn compare_lines(&self) {
        let (model, day) = (&self.model, self.model.day);
        let mut modeled = BTreeMap::new();
        for (id, _, lived) in model.listed(Kind::Seats) {
            let held = model.held(id, day).len();
            let over = (!model.is_live(id, day)).then_some("ended");
            let row = json!([model.offer_of(id, lived), model.quantity(id, lived), held, over]);
            modeled.insert(id.clone(), row);
        }
        for id in model.benefits.keys().filter(|id| model.is_superseded(id, day)) {
            let held = model.held(id, day).len();
            if held > 0 {
                modeled.insert(id.clone(), json!([null, 0, held, "superseded"]));
            }
        }
        let mut rows = self.rows(
            "benefits list --category visual-studio",
            &["offer", "quantity", "used", "status"],
        );
        for row in rows.values_mut() {
            if row[3] == "superseded" {
                row[0] = Value::Null;
            } else if row[3] != "ended" {
                row[3] = Value::Null;
            }
        }
        assert_eq!(rows, modeled);
    }

    fn compare_credits(&self) {
        for credit in self.world.ok("azure list").as_array().unwrap() {
            let id = credit["id"].as_str().unwrap();
            let mut holders: Vec<&String> =
                self.model.held(id, self.model.day).into_iter().map(|held| &held.user).collect();
            holders.sort();
            assert_eq!(credit["users"], json!(holders), "{id}");
        }
    }

    fn compare_keys(&self) {
        let world = &self.world;
        let mut keys = BTreeMap::new();
        for software in world.ok("software list").as_array().unwrap() {
            let shown = world.ok(&format!("software show {}", software["id"].as_str().unwrap()));
            for key in shown["keys"].as_array().unwrap() {
                let id = key["id"].as_str().unwrap().to_owned();
                let row = json!([key["status"], key["holder"], key["activations_used"]]);
                keys.insert(id, row);
            }
            let of_it = |state: &str| {
                let of_it = |key: &&Key| key.benefit == software["id"] && key.state == state;
                json!(self.model.keys.values().filter(of_it).count())
            };
            assert_eq!(software["keys_free"], of_it("free"), "{software}");
            let shown = |key: &&Key| key.benefit == software["id"] && key.shown;
            let shown = json!(self.model.keys.values().filter(shown).count());
            assert_eq!(software["keys_revealed"], shown, "{software}");
        }
        let modeled = self.model.keys.iter();
        let modeled: BTreeMap<String, Value> = modeled
            .map(|(id, key)| {
                // Nobody can have it any more.
                let over = !self.model.is_live(&key.benefit, self.model.day);
                let over = over && key.state != "retired";
                let state = if over { "ended" } else { &key.state };
                (id.clone(), json!([state, key.holder, key.used]))
            })
            .collect();
        assert_eq!(keys, modeled);
    }

    fn compare_licenses(&self) {
        let model = &self.model;
        let modeled = model.licenses.iter().map(|(id, key)| {
            let done = key.redemption.as_ref();
            let over = !model.is_live(&key.benefit, model.day) && key.state == "unredeemed";
            let row = json!([
                key.seats,
                if over { "ended" } else { &key.state },
                done.map(|done| &done.tenant),
                done.map(|done| done.on.to_string()),
                done.map(|done| done.then.1.to_string()),
            ]);
            (format!("K{id}"), row)
        });
        let columns = ["seats", "status", "tenant", "redeemed_on", "ends_on"];
        assert_eq!(self.rows("license list", &columns), modeled.collect());
        let mut products = BTreeSet::new();
        for (id, one) in model.benefits.iter().filter(|(_, one)| one.kind == Kind::License) {
            if !products.insert(&one.product) {
                continue;
            }
            let shown = self.world.ok(&format!("license show {id}"));
            let running = model.running.iter().filter(|((name, _), _)| *name == one.product);
            let running: Vec<Value> = running
                .map(|((product, tenant), ((seats, ends_on), _))| {
                    json!({"product": product, "tenant": tenant, "seats": seats,
                           "ends_on": ends_on.to_string()})
                })
                .collect();
            assert_eq!(shown["subscriptions"], json!(running), "{id}");
        }
    }

    fn compare_support(&self) {
        let model = &self.model;
        let columns =
            ["used", "remaining", "status", "available", "starts_on", "ends_on", "contract"];
        let modeled = model.listed(Kind::Support).into_iter().map(|(id, _, lived)| {
            let (status, available) = model.support_status(id);
            let activated = model.activated(id, lived);
            let term = model.confirmed(id, lived);
            let left = model.remaining(id, lived).map_or(json!("unlimited"), |left| json!(left));
            let row = json!([
                model.incidents_used(id, lived),
                left,
                status,
                available,
                term.map(|(_, from, _)| from.to_string()),
                term.map(|(_, _, until)| until.to_string()),
                activated.map(|one| &one.contract),
            ]);
            (id.clone(), row)
        });
        assert_eq!(self.rows("support status", &columns), modeled.collect());

        let columns = ["title", "account", "closed_as", "counted"];
        let modeled = model.incidents.iter().map(|(id, one)| {
            let counted = one.returned.is_none();
            (format!("I{id}"), json!([one.title, one.account, one.closed_as, counted]))
        });
        assert_eq!(self.rows("support list", &columns), modeled.collect());
    }

    fn compare_hours(&self) {
        let model = &self.model;
        let columns = ["offer", "included", "used", "reserved", "remaining", "presales"];
        let modeled = model.listed(Kind::Advisory).into_iter().map(|(id, _, lived)| {
            let (used, reserved) = model.hours_used(id, lived);
            let (offer, left) = (model.offer_of(id, lived), model.remaining(id, lived));
            let presales = if offer == Some("action-pack") { "deducts" } else { "unlimited" };
            let quantity = model.quantity(id, lived);
            (id.clone(), json!([offer, quantity, used, reserved, left, presales]))
        });
        assert_eq!(self.rows("advisory status", &columns), modeled.collect());

        let columns = ["hours_reserved", "hours_logged", "deducted"];
        let modeled = model
            .hours
            .iter()
            .map(|(id, one)| (format!("A{id}"), json!([one.reserved, one.logged, one.deducts])));
        assert_eq!(self.rows("advisory list", &columns), modeled.collect());
    }

    fn compare_offers(&self) {
        let (model, day) = (&self.model, self.model.day);
        let columns = ["name", "sources", "status", "requested_on", "expires"];
        let live = |offer: &Offer| model.stretch_of_offer(&offer.name, day).is_some();
        let there = model.offers.iter().filter(|(_, one)| live(one));
        let modeled = there.map(|(id, one)| {
            let status = model.offer_status(id, day);
            // What is available anew tells nothing of the years before.
            let told = status != "available";
            let requested_on = one.requested_on.filter(|_| told).map(|on| on.to_string());
            let answered = ["active", "expired"].contains(&status);
            let expires = one.confirmed.filter(|_| answered).map(|(_, until)| until.to_string());
            let sources = model.sources(&one.name, day);
            (id.clone(), json!([one.name, sources, status, requested_on, expires]))
        });
        assert_eq!(self.rows("gtm list", &columns), modeled.collect());
    }
}
