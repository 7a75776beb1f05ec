//! The language of a text or a part of it.

use whatlang::{Lang, Script};

/// Letters that a text must have before its words are trusted.
const FEW: usize = 24;
/// With so many letters a lower confidence is enough.
const MANY: usize = 120;

/// ISO 639-1 code of the language of `text`, where it can be told. Short texts are judged only
/// where their script has one language.
pub fn detect(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(MANY).count();
    if letters < FEW {
        return if letters > 1 { of_script(whatlang::detect_script(text)?) } else { None };
    }
    let info = whatlang::detect(text)?;
    let sure = info.is_reliable() || (letters >= MANY && info.confidence() > 0.2);
    if sure { Some(code(info.lang())) } else { of_script(info.script()) }
}

/// The same of a passage that stands out by its script or its words: the likeliest language of its
/// script will do.
pub fn of_passage(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(MANY).count();
    let sure = detect(text);
    if sure.is_some() || letters < FEW {
        return sure;
    }
    let info = whatlang::detect(text)?;
    let likely = info.script() != Script::Latin || (letters >= MANY / 2 && info.confidence() > 0.2);
    likely.then(|| code(info.lang()))
}

/// The language of scripts that serve one language in the news.
fn of_script(script: Script) -> Option<&'static str> {
    match script {
        Script::Hebrew => Some("he"),
        Script::Greek => Some("el"),
        Script::Hangul => Some("ko"),
        Script::Hiragana | Script::Katakana => Some("ja"),
        Script::Mandarin => Some("zh"),
        Script::Thai => Some("th"),
        Script::Georgian => Some("ka"),
        Script::Armenian => Some("hy"),
        Script::Tamil => Some("ta"),
        Script::Telugu => Some("te"),
        Script::Malayalam => Some("ml"),
        Script::Kannada => Some("kn"),
        Script::Gujarati => Some("gu"),
        Script::Gurmukhi => Some("pa"),
        Script::Khmer => Some("km"),
        Script::Myanmar => Some("my"),
        Script::Sinhala => Some("si"),
        Script::Ethiopic => Some("am"),
        Script::Oriya => Some("or"),
        Script::Bengali => Some("bn"),
        Script::Arabic | Script::Cyrillic | Script::Devanagari | Script::Latin => None,
    }
}

/// ISO 639-1 for the three-letter names of whatlang.
fn code(lang: Lang) -> &'static str {
    TABLE.iter().find(|(l, _)| *l == lang).map_or("und", |(_, code)| code)
}

const TABLE: &[(Lang, &str)] = &[
    (Lang::Epo, "eo"),
    (Lang::Eng, "en"),
    (Lang::Rus, "ru"),
    (Lang::Cmn, "zh"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Ben, "bn"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Ukr, "uk"),
    (Lang::Kat, "ka"),
    (Lang::Ara, "ar"),
    (Lang::Hin, "hi"),
    (Lang::Jpn, "ja"),
    (Lang::Heb, "he"),
    (Lang::Yid, "yi"),
    (Lang::Pol, "pl"),
    (Lang::Amh, "am"),
    (Lang::Jav, "jv"),
    (Lang::Kor, "ko"),
    (Lang::Nob, "nb"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Fin, "fi"),
    (Lang::Tur, "tr"),
    (Lang::Nld, "nl"),
    (Lang::Hun, "hu"),
    (Lang::Ces, "cs"),
    (Lang::Ell, "el"),
    (Lang::Bul, "bg"),
    (Lang::Bel, "be"),
    (Lang::Mar, "mr"),
    (Lang::Kan, "kn"),
    (Lang::Ron, "ro"),
    (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Mkd, "mk"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
    (Lang::Tam, "ta"),
    (Lang::Vie, "vi"),
    (Lang::Urd, "ur"),
    (Lang::Tha, "th"),
    (Lang::Guj, "gu"),
    (Lang::Uzb, "uz"),
    (Lang::Pan, "pa"),
    (Lang::Aze, "az"),
    (Lang::Ind, "id"),
    (Lang::Tel, "te"),
    (Lang::Pes, "fa"),
    (Lang::Mal, "ml"),
    (Lang::Ori, "or"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Sin, "si"),
    (Lang::Khm, "km"),
    (Lang::Tuk, "tk"),
    (Lang::Aka, "ak"),
    (Lang::Zul, "zu"),
    (Lang::Sna, "sn"),
    (Lang::Afr, "af"),
    (Lang::Lat, "la"),
    (Lang::Slk, "sk"),
    (Lang::Cat, "ca"),
    (Lang::Tgl, "tl"),
    (Lang::Hye, "hy"),
    (Lang::Cym, "cy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_code() {
        for lang in Lang::all() {
            assert_eq!(code(*lang).len(), 2, "{lang:?}");
        }
    }

    #[test]
    fn languages_are_told_from_enough_text() {
        let cases = [
            (
                "The old ferry sank near the lighthouse, and the crew was brought ashore.",
                Some("en"),
            ),
            (
                "Die alte Fähre sank am Montag vor dem Leuchtturm, sagte die Küstenwache.",
                Some("de"),
            ),
            ("غرقت العبارة القديمة يوم الاثنين بالقرب من المنارة، وقال خفر السواحل", Some("ar")),
            (
                "Старый паром затонул в понедельник у маяка, сообщила береговая охрана. Все девять человек, которые были на борту, спасены, и никто не пострадал, заявил начальник порта.",
                Some("ru"),
            ),
            ("古い渡し船は月曜日に灯台の近くで沈没した。乗組員は全員救助された。", Some("ja")),
            ("המעבורת שקעה", Some("he")),
            ("Ferry", None),
            ("Port Ells", None),
            ("12345 !!", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
