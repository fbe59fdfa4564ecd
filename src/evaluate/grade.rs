//! Grades (等级).

use super::policy::GradeBounds;
use crate::value::Score;

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

    /// As printed.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_earns_its_grade() {
        let grade = |points: i64| Grade::of(Score::new(points.into()), &GradeBounds::default());
        assert_eq!(
            [100, 90, 89, 80, 79, 60, 59].map(|points| grade(points).name()),
            ["优", "优", "良", "良", "中", "中", "差"]
        );
    }
}
