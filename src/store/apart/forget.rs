//! Takes away what stands apart from the log of somebody who is to be forgotten (PERS-2, PERS-3).

use super::{Logged, Person, Text, text_id};
use crate::domain::event::{Event, GtmEvent};
use crate::domain::id::{TextId, UserId};
use crate::domain::user::Mentions;
use crate::failure::Result;
use crate::store::row::Stored as _;
use crate::store::{Change, Facts};

impl Facts {
    /// Where a person is told of in free text, by an email or a name that they ever had. The cost
    /// grows with the log.
    pub fn mentions_of(&self, user: UserId) -> Result<Mentions> {
        let versions: Vec<Person> = self.tables.all("WHERE user = ?1", [user])?;
        let names = versions.into_iter().flat_map(|said| [said.email, said.name]);
        let mut mentions = Mentions::of_names(names);
        let sql = format!("{} WHERE is_place = 0 ORDER BY id", Text::SELECT);
        self.tables.each(&sql, [], |text: Text| {
            mentions.take_text(text.id, text.text);
            Ok(())
        })?;
        self.tables.each("SELECT seq, op_id FROM operation ORDER BY seq", [], |(seq, op_id)| {
            mentions.take_request_id(seq, op_id);
            Ok(())
        })?;
        Ok(mentions)
    }

    /// The phones by which a person was, or was to be, the marketing contact. The cost grows with the
    /// log.
    pub fn phones_of(&self, user: UserId) -> Result<Vec<TextId>> {
        let mut phones = Vec::new();
        let sql = "SELECT body FROM event WHERE body LIKE '{\"kind\":\"contact-set\",%'";
        self.tables.each(sql, [], |body: String| {
            let event = Logged::read(&body).map(|logged| logged.event);
            if let Ok(Event::Gtm(GtmEvent::ContactSet { user: who, contact_email, phone, .. })) =
                event
                && [who.id(), contact_email.id()].contains(&Some(user))
            {
                phones.push(text_id(&phone)?);
            }
            Ok(())
        })?;
        Ok(phones)
    }

    /// The texts that tell where operations were done, of those that this person alone did.
    pub fn places_of(&self, user: UserId) -> Result<Vec<TextId>> {
        let named = format!("'{user}'");
        self.tables.rows(
            &format!(
                "SELECT id FROM \"text\" WHERE is_place = 1 AND id IN
                    (SELECT CAST(substr(os_user, 2) AS INTEGER) FROM operation
                     WHERE actor = {named}
                     UNION SELECT CAST(substr(host, 2) AS INTEGER) FROM operation
                     WHERE actor = {named})
                 AND id NOT IN
                    (SELECT CAST(substr(os_user, 2) AS INTEGER) FROM operation
                     WHERE actor <> {named}
                     UNION SELECT CAST(substr(host, 2) AS INTEGER) FROM operation
                     WHERE actor <> {named})
                 ORDER BY id"
            ),
            [],
        )
    }
}

impl Change {
    /// Takes away who somebody is, and these texts; the engine overwrites what it deletes.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn forget(&mut self, user: UserId, texts: &[TextId]) -> Result<()> {
        self.tables.run("DELETE FROM person WHERE user = ?1", [user])?;
        let sql = "DELETE FROM \"text\" WHERE id = ?1";
        self.tables.run_each(sql, texts.iter().map(|text| [text]))
    }
}
