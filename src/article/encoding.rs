//! Bytes to text: UTF-8, UTF-16 with a mark, else declared or detected; and what is not text.
//!
//! Never fails: malformed sequences become U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to guess its encoding or to see that it is no text.
const SAMPLE: usize = 64 * 1024;
/// How far into a page its own declaration of an encoding is looked for.
const DECLARATION: usize = 4096;

/// Decodes a file. The second value names the encoding where it is not plain UTF-8; malformed
/// sequences become U+FFFD. A byte order mark is dropped.
pub fn decode(bytes: &[u8]) -> (String, Option<&'static str>) {
    decode_with(bytes, None)
}

/// Decodes a page: as [`decode`], and before guessing, the encoding that the page declares.
pub fn decode_html(bytes: &[u8]) -> (String, Option<&'static str>) {
    decode_with(bytes, declared(bytes))
}

fn decode_with(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> (String, Option<&'static str>) {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return (String::from_utf8_lossy(rest).into_owned(), None);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe\0\0") {
        return (utf32(rest, u32::from_le_bytes), Some("UTF-32LE"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xfe\xff") {
        return (utf32(rest, u32::from_be_bytes), Some("UTF-32BE"));
    }
    if let Some(utf16) = utf16_of(bytes) {
        let rest = bytes.strip_prefix(b"\xff\xfe").or_else(|| bytes.strip_prefix(b"\xfe\xff"));
        return via(utf16, rest.unwrap_or(bytes));
    }
    if has_iso_2022_jp(bytes) {
        return via(ISO_2022_JP, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) if is_mostly_utf8(bytes) => (String::from_utf8_lossy(bytes).into_owned(), None),
        Err(_) => via(declared.unwrap_or_else(|| guess(bytes)), bytes),
    }
}

fn via(encoding: &'static Encoding, bytes: &[u8]) -> (String, Option<&'static str>) {
    let (text, _malformed) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), (encoding != UTF_8).then(|| encoding.name()))
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let unit = |four: &[u8]| four.try_into().ok().and_then(|four| char::from_u32(number(four)));
    bytes.chunks(4).map(|four| unit(four).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-16 by its mark, or, without one, by a zero in nearly every other byte.
fn utf16_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let pairs = sample.chunks_exact(2);
    let (count, mut even, mut odd) = (pairs.len(), 0, 0);
    for pair in pairs {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let mostly = |zeros: usize| count >= 8 && zeros * 10 >= count * 7;
    match (mostly(even), mostly(odd)) {
        (false, true) if even * 20 <= count => Some(UTF_16LE),
        (true, false) if odd * 20 <= count => Some(UTF_16BE),
        _ => None,
    }
}

/// Its escape sequences are valid UTF-8, so they are looked for first.
fn has_iso_2022_jp(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let has = |needle: &[u8]| memchr::memmem::find(sample, needle).is_some();
    (has(b"\x1b$B") || has(b"\x1b$@"))
        && (has(b"\x1b(B") || has(b"\x1b(J"))
        && bytes.is_ascii()
        && !ISO_2022_JP.decode_without_bom_handling(sample).0.contains(char::REPLACEMENT_CHARACTER)
}

/// One broken byte in a long UTF-8 text, or a text cut inside a character, is UTF-8 still.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Plain ASCII says nothing, so the sample starts where something else does.
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0).saturating_sub(SAMPLE / 2);
    let rest = bytes.get(start..).unwrap_or_default();
    let sample = rest.get(..rest.len().min(4 * SAMPLE)).unwrap_or_default();
    detector.feed(sample, sample.len() == rest.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// `<meta charset="…">` or `…; charset=…` near the start of a page.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION))?.to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memmem::find(rest, b"charset") {
        rest = rest.get(at + b"charset".len()..)?;
        let value = rest.trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| b"\"' \t\r\n;/>".contains(b)).unwrap_or(value.len());
        let found = Encoding::for_label(value.get(..end)?);
        if let Some(encoding) = found {
            // A page whose declaration could be read byte by byte is not in UTF-16.
            let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
            return (!is_utf16 && encoding != UTF_8).then_some(encoding);
        }
    }
    None
}

/// What a file is, if it is no text: `a zip archive`, `binary data`.
pub fn not_text(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let marked = [&b"\xff\xfe"[..], b"\xfe\xff", b"\0\0\xfe\xff"];
    if marked.iter().any(|mark| bytes.starts_with(mark)) || utf16_of(bytes).is_some() {
        return None;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let odd = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    // A flood of controls in a text does not make it less of a text; in what is no UTF-8 either,
    // a few tell enough.
    let is_utf8 = std::str::from_utf8(sample).map_or_else(|e| e.error_len().is_none(), |_| true);
    let most = if is_utf8 { 995 } else { 20 };
    (odd * 1000 > sample.len() * most).then_some("binary data")
}

const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a rar archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool, number: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(text.encode_utf16()).flat_map(number).collect()
    }

    #[test]
    fn every_encoding_becomes_the_same_text() {
        let text = "Café in Żary — القاهرة, 東京";
        let plain = "Harbour strike enters its third day.";
        let cases: &[(Vec<u8>, &str, Option<&str>)] = &[
            (text.into(), text, None),
            (format!("\u{feff}{text}").into(), text, None),
            (utf16(text, true, u16::to_le_bytes), text, Some("UTF-16LE")),
            (utf16(text, true, u16::to_be_bytes), text, Some("UTF-16BE")),
            (utf16(plain, false, u16::to_le_bytes), plain, Some("UTF-16LE")),
            (utf16(plain, false, u16::to_be_bytes), plain, Some("UTF-16BE")),
            (b"\xff\xfe\0\0A\0\0\0\x71\x67\0\0".to_vec(), "A東", Some("UTF-32LE")),
            (b"\0\0\xfe\xff\0\0\0A\0\x11\0\0".to_vec(), "A\u{fffd}", Some("UTF-32BE")),
            (b"Tokyo: \x1b$BEl5~\x1b(B.".to_vec(), "Tokyo: 東京.", Some("ISO-2022-JP")),
            (Vec::new(), "", None),
        ];
        for (bytes, expected, name) in cases {
            assert_eq!(decode(bytes), ((*expected).to_owned(), *name), "{bytes:02x?}");
        }
    }

    #[test]
    fn legacy_encodings_are_detected() {
        let western = "Le procès a été reporté à l'été, après des mois de débats enflammés.";
        let cyrillic = "Министр сообщил, что переговоры продолжатся на следующей неделе.";
        for (encoding, text) in
            [(encoding_rs::WINDOWS_1252, western), (encoding_rs::WINDOWS_1251, cyrillic)]
        {
            let (bytes, ..) = encoding.encode(text);
            assert_eq!(decode(&bytes), (text.to_owned(), Some(encoding.name())));
        }
    }

    #[test]
    fn a_page_is_read_as_it_declares_unless_it_is_plainly_utf_8() {
        let page = b"<html><head><META http-equiv=x content='text/html; Charset = koi8-r'>\xd4";
        assert_eq!(decode_html(page).1, Some("KOI8-R"));
        let page = "<meta charset=\"windows-1252\"><p>Zürich, Łódź, 東京";
        assert_eq!(decode_html(page.as_bytes()), (page.to_owned(), None));
        assert_eq!(decode_html(b"<meta charset=utf-7>+ADw-").0, "<meta charset=utf-7>+ADw-");
    }

    #[test]
    fn a_broken_byte_does_not_change_the_encoding_of_the_rest() {
        let mut bytes = "القاهرة تقول".as_bytes().to_vec();
        bytes.push(0xd8);
        assert_eq!(decode(&bytes), ("القاهرة تقول\u{fffd}".to_owned(), None));
    }

    #[test]
    fn what_is_no_text_is_named() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (b"PK\x03\x04rest", Some("a zip archive or an office document")),
            (b"%PDF-1.7 text", Some("a PDF document")),
            (&[0; 200], Some("binary data")),
            (b"\xfe\x01\x02\x03\xfe\x80 ab", Some("binary data")),
            (b"Text, then \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0.", None),
            (b"", None),
            (b"One \0 only, in a text that goes on for a while, so that it is plainly a text all the same, is it not.", None),
            (b"\x1b[31mred\x1b[0m", None),
            (b"\xff\xfea\0b\0", None),
            ("ünïcödé".as_bytes(), None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(not_text(bytes), *expected, "{bytes:02x?}");
        }
    }
}
