//! Web addresses before they are opened: which may be, whose they are, and what looks like another.

use std::fmt::Write as _;

use super::{TextRange, clean};

/// An address of the web that may be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// With its scheme; nothing in it is hidden.
    pub text: String,
    /// Where the host stands in it.
    pub host: TextRange,
    /// The host in letters that cannot be mistaken (`xn--…`), where it has others.
    pub punycode: Option<String>,
    /// A name before the host, which is made to look like one: `https://bank.example@evil.example`.
    pub disguised: bool,
}

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    #[error("only http and https are opened")]
    Scheme,
    #[error("it has characters that are hidden, or that no address has")]
    Hidden,
    #[error("it names no host")]
    NoHost,
}

/// The longest address that is opened, in bytes.
const LONGEST: usize = 4000;

impl WebAddress {
    /// Reads an address; one without a scheme (`www.example.org`) is taken as `https`.
    pub fn parse(address: &str) -> Result<Self, NotOpened> {
        // A backslash is a slash to some programs only: they would go to another host.
        let odd = |c: char| c.is_whitespace() || c == '\\';
        let hides = clean::line(address) != address || address.contains(odd);
        if hides || address.len() > LONGEST {
            return Err(NotOpened::Hidden);
        }
        let lower = address.to_ascii_lowercase();
        let text = if lower.starts_with("http://") || lower.starts_with("https://") {
            address.to_owned()
        } else if has_scheme(address) {
            return Err(NotOpened::Scheme);
        } else {
            format!("https://{address}")
        };
        let (host, disguised) = host_of(&text).ok_or(NotOpened::NoHost)?;
        let punycode = ascii_host(host.of(&text));
        Ok(Self { text, host, punycode, disguised })
    }

    /// As it is handed to the program that opens it: marks that no address has are encoded, so that
    /// they mean nothing to whatever script stands behind that program.
    pub fn encoded(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for c in self.text.chars() {
            if matches!(c, '"' | '\'' | '`' | '<' | '>' | '^' | '{' | '}' | '|' | '$') {
                let _ = write!(out, "%{:02X}", u32::from(c));
            } else {
                out.push(c);
            }
        }
        out
    }
}

/// `javascript:`, `mailto:`, `file:`; not `example.org:8080`.
fn has_scheme(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let is_name = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    let port = rest.starts_with(|c: char| c.is_ascii_digit());
    is_name && !(scheme.contains('.') && port)
}

/// Where the host stands, and whether there is a name before it.
fn host_of(text: &str) -> Option<(TextRange, bool)> {
    let start = text.find("://")? + 3;
    let rest = text.get(start..)?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let at = authority.rfind('@').map_or(0, |at| at + 1);
    let named = authority.get(at..)?;
    let host = if named.starts_with('[') {
        named.split_inclusive(']').next()?
    } else {
        named.split(':').next()?
    };
    if host.is_empty() || !host.chars().any(char::is_alphanumeric) {
        return None;
    }
    let range = TextRange::new(start + at, start + at + host.len());
    Some((range, at > 0))
}

/// A host with letters outside of ASCII, each such part as `xn--…`.
fn ascii_host(host: &str) -> Option<String> {
    if host.is_ascii() {
        return None;
    }
    let part = |label: &str| {
        if label.is_ascii() {
            return Some(label.to_owned());
        }
        Some(format!("xn--{}", punycode(&label.to_lowercase())?))
    };
    let parts: Option<Vec<String>> = host.split(['.', '。', '．', '｡']).map(part).collect();
    Some(parts.map_or_else(|| "?".to_owned(), |parts| parts.join(".")))
}

/// Punycode (RFC 3492) of one label; `None` where it is too long for one.
fn punycode(label: &str) -> Option<String> {
    const BASE: u32 = 36;
    const FIRST: u32 = 0x80;
    let input: Vec<u32> = label.chars().map(u32::from).collect();
    if input.len() > 63 {
        return None;
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (FIRST, 0_u32, 72, basic);
    while (done as usize) < input.len() {
        let next = input.iter().copied().filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for c in &input {
            if *c < n {
                delta = delta.checked_add(1)?;
            }
            if *c == n {
                let mut q = delta;
                for k in (BASE..).step_by(BASE as usize) {
                    let t = k.saturating_sub(bias).clamp(1, 26);
                    if q < t {
                        break;
                    }
                    out.push(digit(t + (q - t) % (BASE - t)));
                    q = (q - t) / (BASE - t);
                }
                out.push(digit(q));
                bias = adapted(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

fn adapted(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn digit(value: u32) -> char {
    char::from_digit(value, 36).map_or('?', |c| match value {
        0..26 => char::from_u32(u32::from('a') + value).unwrap_or(c),
        _ => char::from_u32(u32::from('0') + value - 26).unwrap_or(c),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for (address, expected) in [
            (
                "https://example.org/a?b=c&d=e#f",
                Ok(("https://example.org/a?b=c&d=e#f", "example.org")),
            ),
            ("HTTP://Example.org", Ok(("HTTP://Example.org", "Example.org"))),
            ("www.example.org/x", Ok(("https://www.example.org/x", "www.example.org"))),
            ("example.org:8080/x", Ok(("https://example.org:8080/x", "example.org"))),
            ("https://[2001:db8::1]:80/", Ok(("https://[2001:db8::1]:80/", "[2001:db8::1]"))),
            ("https://a.example@b.example/", Ok(("https://a.example@b.example/", "b.example"))),
            ("https://b.example\\@a.example", Err(NotOpened::Hidden)),
            ("javascript:alert(1)", Err(NotOpened::Scheme)),
            ("javascript://example.org/%0aalert(1)", Err(NotOpened::Scheme)),
            ("file:///etc/passwd", Err(NotOpened::Scheme)),
            ("data:text/html,x", Err(NotOpened::Scheme)),
            ("mailto:a@example.org", Err(NotOpened::Scheme)),
            ("https://", Err(NotOpened::NoHost)),
            ("https:///path", Err(NotOpened::NoHost)),
            ("https://a b.example", Err(NotOpened::Hidden)),
            ("https://exam\u{200b}ple.org", Err(NotOpened::Hidden)),
            ("https://a.example/\u{202e}gpj", Err(NotOpened::Hidden)),
            ("https://a.example/\u{1b}[31m", Err(NotOpened::Hidden)),
            ("-o https", Err(NotOpened::Hidden)),
        ] {
            let parsed = WebAddress::parse(address);
            let parts = parsed.as_ref().map(|web| (web.text.as_str(), web.host.of(&web.text)));
            assert_eq!(parts.map_err(|why| *why), expected, "{address}");
        }
        let disguised = WebAddress::parse("https://bank.example@evil.example").expect("an address");
        assert!(disguised.disguised);
    }

    #[test]
    fn letters_that_look_like_others_are_told_apart() {
        for (address, expected) in [
            ("https://example.org", None),
            // The samples of RFC 3492 and IDNA.
            ("https://bücher.example", Some("xn--bcher-kva.example")),
            ("https://münchen.example", Some("xn--mnchen-3ya.example")),
            ("https://例え.テスト", Some("xn--r8jz45g.xn--zckzah")),
            ("https://مثال.إختبار/a", Some("xn--mgbh0fb.xn--kgbechtv")),
            ("https://пример.испытание", Some("xn--e1afmkfd.xn--80akhbyknj4f")),
            // The Cyrillic а.
            ("https://\u{430}pple.example", Some("xn--pple-43d.example")),
        ] {
            let web = WebAddress::parse(address).expect(address);
            assert_eq!(web.punycode.as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn marks_that_no_address_has_are_encoded() {
        let web = WebAddress::parse("https://a.example/$(x)`y`'z'\"&b={c}|").expect("an address");
        assert_eq!(web.encoded(), "https://a.example/%24(x)%60y%60%27z%27%22&b=%7Bc%7D%7C");
    }

    proptest! {
        #[test]
        fn nothing_opened_hides_anything(address in "(https://|www\\.)?(?s).{0,40}") {
            if let Ok(web) = WebAddress::parse(&address) {
                let lower = web.text.to_ascii_lowercase();
                prop_assert!(lower.starts_with("http://") || lower.starts_with("https://"));
                prop_assert!(!web.text.chars().any(|c| c.is_control() || c.is_whitespace()));
                prop_assert!(!web.host.of(&web.text).is_empty());
                prop_assert!(web.punycode.is_none_or(|host| host.is_ascii()));
            }
        }
    }
}
