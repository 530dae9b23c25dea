//! The bytes of a file as text, in whichever encoding and with whichever line ends it was saved;
//! what is no text is called by its name.

use crate::failure::{Failure, Result};

/// What files that are no text begin with, and what they are.
const NO_TEXT: [(&[u8], &str, &str); 6] = [
    (b"PK\x03\x04", "a workbook or another archive", WORKBOOK),
    (b"\xD0\xCF\x11\xE0", "a workbook of Excel 97 to 2003", WORKBOOK),
    (b"%PDF", "a PDF", EXPORT),
    (b"\x1F\x8B", "compressed (gzip)", "unpack it first"),
    (b"{\\rtf", "a document (RTF)", EXPORT),
    (b"SQLite format 3\0", "a database", "mpn --ledger PATH names a ledger"),
];
const WORKBOOK: &str = "save it as CSV UTF-8";
const EXPORT: &str = "export it as CSV, or save it as plain text";

/// How many bytes are looked at where no mark says which encoding it is.
const LOOKED_AT: usize = 4_096;

/// Bytes as text: UTF-8, or UTF-16 as Excel's "Unicode Text" and Windows PowerShell write it, with
/// or without a byte order mark. Lines that all end with a carriage return alone end as others do.
///
/// # Errors
/// `not-utf-8` (exit 2) with the line, `not-a-text` with what it is.
pub fn text_of(bytes: Vec<u8>, shown: &str) -> Result<String> {
    if let Some((_, what, hint)) = NO_TEXT.iter().find(|(begin, ..)| bytes.starts_with(begin)) {
        return Err(Failure::usage("not-a-text", format!("{shown} is {what}")).hint(*hint));
    }
    let text = match utf_16(&bytes) {
        Some(unit) => {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
            String::from_utf16(&units).ok().filter(|_| rest.is_empty()).ok_or_else(|| {
                Failure::usage("not-utf-8", format!("{shown} begins as UTF-16, and is none"))
                    .hint("save it as UTF-8")
            })?
        }
        None => String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            Failure::usage("not-utf-8", format!("{shown}:{line}: the text is not UTF-8"))
                .hint("save it as UTF-8; Excel calls that \"CSV UTF-8\"")
        })?,
    };
    let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
    Ok(if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text })
}

/// How two bytes of a text in UTF-16 are read; nothing where it is none. Without a mark it is one
/// where every second byte is zero, as of letters that the western world uses.
fn utf_16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let zeros = |of: usize| {
        let half = bytes.iter().take(LOOKED_AT).skip(of).step_by(2);
        let (zeros, all) = (half.clone().filter(|byte| **byte == 0).count(), half.count());
        all > 1 && zeros * 10 > all * 9
    };
    match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ if zeros(1) && !zeros(0) => Some(u16::from_le_bytes),
        _ if zeros(0) && !zeros(1) => Some(u16::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "userPrincipalName;Name\r\nzoë@contoso.com;Zoë 🙂\r\n";

    fn in_utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_text_is_read_in_whatever_unicode_it_was_saved() {
        let marked = format!("\u{FEFF}{TEXT}");
        for bytes in [
            TEXT.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            in_utf_16(&marked, u16::to_le_bytes),
            in_utf_16(&marked, u16::to_be_bytes),
            in_utf_16(TEXT, u16::to_le_bytes),
            in_utf_16(TEXT, u16::to_be_bytes),
        ] {
            assert_eq!(text_of(bytes, "a.csv").unwrap(), TEXT);
        }
        assert_eq!(text_of(b"a\rb\r".to_vec(), "a.csv").unwrap(), "a\nb\n");
        assert_eq!(text_of(b"a\r\nb\rc".to_vec(), "a.csv").unwrap(), "a\r\nb\rc");
        assert_eq!(text_of(Vec::new(), "a.csv").unwrap(), "");
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        let told = |bytes: &[u8]| text_of(bytes.to_vec(), "a.csv").unwrap_err().told().message;
        assert_eq!(told(b"a\nZo\xEB\n"), "a.csv:2: the text is not UTF-8");
        assert_eq!(told(b"PK\x03\x04rest"), "a.csv is a workbook or another archive");
        assert_eq!(told(b"%PDF-1.7"), "a.csv is a PDF");
        assert_eq!(told(b"\xFF\xFEa\0b"), "a.csv begins as UTF-16, and is none");
        assert_eq!(told(b"\xFF\xFE\x00\xD8a\0"), "a.csv begins as UTF-16, and is none");
    }
}
