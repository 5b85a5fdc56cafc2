//! The code of a login on paper: typed by hand where there is no camera for the QR code beside it.

/// Bytes of it: 80 bits, which nobody guesses within five days, and few enough to be typed.
const BYTES: usize = 10;
/// Signs of it.
const LENGTH: usize = 16;
/// Signs that are not easily taken for others (Crockford).
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code that follows from a keyed hash of its link.
pub fn from_mac(mac: &[u8]) -> String {
    let bits = mac.iter().take(BYTES).fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let sign = |at: usize| SIGNS.get((bits >> (5 * at)) as usize & 31).copied().map_or('0', char::from);
    (0..LENGTH).rev().map(sign).collect()
}

/// The code as it is printed: `4F7K-2M9A-...`
pub fn shown(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The code as it was typed: in small or capital letters, with spaces or dashes, an O for a nought. Nothing when it cannot be one.
pub fn read(typed: &str) -> Option<String> {
    let signs = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').map(|sign| {
        match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            sign => sign,
        }
    });
    let code: String = signs.take(LENGTH + 1).collect();
    let known = code.bytes().all(|sign| SIGNS.contains(&sign));
    (known && code.len() == LENGTH).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = from_mac(&[0, 1, 2, 250, 251, 252, 17, 34, 51, 68, 85]);
        assert_eq!(code.len(), LENGTH);
        assert_eq!(shown(&code).len(), LENGTH + 3);
        for typed in [
            shown(&code),
            code.to_lowercase(),
            shown(&code).replace('-', " "),
            code.replace('0', "o").replace('1', "l"),
        ] {
            assert_eq!(read(&typed).as_ref(), Some(&code), "{typed}");
        }
        for wrong in ["", "4F7K", "4F7K-2M9A-4F7K-2M9A-4", "4F7K-2M9A-4F7K-2M9U", "4F7K-2M9A-4F7K-2M9\u{e9}"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn other_bits_give_another_code() {
        let code = |byte: u8| from_mac(&[byte; 10]);
        let all: std::collections::BTreeSet<String> = (0..=255).map(code).collect();
        assert_eq!(all.len(), 256);
    }
}
