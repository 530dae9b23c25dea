//! Go-To-Market offers.

use chrono::Days;

use super::Step;
use crate::Simulation;
use crate::model::{MAY_ACTIVATE, Offer};

impl Simulation {
    pub fn set_contact(&mut self, actor: &str) -> Step {
        let user = self.someone();
        let email =
            self.chance.of(&["news@contoso.com", "more@contoso.com", "partner@contoso.com"]);
        let phone = self.chance.of(&["+31 20 123 4567", "+31 20 123 4567", "none"]);
        let language = self.chance.of(&["nl-NL", "da", "Dutch please"]);
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        self.model.against_receiver(&mut against, &user);
        against.when(email == "partner@contoso.com", 5);
        // What is no phone or no language was typed wrongly, whatever the rules say of it.
        against.when(phone == "none" || language == "Dutch please", 2);
        let contact = [user, email.to_owned(), phone.to_owned(), language.to_owned()];
        let same = self.model.contact.as_ref() == Some(&contact);
        let line = format!(
            "gtm contact set {} --contact-email {email} --phone '{phone}' --language '{language}'",
            contact[0]
        );
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            model.contact = Some(contact);
        })
    }

    /// A Go-To-Market offer, mostly one that is called so.
    fn offer(&mut self, status: &str) -> (String, Option<Offer>) {
        let any = self.chance.one_in(4);
        let model = &self.model;
        let fits = |id: &str| any || model.offer_status(id, model.day) == status;
        let ids = model.offers.iter().filter(|(id, _)| fits(id));
        let ids: Vec<String> = ids.map(|(id, _)| id.clone()).collect();
        let id = self.one_of(&ids, "G9999");
        let known = self.model.offers.get(&id).cloned();
        (id, known)
    }

    pub fn activate_offer(&mut self, actor: &str) -> Step {
        let (id, known) = self.offer("available");
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        against.when(known.is_none(), 3);
        let status =
            known.as_ref().map_or("available", |_| self.model.offer_status(&id, self.model.day));
        against.when(status == "expired", 5);
        // Nor before one who is still there is the contact.
        let contact = self.model.contact.as_ref().and_then(|[user, ..]| self.model.users.get(user));
        let is_there = contact.is_some_and(|user| !user.disabled && !user.offboarded);
        against.when(status == "available" && !is_there, 5);
        // What is asked for later already is not asked for anew.
        let later = self.model.offers.get(&id).and_then(|offer| offer.requested_on);
        let later = later.is_some_and(|on| on > self.model.day);
        let asked = later || ["pending", "active"].contains(&status);
        Step::new(format!("gtm activate {id}"), against).no_op_if(asked).then(move |model, _| {
            model.offers.get_mut(&id).unwrap().requested_on = Some(model.day);
        })
    }

    pub fn confirm_offer(&mut self, actor: &str) -> Step {
        let (id, known) = self.offer("pending");
        let expires = self.model.today + Days::new(self.chance.below(90));
        let expires = if self.chance.one_in(8) { expires - Days::new(90) } else { expires };
        let mut against = self.model.against_actor(actor, &MAY_ACTIVATE, true);
        match &known {
            None => against.when(true, 3),
            Some(offer) => {
                // What no membership brings any more is not confirmed, nor what was not asked for.
                let status = self.model.offer_status(&id, self.model.day);
                let over = self.model.stretch_of_offer(&offer.name, self.model.day).is_none();
                against.when(over || status == "available", 5);
                against.when(offer.requested_on.is_some_and(|on| self.model.day < on), 5);
            }
        }
        against.when(expires < self.model.day, 5);
        let same =
            known.is_some_and(|offer| offer.confirmed.is_some_and(|(_, until)| until == expires));
        let line = format!("gtm confirm {id} --expires {expires}");
        Step::new(line, against).no_op_if(same).then(move |model, _| {
            let confirmed = Some((model.day, expires));
            model.offers.get_mut(&id).unwrap().confirmed = confirmed;
        })
    }
}
