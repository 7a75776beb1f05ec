//! Calls to subscribe to a newsletter, in many languages: what is asked for beside a word that asks.

use super::listed::{List, Lists};

/// Beginnings of the words for newsletters and the like.
pub const LETTERS: &[&str] = &[
    "newsletter",
    "boletín",
    "boletines",
    "boletim",
    "infolettre",
    "nieuwsbrief",
    "nyhetsbrev",
    "uutiskirje",
    "biuletyn",
    "zpravodaj",
    "hírlev",
    "e-bülten",
    "bülten",
    "buletin",
    "ενημερωτικ",
    "рассылк",
    "розсилк",
    "бюлетин",
    "نشرتنا",
    "النشرة البريدية",
    "النشرة الإخبارية",
    "خبرنامه",
    "نیوز لیٹر",
    "ניוזלטר",
    "न्यूज़लेटर",
    "न्यूजलेटर",
    "নিউজলেটার",
    "ニュースレター",
    "メールマガジン",
    "メルマガ",
    "简报",
    "簡報",
    "电子报",
    "電子報",
    "通讯",
    "뉴스레터",
    "bản tin",
];

/// Words that ask the reader at the start of a line.
const ENGLISH: &[&str] = &["sign", "subscribe", "get", "join", "receive"];

/// Beginnings of such words in other languages.
const ASKING: &[&str] = &[
    "abonnier",
    "bestell",
    "melde",
    "erhalte",
    "jetzt",
    "suscr",
    "recib",
    "recíb",
    "apúnt",
    "regístr",
    "únete",
    "inscri",
    "inscrev",
    "assin",
    "receb",
    "abonnez",
    "recevez",
    "iscriv",
    "ricevi",
    "abbonat",
    "ontvang",
    "abonneer",
    "prenumerer",
    "anmäl",
    "få",
    "tilmeld",
    "abonner",
    "tilaa",
    "zapisz",
    "zasubskrybuj",
    "otrzymuj",
    "přihl",
    "odebírej",
    "iratkoz",
    "abone",
    "langganan",
    "berlangganan",
    "εγγραφ",
    "подпи",
    "підпи",
    "получай",
    "абонира",
    "اشترك",
    "سجل",
    "عضو",
    "מלאו",
    "הירשמ",
    "הצטרפ",
    "đăng",
    "meld",
];

/// The same in languages whose verb comes last: anywhere in the line.
pub const ASKING_LAST: &[&str] = &[
    "abone ol",
    "kaydol",
    "सदस्यता",
    "सब्सक्राइब",
    "সাবস্ক্রাইব",
    "سبسکرائب",
    "登録",
    "購読",
    "订阅",
    "訂閱",
    "구독",
    "عضو شوید",
];

/// Longer lines are about newsletters.
const MOST_WORDS: usize = 30;

/// Whether a line in lower case, with the lists inside it, asks its reader to subscribe.
pub fn calls(lower: &str, words: usize, inside: Lists) -> bool {
    if words > MOST_WORDS || !inside.has(List::Letter) {
        return false;
    }
    let asks = |word: &str| ENGLISH.contains(&word) || ASKING.iter().any(|a| word.starts_with(a));
    lower.split_whitespace().take(2).any(asks) || inside.has(List::AskingLast)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::structure::listed::inside;

    fn calls_in(line: &str) -> bool {
        let lower = line.to_lowercase();
        calls(&lower, line.split_whitespace().count(), inside(&lower))
    }

    #[test]
    fn a_newsletter_is_asked_for_in_many_languages() {
        for line in [
            "Get our evening newsletter with all that happened on the coast.",
            "Bestellen Sie unseren Newsletter aus Port Ells!",
            "Reciba cada noche nuestro boletín del puerto.",
            "Recevez chaque soir notre newsletter du port.",
            "Ontvang elke avond onze nieuwsbrief.",
            "Подпишитесь на вечернюю рассылку порта.",
            "اشترك في النشرة البريدية للميناء",
            "毎晩のニュースレターに登録する",
            "Akşam bültenimize abone olun",
        ] {
            assert!(calls_in(line), "{line}");
        }
        for line in [
            "Subscribers to the newsletter of the port may sue the mayor.",
            "The mayor told the story in a newsletter to the skippers on Monday.",
            "El alcalde lo contó en un boletín a los pescadores.",
            "Get out of the port, the mayor said.",
        ] {
            assert!(!calls_in(line), "{line}");
        }
    }
}
