//! Every list, held against the model.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use serde_json::{Value, json};

use crate::Simulation;
use crate::model::{Key, Kind, text};

impl Simulation {
    /// Holds every list against the model, and verifies the ledger.
    pub fn compare(&self) {
        self.world.by(&self.reader());
        self.compare_memberships();
        self.compare_users();
        self.compare_seats();
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
            let (anniversary, until) = (held.anniversary, held.lives_until());
            let row =
                json!([held.status(model.day), anniversary.to_string(), until.to_string(), refund]);
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
        let model = &self.model;
        let listed = model
            .seats
            .iter()
            .filter(|(_, seat)| model.benefits[&seat.benefit].ended != "superseded");
        let modeled = listed.map(|(id, seat)| {
            let status = if seat.ended || model.is_over(&model.benefits[&seat.benefit]) {
                "ended"
            } else if seat.holder.is_some() {
                "assigned"
            } else if model.cools_until(seat).is_some() {
                "cooling"
            } else {
                "free"
            };
            let holder = seat.holder.as_ref();
            let email = holder.map(|(email, _)| email.clone());
            let on = holder.map(|(_, on)| on.to_string());
            (id.clone(), json!([seat.benefit, email, on, status]))
        });
        let columns = ["benefit", "email", "assigned_on", "status"];
        assert_eq!(self.rows("vs list", &columns), modeled.collect());
        for line in self.world.ok("benefits list --category visual-studio").as_array().unwrap() {
            let id = line["id"].as_str().unwrap();
            let quantity = json!(model.benefits[id].quantity);
            assert_eq!((&line["used"], &line["quantity"]), (&json!(model.used(id)), &quantity));
        }
    }

    fn compare_credits(&self) {
        for credit in self.world.ok("azure list").as_array().unwrap() {
            let id = credit["id"].as_str().unwrap();
            let holders = self.model.credits.get(id).cloned().unwrap_or_default();
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
            assert_eq!(software["keys_revealed"], of_it("held"), "{software}");
        }
        let modeled = self.model.keys.iter();
        let modeled: BTreeMap<String, Value> = modeled
            .map(|(id, key)| (id.clone(), json!([key.state, key.holder, key.used])))
            .collect();
        assert_eq!(keys, modeled);
    }

    fn compare_licenses(&self) {
        let model = &self.model;
        let modeled = model.licenses.iter().map(|(id, key)| {
            let done = key.redemption.as_ref();
            let row = json!([
                key.seats,
                key.state,
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
        let modeled = model.listed(Kind::Support).map(|(id, one)| {
            let (status, available) = model.support_status(id);
            let contract = model.contracts.get(id);
            let term = contract.and_then(|contract| contract.term);
            let left = model.remaining(id).map_or(json!("unlimited"), |left| json!(left));
            let row = json!([
                one.used,
                left,
                status,
                available,
                term.map(|(from, _)| from.to_string()),
                term.map(|(_, until)| until.to_string()),
                contract.map(|contract| &contract.id),
            ]);
            (id.clone(), row)
        });
        assert_eq!(self.rows("support status", &columns), modeled.collect());

        let columns = ["title", "account", "closed_as", "counted"];
        let modeled = model.incidents.iter().map(|(id, one)| {
            (format!("I{id}"), json!([one.title, one.account, one.closed_as, one.counted]))
        });
        assert_eq!(self.rows("support list", &columns), modeled.collect());
    }

    fn compare_hours(&self) {
        let model = &self.model;
        let columns = ["included", "used", "reserved", "remaining", "presales"];
        let modeled = model.listed(Kind::Advisory).map(|(id, one)| {
            let reserved = model.reserved(id);
            let left = model.remaining(id).unwrap().saturating_sub(reserved);
            (id.clone(), json!([one.quantity, one.used, reserved, left, one.level]))
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
        let model = &self.model;
        let columns = ["name", "sources", "status", "requested_on", "expires"];
        let there = model.offers.iter().filter(|(_, one)| !one.ended);
        let modeled = there.map(|(id, one)| {
            let [requested_on, expires] =
                [one.requested_on, one.expires].map(|day| day.map(|day| day.to_string()));
            let status = one.status(model.day);
            (id.clone(), json!([one.name, one.sources, status, requested_on, expires]))
        });
        assert_eq!(self.rows("gtm list", &columns), modeled.collect());
    }
}
