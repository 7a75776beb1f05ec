//! What single words around a stop are: times, dotted letters, verbs of speech.

/// Words that tell who asked or called what stands before them.
pub fn is_speech(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
    matches!(
        word,
        "said"
            | "says"
            | "asked"
            | "asks"
            | "wrote"
            | "cried"
            | "thought"
            | "replied"
            | "yelled"
            | "shouted"
            | "added"
            | "exclaimed"
            | "whispered"
            | "screamed"
            | "called"
    )
}

pub fn titled(next: &str) -> bool {
    matches!(next, "mr" | "mrs" | "ms" | "dr")
}

/// What may stand capitalised after a time of day: `5 p.m. GMT on`, `5 p.m. Monday`.
pub fn follows_time(next: &str) -> bool {
    let zone = matches!(
        next,
        "gmt"
            | "utc"
            | "bst"
            | "est"
            | "edt"
            | "et"
            | "cst"
            | "cdt"
            | "ct"
            | "mst"
            | "mdt"
            | "mt"
            | "pst"
            | "pdt"
            | "pt"
            | "cet"
            | "cest"
            | "eastern"
            | "pacific"
            | "central"
    );
    let day = matches!(
        next,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    );
    zone || day
}

pub fn is_time(word: &str) -> bool {
    matches!(word, "a.m" | "p.m" | "am" | "pm")
}

/// `u.s`, `u.s.a`, `ph.d`: letters with full stops between.
pub fn is_dotted(word: &str) -> bool {
    let mut parts = word.split('.').peekable();
    let mut count = 0;
    while let Some(part) = parts.next() {
        let longest = if parts.peek().is_some() { 1 } else { 2 };
        let letters = part.chars().take(3).count();
        if letters == 0 || letters > longest || !part.chars().all(char::is_alphabetic) {
            return false;
        }
        count += 1;
    }
    count > 1
}
