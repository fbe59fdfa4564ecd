//! Grades (等级).

use super::{GradeBounds, ScoringPolicy};
use crate::value::{Score, text};

/// 优、良、中、差.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// 优
    Excellent,
    /// 良
    Good,
    /// 中
    Fair,
    /// 差
    Poor,
}

impl Grade {
    /// The grade of a total on 100 points.
    #[must_use]
    pub fn of(total: Score, bounds: &GradeBounds) -> Self {
        if total >= bounds.excellent {
            Self::Excellent
        } else if total >= bounds.good {
            Self::Good
        } else if total >= bounds.fair {
            Self::Fair
        } else {
            Self::Poor
        }
    }

    /// The grade that a form names, in new or old words.
    #[must_use]
    pub fn parse(folded: &str) -> Option<Self> {
        match folded {
            "优" | "优秀" => Some(Self::Excellent),
            "良" | "良好" => Some(Self::Good),
            "中" | "合格" | "中等" | "一般" => Some(Self::Fair),
            "差" | "不合格" | "较差" => Some(Self::Poor),
            _ => None,
        }
    }

    /// All grades, the best first.
    const ALL: [Self; 4] = [Self::Excellent, Self::Good, Self::Fair, Self::Poor];

    /// The standard name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Excellent => "优",
            Self::Good => "良",
            Self::Fair => "中",
            Self::Poor => "差",
        }
    }
}

impl ScoringPolicy {
    /// The grade that a form names, in the policy's words or in others that are in use.
    #[must_use]
    pub fn grade_named(&self, folded: &str) -> Option<Grade> {
        let own = Grade::ALL
            .into_iter()
            .zip(&self.grade_names)
            .find(|(_, name)| text::normal_form(name) == folded);
        own.map(|(grade, _)| grade).or_else(|| Grade::parse(folded))
    }

    /// A grade in the policy's words.
    #[must_use]
    pub fn grade_name(&self, grade: Grade) -> &str {
        let named = Grade::ALL
            .into_iter()
            .zip(&self.grade_names)
            .find(|(known, _)| *known == grade);
        named.map_or(grade.name(), |(_, name)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_s_own_names_come_first() {
        let policy = ScoringPolicy {
            grade_names: ["优秀", "良好", "一般", "较差"].map(str::to_owned).to_vec(),
            ..ScoringPolicy::default()
        };
        assert_eq!(policy.grade_name(Grade::Fair), "一般");
        assert_eq!(policy.grade_named("优秀"), Some(Grade::Excellent));
        assert_eq!(policy.grade_named("合格"), Some(Grade::Fair));
        assert_eq!(policy.grade_named("甲"), None);
    }

    #[test]
    fn a_bound_earns_its_grade() {
        let bounds = ScoringPolicy::default().grades;
        let grade = |points: i64| Grade::of(Score::new(points.into()), &bounds);
        assert_eq!(
            [100, 90, 89, 80, 79, 60, 59].map(|points| grade(points).name()),
            ["优", "优", "良", "良", "中", "中", "差"]
        );
    }
}
