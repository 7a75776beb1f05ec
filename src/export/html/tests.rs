//! The page as a browser's parser reads it: our elements, their texts, nothing else.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    states::{Rawtext, Rcdata},
};
use proptest::prelude::*;

use super::*;
use crate::export::sample::{hostile_articles, sample};

/// What a page is made of.
#[derive(Default)]
struct Read {
    /// Open elements.
    open: Vec<String>,
    /// Each element's name and attributes, in order.
    elements: Vec<(String, Vec<(String, String)>)>,
    /// The texts of `h3`.
    headlines: Vec<String>,
    style: String,
    others: Vec<String>,
}

#[derive(Default)]
struct Sink(RefCell<Read>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut read = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == TagKind::EndTag {
                    assert_eq!(read.open.pop().as_deref(), Some(name.as_str()), "nested");
                    return TokenSinkResult::Continue;
                }
                let attributes =
                    tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
                read.elements.push((name.clone(), attributes.collect()));
                if name == "h3" {
                    read.headlines.push(String::new());
                }
                if name != "meta" {
                    read.open.push(name.clone());
                }
                return match name.as_str() {
                    "title" => TokenSinkResult::RawData(Rcdata),
                    "style" => TokenSinkResult::RawData(Rawtext),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(text) => {
                if read.open.iter().any(|name| name == "h3") {
                    read.headlines.last_mut().expect("open").push_str(&text);
                } else if read.open.last().is_some_and(|name| name == "style") {
                    read.style.push_str(&text);
                }
            }
            Token::DoctypeToken(_) | Token::EOFToken => {}
            other => read.others.push(format!("{other:?}")),
        }
        TokenSinkResult::Continue
    }
}

fn page(articles: &[TaggedArticle]) -> String {
    let mut out = Vec::new();
    write(articles, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(page: &str) -> Read {
    let options = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Sink::default(), options);
    let queue = BufferQueue::default();
    queue.push_back(page.into());
    let _done = tokenizer.feed(&queue);
    tokenizer.end();
    let read = tokenizer.sink.0.into_inner();
    assert!(read.open.is_empty(), "{:?} left open", read.open);
    read
}

/// Fails on an element or attribute that this writer has no use for.
fn check(read: &Read) {
    assert_eq!(read.others, Vec::<String>::new());
    assert_eq!(read.style, STYLE);
    for (name, attributes) in &read.elements {
        for (attribute, value) in attributes {
            let ours = match (name.as_str(), attribute.as_str()) {
                ("html" | "article", "lang") => is_language(value),
                ("meta", "charset" | "http-equiv" | "name" | "content") => true,
                ("section", "id") => value.strip_prefix('s').is_some_and(is_number),
                ("h2" | "h3" | "p" | "a" | "span", "dir") => value == "auto" || value == "ltr",
                ("p", "class") => value == "about" || value == "address",
                ("a", "rel") => value == "noopener noreferrer nofollow",
                ("a", "href") => {
                    let web = value.starts_with("http://") || value.starts_with("https://");
                    web && has(attributes, "rel") || value.strip_prefix("#s").is_some_and(is_number)
                }
                _ => false,
            };
            assert!(ours, "<{name} {attribute}={value:?}>");
        }
        let known = "html head meta title style body h1 p nav ul li a section h2 article h3 time span blockquote";
        assert!(known.split(' ').any(|known| known == name), "<{name}>");
    }
    assert_eq!(read.elements.iter().filter(|(name, _)| name == "meta").count(), 4);
}

fn has(attributes: &[(String, String)], name: &str) -> bool {
    attributes.iter().any(|(attribute, _)| attribute == name)
}

fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok()
}

#[test]
fn a_page_is_the_brief() {
    let mut plain = sample("<script>alert(\"1\")</script> & 'more'");
    plain.decision = crate::tags::Decision::default();
    plain.url = Some("javascript:alert(1)".to_owned());
    plain.language = Some("\" onclick=\"x".to_owned());
    let page = page(&[sample("Port strike"), plain]);
    let body = page.split_once("<body>\n").expect("a body").1;
    let expected = "<h1>Brief</h1>
<p>2 articles</p>
<nav>
<ul>
<li><a href=\"#s1\" dir=\"auto\">harbour</a> 1</li>
<li><a href=\"#s2\" dir=\"auto\">strike</a> 1</li>
<li><a href=\"#s3\" dir=\"auto\">Without a tag</a> 1</li>
</ul>
</nav>
<section id=\"s1\">
<h2 dir=\"auto\">harbour</h2>
<article lang=\"en\">
<h3 dir=\"auto\"><a href=\"https://courier.example/a?b=%281%29&amp;copy;=2\" rel=\"noopener noreferrer nofollow\">Port strike</a></h3>
<p class=\"about\"><time>2031-04-13</time> · <span dir=\"auto\">Lake Courier</span> · ★</p>
<p class=\"address\" dir=\"ltr\">https://courier.example/a?b=(1)&amp;copy;=2</p>
<p dir=\"auto\">Dockers stopped all cranes. Talks go on; &quot;soon&quot;, they say.</p>
<blockquote>
<p dir=\"auto\">check the date</p>
<p dir=\"auto\">=of the video</p>
</blockquote>
</article>
</section>
";
    assert!(body.starts_with(expected), "{body}");
    let last = "<article>
<h3 dir=\"auto\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;</h3>
<p class=\"about\"><time>2031-04-13</time> · <span dir=\"auto\">Lake Courier</span></p>
<p class=\"address\" dir=\"ltr\">javascript:alert(1)</p>
";
    assert!(body.contains(last), "{body}");
    check(&read(&page));
}

#[test]
fn the_policy_lets_only_our_style_apply() {
    let page = page(&[]);
    let (_, policy) = page.split_once("default-src 'none'; style-src 'sha256-").expect("a policy");
    assert_eq!(policy.split('\'').next(), Some(base64(&sha256(STYLE.as_bytes())).as_str()));
    assert!(!STYLE.contains('<') && !STYLE.contains("url(") && !STYLE.contains("@import"));
}

#[test]
fn an_address_that_hides_its_host_is_shown_with_it() {
    let mut article = sample("a");
    article.url = Some("https://bank.example@evil.example/\u{202e}x".to_owned());
    let page = page(&[article]);
    let shown = "dir=\"ltr\">https://bank.example@evil.example/▯x (host: evil.example)</p>";
    assert!(page.contains(shown), "{page}");
}

proptest! {
    #[test]
    fn no_field_makes_markup(articles in hostile_articles()) {
        let page = page(&articles);
        prop_assert!(!page.chars().any(|c| c.is_control() && c != '\n'));
        let read = read(&page);
        check(&read);
        let sections = brief::sections(&articles);
        let wanted: Vec<String> =
            sections.iter().flat_map(|s| s.articles.iter().map(|a| brief::headline(a))).collect();
        prop_assert_eq!(read.headlines, wanted);
    }
}

/// SHA-256 (FIPS 180-4), whose constants are the roots of the first primes.
fn sha256(message: &[u8]) -> Vec<u8> {
    let primes: Vec<u32> = (2..312_u32).filter(|n| (2..*n).all(|d| !n.is_multiple_of(d))).collect();
    let fraction = |prime: &u32, power| {
        let root = root(u128::from(*prime) << (32 * power), power);
        u32::try_from(root & 0xffff_ffff).expect("masked")
    };
    let mut state: Vec<u32> = primes.iter().take(8).map(|prime| fraction(prime, 2)).collect();
    let constants: Vec<u32> = primes.iter().take(64).map(|prime| fraction(prime, 3)).collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let word = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().expect("four"));
        let mut words: Vec<u32> = block.chunks(4).map(word).collect();
        for i in 16..64 {
            let (a, b) = (words[i - 15], words[i - 2]);
            let low = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let high = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            let sum = words[i - 16].wrapping_add(low).wrapping_add(words[i - 7]).wrapping_add(high);
            words.push(sum);
        }
        let mut s = state.clone();
        for (constant, word) in constants.iter().zip(&words) {
            let mix = s[4].rotate_right(6) ^ s[4].rotate_right(11) ^ s[4].rotate_right(25);
            let choice = (s[4] & s[5]) ^ (!s[4] & s[6]);
            let first =
                [s[7], mix, choice, *constant, *word].into_iter().fold(0, u32::wrapping_add);
            let mix = s[0].rotate_right(2) ^ s[0].rotate_right(13) ^ s[0].rotate_right(22);
            let most = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(first);
            s[0] = first.wrapping_add(mix).wrapping_add(most);
        }
        for (total, part) in state.iter_mut().zip(s) {
            *total = total.wrapping_add(part);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// The whole part of a root.
fn root(of: u128, power: u32) -> u128 {
    (0..40).rev().fold(0, |root, bit| {
        let tried: u128 = root | 1 << bit;
        if tried.pow(power) <= of { tried } else { root }
    })
}

fn base64(bytes: &[u8]) -> String {
    let letters: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte))
            << (8 * (3 - chunk.len()));
        for n in 0..4 {
            out.push(if n > chunk.len() { '=' } else { letters[bits >> (18 - 6 * n) & 63] });
        }
    }
    out
}
