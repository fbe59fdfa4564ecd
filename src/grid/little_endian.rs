//! Numbers and texts as the binary formats write them: the lowest byte first.

/// The number of two bytes at a place.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

/// The number of four bytes at a place.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// UTF-16; halves of characters are replaced, a last odd byte is dropped.
pub(super) fn text(bytes: &[u8]) -> String {
    let (units, _) = bytes.as_chunks();
    let units = units.iter().copied().map(u16::from_le_bytes);
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_no_number() {
        let bytes = [0, 1, 2, 0, 3];
        assert_eq!(short(&bytes, 1), Some(0x0201));
        assert_eq!(word(&bytes, 1), Some(0x0300_0201));
        assert_eq!(short(&bytes, 4), None);
        assert_eq!(word(&bytes, 2), None);
        assert_eq!(word(&bytes, usize::MAX), None);
    }

    #[test]
    fn half_a_character_is_replaced() {
        assert_eq!(text(b"\x42\x53\x00\xD8\x41\x00\x07"), "\u{5342}\u{FFFD}A");
    }
}
