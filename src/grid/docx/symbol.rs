//! Symbol fonts: their letters are signs. A `≥` or a ticked box that was picked from Word's symbol
//! dialog is stored as a letter of such a font.

/// A sign that is not known here: whoever reads a figure must not take it for one.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// A font whose letters are signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SymbolFont {
    Symbol,
    Wingdings,
    Wingdings2,
    Webdings,
}

impl SymbolFont {
    pub(super) fn named(font: &str) -> Option<Self> {
        match font.trim().to_ascii_lowercase().as_str() {
            "symbol" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            "wingdings 2" => Some(Self::Wingdings2),
            "webdings" => Some(Self::Webdings),
            _ => None,
        }
    }

    /// What a letter of this font shows. Chinese letters come from another font of the same run.
    pub(super) fn shown(self, letter: char) -> char {
        match u32::from(letter) {
            // The letters of a symbol font are often stored in the private area of Unicode.
            code @ (0x21..=0xFF | 0xF021..=0xF0FF) => self.sign(code % 0x100),
            0xF020 => ' ',
            _ => letter,
        }
    }

    fn sign(self, code: u32) -> char {
        let known = match self {
            Self::Symbol => letter_of_symbol(code),
            Self::Wingdings => letter_of_wingdings(code),
            Self::Wingdings2 => letter_of_wingdings2(code),
            Self::Webdings => letter_of_webdings(code),
        };
        known.unwrap_or(UNKNOWN)
    }
}

/// What `w:sym` shows: a letter of a symbol font, or any letter by its number.
pub(super) fn symbol(font: &str, code: &str) -> char {
    let letter = u32::from_str_radix(code.trim(), 16)
        .ok()
        .and_then(char::from_u32);
    match (letter, SymbolFont::named(font)) {
        (Some(letter), Some(font)) => font.shown(letter),
        (Some('\u{E000}'..='\u{F8FF}') | None, _) => UNKNOWN,
        (Some(letter), None) => letter,
    }
}

fn letter_of_symbol(code: u32) -> Option<char> {
    Some(match code {
        0x2D => '−',
        0xA3 => '≤',
        0xA5 => '∞',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xBC => '…',
        // Figures and most marks stand where they stand in ASCII; the letters are Greek.
        _ => char::from_u32(code)
            .filter(|c| c.is_ascii_digit() || "!#%&()+,./:;<=>?[]_{|}".contains(*c))?,
    })
}

fn letter_of_wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x6C => '●',
        0x6E => '■',
        0x6F | 0x71 | 0x72 | 0xA8 => '□',
        0x74 | 0x75 => '◆',
        0x76 => '❖',
        0x9F => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xD8 => '➢',
        0xE0 => '→',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        0x81..=0x8A => nth_from('①', code.checked_sub(0x81)?)?,
        0x8C..=0x95 => nth_from('❶', code.checked_sub(0x8C)?)?,
        _ => return None,
    })
}

fn letter_of_wingdings2(code: u32) -> Option<char> {
    Some(match code {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0xA3 => '□',
        0x6A..=0x73 => nth_from('①', code.checked_sub(0x6A)?)?,
        _ => return None,
    })
}

fn letter_of_webdings(code: u32) -> Option<char> {
    Some(match code {
        0x61 => '✓',
        0x63 => '□',
        0x67 => '■',
        0x6E => '●',
        0x72 => '✗',
        _ => return None,
    })
}

fn nth_from(first: char, n: u32) -> Option<char> {
    char::from_u32(u32::from(first).checked_add(n)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison_signs_and_boxes_come_out() {
        for (font, code, sign) in [
            ("Symbol", "F0B3", '≥'),
            ("Symbol", "00A3", '≤'),
            ("Wingdings", "F0FE", '☑'),
            ("Wingdings", "F06F", '□'),
            ("Wingdings 2", "F052", '☑'),
            ("Wingdings", "F083", '③'),
            ("宋体", "2103", '℃'),
            ("Symbol", "F020", ' '),
        ] {
            assert_eq!(symbol(font, code), sign, "{font} {code}");
        }
    }

    #[test]
    fn what_is_not_known_is_no_other_sign() {
        for (font, code) in [
            ("Wingdings", "F030"),
            ("Symbol", "F061"),
            ("某字体", "F0B3"),
            ("Symbol", "不是数"),
            ("Symbol", "D800"),
        ] {
            assert_eq!(symbol(font, code), UNKNOWN, "{font} {code}");
        }
    }

    #[test]
    fn figures_in_the_symbol_font_stay_figures_and_chinese_stays_chinese() {
        let shown: String = "\u{B3}95.5%分 "
            .chars()
            .map(|c| SymbolFont::Symbol.shown(c))
            .collect();
        assert_eq!(shown, "≥95.5%分 ");
        assert_eq!(SymbolFont::Wingdings2.shown('R'), '☑');
    }
}
