//! The line of a benefit: what stays one when the core level, its quantity or its name change.

use serde::{Deserialize, Serialize};

use super::{BenefitType, Category};
use crate::domain::membership::Membership;
use crate::domain::program::{Program, ProgramBenefit};

/// What makes rows of a catalog one benefit: Silver's five seats and Gold's ten are one line, whose
/// id, seats and counts stay (MEM-2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    pub category: Category,
    pub product: String,
    /// None for what comes with Visual Studio subscriptions.
    pub benefit_type: Option<BenefitType>,
    pub competency: Option<String>,
    /// The offer that alone grants it: an unranked one, beside all others (MEM-10), or that of a
    /// grant.
    pub offer: Option<String>,
    /// The program that knows it; none for what an administrator recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
}

impl Line {
    /// The line of a row of a catalog, as a membership brings it; none where it does not.
    #[must_use]
    pub fn of(program: &Program, row: &ProgramBenefit, held: &Membership) -> Option<Line> {
        if !row.offers.contains(&held.offer) {
            return None;
        }
        let line = Line {
            category: row.category,
            product: row.product.clone(),
            benefit_type: Some(row.benefit_type),
            competency: None,
            offer: None,
            program: Some(program.program.clone()),
        };
        match row.benefit_type {
            BenefitType::Incremental => {
                let named = held.competency.as_ref();
                let competency = named.filter(|name| row.competencies.contains(name))?;
                // The name must tell it from the core benefit of the same product.
                let product = format!("{} ({competency})", row.product);
                Some(Line { competency: Some(competency.clone()), product, ..line })
            }
            // A Go-To-Market offer is one, whatever brings it (GTM-1).
            BenefitType::Core if row.category == Category::GoToMarket => Some(line),
            BenefitType::Core => {
                let is_ranked = program.offer(&held.offer).is_some_and(|sold| sold.rank.is_some());
                Some(Line { offer: (!is_ranked).then(|| held.offer.clone()), ..line })
            }
        }
    }

    /// Every line that a membership could ever bring, outranked today or not.
    #[must_use]
    pub fn all_of(program: &Program, held: &Membership) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for line in program.benefits.iter().filter_map(|row| Line::of(program, row, held)) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }
}
