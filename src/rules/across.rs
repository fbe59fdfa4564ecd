//! What the comparison across forms must know of the rules' parameters.

use super::RulesConfig;
use crate::comparison::Across;

impl RulesConfig {
    /// From where on the rules across forms take forms for alike.
    #[must_use]
    pub fn across(&self) -> Across {
        let Self {
            X101, X102, X103, ..
        } = self;
        Across {
            name_similarity: X101.name_similarity,
            telling_digits: X101.telling_digits,
            most_offices: X101.most_offices,
            text_similarity: X102.similarity,
            min_words: X102.min_words,
            min_members: X103.min_members,
            kind_words: X103.kind_words.clone(),
        }
    }
}
