//! Places in front of an office's name: 北京市西城区人民政府.

/// What a piece of a place name ends with.
const LEVELS: [char; 7] = ['省', '市', '区', '县', '旗', '州', '盟'];
/// Ends in 区 that are no districts.
const NO_DISTRICTS: [&str; 9] = [
    "社区", "小区", "园区", "街区", "辖区", "片区", "景区", "校区", "厂区",
];
/// 我区, 本市: wherever the writer is.
const HERE: [char; 4] = ['我', '本', '全', '该'];
/// The longest piece of a place name, such as 内蒙古自治区.
const LONGEST_PIECE: usize = 12;

/// What is left of a name in normal form without the places in front of it:
/// 北京市西城区人民政府椿树街道办事处 → 椿树街道办事处.
pub(super) fn without_places(folded: &str) -> &str {
    let mut rest = folded;
    while let Some(shorter) = without_first_place(rest) {
        rest = shorter;
    }
    rest.strip_prefix("人民政府").unwrap_or(rest)
}

fn without_first_place(text: &str) -> Option<&str> {
    let (at, level) = text
        .char_indices()
        .take(LONGEST_PIECE)
        .find(|(at, c)| *at > 0 && LEVELS.contains(c))?;
    let (piece, rest) = text.split_at_checked(at.checked_add(level.len_utf8())?)?;
    (!rest.is_empty() && !is_no_district(piece)).then_some(rest)
}

/// Does the text in front of an office's name say that the office lies somewhere else?
/// 南京市玄武区 + 新街口街道 is not the 新街口街道 of 北京市西城区.
pub(super) fn is_elsewhere(before: &str, district: &str) -> bool {
    let place = before.strip_suffix("人民政府").unwrap_or(before);
    let Some(piece) = last_piece(place) else {
        return false;
    };
    let higher = piece.ends_with(['省', '市']);
    let home = district.contains(piece)
        || last_piece(district).is_some_and(|own| piece.ends_with(own))
        || (higher && !district.contains(['省', '市']));
    !(district.is_empty() || home)
}

/// 北京市西城区 → 西城区; nothing where the text does not end in a place.
fn last_piece(place: &str) -> Option<&str> {
    let name = place.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    let (last, _) = name.char_indices().next_back()?;
    let (before, level) = name.split_at_checked(last)?;
    let is_named = !before.is_empty() && !before.ends_with(HERE);
    if !level.ends_with(LEVELS) || !is_named || is_no_district(name) {
        return None;
    }
    let start = before.rfind(LEVELS).map_or(0, |at| {
        let level = before.get(at..).and_then(|tail| tail.chars().next());
        at.saturating_add(level.map_or(0, char::len_utf8))
    });
    name.get(start..)
}

fn is_no_district(name: &str) -> bool {
    NO_DISTRICTS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_taken_off() {
        assert_eq!(
            without_places("北京市西城区人民政府椿树街道办事处"),
            "椿树街道办事处"
        );
        assert_eq!(without_places("椿树街道"), "椿树街道");
        assert_eq!(without_places("槐柏树街社区服务站"), "槐柏树街社区服务站");
        assert_eq!(without_places("北京市"), "北京市");
    }

    #[test]
    fn other_districts_are_elsewhere() {
        let elsewhere = |before: &str| is_elsewhere(before, "北京市西城区");
        for before in [
            "",
            "北京市西城区人民政府",
            "北京西城区",
            "西城区",
            "北京市",
            "219-(北京市)西城区",
            "中共西城区委",
            "支援",
            "某社区",
            "我区",
            "原西城区",
        ] {
            assert!(!elsewhere(before), "{before}");
        }
        for before in ["南京市玄武区", "海淀区人民政府", "上海市", "219-朝阳区"]
        {
            assert!(elsewhere(before), "{before}");
        }
        assert!(!is_elsewhere("北京市", "西城区"));
        assert!(!is_elsewhere("海淀区", ""));
    }
}
