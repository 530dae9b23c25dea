//! What begins as somebody has typed it, by index and never more than a screen or two of it: a
//! shell asks while a person waits.

use super::Facts;
use super::row::{Read, columns};
use crate::domain::benefit::{Category, Line, Standing};
use crate::domain::completion::Candidate;
use crate::domain::id::{
    AdvisoryId, BenefitId, ContractId, GtmId, Id, IncidentId, KeyId, MembershipId, SeatId,
};
use crate::failure::Result;

/// How many are offered at most.
const MOST: usize = 200;

/// How many names are looked through at most: benefits are few, and this is for those who have
/// many.
const MOST_NAMES: usize = 2_000;

/// With the benefit that something belongs to, whose id it does not hide.
const OF_BENEFIT: &str =
    "JOIN (SELECT id AS benefit, product, category FROM benefit) USING (benefit)";

/// The title of something.
const TITLE: &str = columns!(@ title text "title");

impl Facts {
    /// Users by the beginning of their email; those who left are not among them.
    pub fn users_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let found: Vec<(String, String)> = self.tables.rows(
            "SELECT p.email, p.name FROM person p JOIN \"user\" u ON u.id = p.user
             WHERE p.email >= ?1 AND p.email < ?2 AND p.current = 1
               AND u.status IN ('active', 'disabled')
             ORDER BY p.email LIMIT ?3",
            (typed, format!("{typed}\u{10FFFF}"), MOST),
        )?;
        Ok(found.into_iter().map(|(email, name)| Candidate::new(email, name)).collect())
    }

    /// Memberships by the beginning of their id.
    pub fn memberships_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let told = "offer || coalesce(' for ' || competency, '')";
        self.ids_beginning::<MembershipId>(typed, told, "membership WHERE ?3 IS NULL", None)
    }

    /// Benefits by the beginning of their id.
    pub fn benefits_beginning(
        &self,
        typed: &str,
        category: Option<Category>,
    ) -> Result<Vec<Candidate>> {
        let of = "benefit WHERE (?3 IS NULL OR category = ?3)";
        let mut found = self.ids_beginning::<BenefitId>(typed, "product", of, category)?;
        let living = self.living(category)?;
        found.retain(|candidate| living.iter().any(|(id, _)| id.to_string() == candidate.value));
        Ok(found)
    }

    /// Benefits by the beginning of their name.
    pub fn products_beginning(
        &self,
        typed: &str,
        category: Option<Category>,
    ) -> Result<Vec<Candidate>> {
        let mut found: Vec<Candidate> = Vec::new();
        for (id, product) in self.living(category)? {
            let candidate = Candidate::new(product, id.to_string());
            // Benefits may have a name in common.
            let is_there = found.iter().any(|one| one.value == candidate.value);
            if !is_there && candidate.begins_with(typed) && found.len() < MOST {
                found.push(candidate);
            }
        }
        Ok(found)
    }

    /// The benefits that live today, as far as they are looked through.
    fn living(&self, category: Option<Category>) -> Result<Vec<(BenefitId, String)>> {
        let known: Vec<(BenefitId, Line)> = self.tables.rows(
            "SELECT id, category, product, benefit_type, competency, offer, program FROM benefit
             WHERE (?1 IS NULL OR category = ?1) ORDER BY id LIMIT ?2",
            (category, MOST_NAMES),
        )?;
        let course = self.course()?;
        let lives = |line: &Line| {
            course.on(line, self.today).is_some_and(|one| one.standing == Standing::Live)
        };
        let living = known.into_iter().filter(|(_, line)| lives(line));
        Ok(living.map(|(id, line)| (id, line.product)).collect())
    }

    /// Seats by the beginning of their id.
    pub fn seats_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let told = "CASE WHEN to_day IS NULL
                    THEN coalesce((SELECT email FROM called WHERE called.id = user), 'free')
                    ELSE 'free' END";
        self.ids_beginning::<SeatId>(typed, told, "seat WHERE ?3 IS NULL", None)
    }

    /// Keys of a category by the beginning of their id; of their text nothing.
    pub fn keys_beginning(&self, typed: &str, category: Category) -> Result<Vec<Candidate>> {
        let of = format!("\"key\" {OF_BENEFIT} WHERE category = ?3");
        self.ids_beginning::<KeyId>(typed, "product || ', ' || state", &of, Some(category))
    }

    /// Contracts by the beginning of their id.
    pub fn contracts_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let of = format!("contract {OF_BENEFIT} WHERE ?3 IS NULL");
        self.ids_beginning::<ContractId>(typed, "product", &of, None)
    }

    /// Open incidents by the beginning of their id.
    pub fn incidents_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let of = "incident WHERE closed_on IS NULL AND ?3 IS NULL";
        self.ids_beginning::<IncidentId>(typed, TITLE, of, None)
    }

    /// Advisory requests that are not logged yet, by the beginning of their id.
    pub fn advisory_requests_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let of = "advisory_request WHERE hours_logged IS NULL AND ?3 IS NULL";
        self.ids_beginning::<AdvisoryId>(typed, TITLE, of, None)
    }

    /// Go-To-Market offers by the beginning of their id.
    pub fn gtm_offers_beginning(&self, typed: &str) -> Result<Vec<Candidate>> {
        let mut found =
            self.ids_beginning::<GtmId>(typed, "name", "gtm_offer WHERE ?3 IS NULL", None)?;
        let offers = self.gtm_offers()?;
        let lives = |id: &str| offers.iter().any(|one| one.is_live() && one.id.to_string() == id);
        found.retain(|candidate| lives(&candidate.value));
        Ok(found)
    }

    /// Things `of` a table, which are all that are meant, by the beginning of their id, with what
    /// is `told` of each: `B1` are 1, 10 to 19, 100 to 199 and so on, each a range of the index. ?3
    /// is the category.
    fn ids_beginning<I: Id + Read>(
        &self,
        typed: &str,
        told: &str,
        of: &str,
        category: Option<Category>,
    ) -> Result<Vec<Candidate>> {
        let sql =
            format!("SELECT id, {told} FROM {of} AND id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?4");
        let mut found = Vec::new();
        for (low, high) in ranges(I::LETTER, typed) {
            let bound = (low, high, category, MOST - found.len());
            let things: Vec<(I, String)> = self.tables.rows(&sql, bound)?;
            found.extend(things.into_iter().map(|(id, told)| Candidate::new(id.to_string(), told)));
        }
        Ok(found)
    }
}

/// The numbers whose id begins so; none for what is no beginning of an id.
fn ranges(letter: char, typed: &str) -> Vec<(u32, u32)> {
    let mut characters = typed.chars();
    match characters.next().map(|first| first.to_ascii_uppercase()) {
        None => return vec![(1, u32::MAX)],
        Some(first) if first != letter => return Vec::new(),
        Some(_) => {}
    }
    let digits = characters.as_str();
    if digits.is_empty() {
        return vec![(1, u32::MAX)];
    }
    if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let Ok(first) = digits.parse::<u64>() else { return Vec::new() };
    let powers = std::iter::successors(Some(1_u64), |power| Some(power * 10));
    let ranges = powers.map(|power| (first * power, (first + 1) * power - 1));
    ranges
        .map_while(|(low, high)| {
            let low = u32::try_from(low).ok()?;
            Some((low, u32::try_from(high).unwrap_or(u32::MAX)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn the_beginning_of_an_id_is_a_few_ranges_of_numbers() {
        assert_eq!(ranges('B', "")[..], [(1, u32::MAX)]);
        assert_eq!(ranges('B', "b")[..], [(1, u32::MAX)]);
        assert_eq!(ranges('B', "B12")[..3], [(12, 12), (120, 129), (1_200, 1_299)]);
        assert_eq!(ranges('B', "B4").last(), Some(&(4_000_000_000, u32::MAX)));
        for no_id in ["S1", "B0", "Bx", "B99999999999999999999", "visual"] {
            assert_eq!(ranges('B', no_id), [], "{no_id}");
        }
    }
}
