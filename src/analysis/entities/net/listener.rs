//! The net at work on an article: new words and places are worked out together, sentences run one
//! by one, then the words that are asked about get their scores, many together.

use super::{Inner, Net, SHOWN, TOP, Top, add_known, cache::Cache, cells::Sentence, inputs};
use crate::analysis::entities::{
    hash::mix,
    lexicon::Lexicon,
    words::{Document, Words},
};

/// Words that are further from every possible name say nothing that counts.
const EARSHOT: usize = 8;

/// Words and places that are remembered from one article to the next.
const WORDS: usize = 12_000;
const PLACES: usize = 3_000;

/// Words that are looked up, or answered for, together.
const TOGETHER: usize = 4096;

/// The net at work. What it remembers makes it faster and changes nothing else.
#[derive(Debug)]
pub struct Listener<'a> {
    net: &'a Net<'a>,
    lexicon: &'a Lexicon,
    words: Cache,
    places: Cache,
}

/// What the cells show at the words of a sentence, and the words' own tops.
type Heard = (Vec<[f32; SHOWN]>, Vec<Top>);

impl<'a> Listener<'a> {
    pub fn new(net: &'a Net<'a>, lexicon: &'a Lexicon) -> Self {
        Self { net, lexicon, words: Cache::default(), places: Cache::default() }
    }

    /// The scores of the words of a document, sentence by sentence; zero for those that are not
    /// `wanted` (the numbers of the sentence and of the word in it).
    pub fn scores(
        &mut self,
        document: &Document,
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Vec<Vec<Inner>> {
        let heard = self.hear(document, &wanted);
        let mut asked = Asked::default();
        let mut scores = Vec::new();
        for (number, sentence) in document.sentences.iter().enumerate() {
            let Some((cells, own)) = heard.get(number) else { break };
            let here = sentence.words.iter().zip(cells).zip(own).enumerate();
            for (at, ((word, cells), own)) in here.filter(|(at, _)| wanted(number, *at)) {
                let others = inputs::others(document, word, (number, at));
                let others = others.iter().filter_map(|(s, w)| heard.get(*s)?.0.get(*w));
                asked.add(cells, own, others);
            }
            if asked.tops.len() >= TOGETHER * TOP {
                scores.extend(self.net.scores(std::mem::take(&mut asked)));
            }
        }
        scores.extend(self.net.scores(asked));
        let mut scores = scores.into_iter();
        (document.sentences.iter().enumerate())
            .map(|(number, sentence)| {
                (0..sentence.words.len())
                    .map(|at| wanted(number, at).then(|| scores.next()).flatten())
                    .map(Option::unwrap_or_default)
                    .collect()
            })
            .collect()
    }

    /// Runs over the sentences, some of them together.
    fn hear(&mut self, document: &Document, wanted: &impl Fn(usize, usize) -> bool) -> Vec<Heard> {
        let mut all = Vec::with_capacity(document.sentences.len());
        let mut rest = &document.sentences[..];
        while !rest.is_empty() {
            let mut words = 0;
            let some = rest.iter().take_while(|sentence| {
                let more = words < TOGETHER;
                words += sentence.words.len();
                more
            });
            let (some, after) = rest.split_at(some.count());
            self.words.forget(WORDS);
            self.places.forget(PLACES);
            let numbers = self.numbers(document, some, all.len(), wanted);
            all.extend(numbers.iter().map(|numbers| self.sentence(numbers)));
            rest = after;
        }
        all
    }

    /// What the words of some sentences, the first of them being the one at `first`, are known by;
    /// they are known from then on.
    fn numbers(
        &mut self,
        document: &Document,
        sentences: &[Words],
        first: usize,
        wanted: &impl Fn(usize, usize) -> bool,
    ) -> Vec<Vec<Option<(u32, u32)>>> {
        let Self { net, lexicon, words, places } = self;
        let mut inputs = Vec::new();
        let (mut of_words, mut of_places) = (Vec::new(), Vec::new());
        let mut vectors = Vec::new();
        let (mut next_word, mut next_place) = (words.len(), places.len());
        let numbers = (sentences.iter().enumerate())
            .map(|(number, sentence)| {
                let near = near(sentence.words.len(), |at| wanted(first + number, at));
                (sentence.words.iter().zip(near).enumerate())
                    .map(|(at, (word, near))| {
                        if !near {
                            return None;
                        }
                        let of_word = words.number(word.exact);
                        if of_word as usize == next_word {
                            next_word += 1;
                            inputs::of_word(word, &mut inputs);
                            of_words.extend(net.words.sums(&inputs));
                            vectors.extend(inputs::vector(word, lexicon));
                        }
                        inputs::of_place(document, sentence, at, &mut inputs);
                        let key = inputs.iter().fold(1, |key, input| mix(key, u64::from(*input)));
                        let of_place = places.number(key);
                        if of_place as usize == next_place {
                            next_place += 1;
                            of_places.extend(net.places.sums(&inputs));
                        }
                        Some((of_word, of_place))
                    })
                    .collect()
            })
            .collect();
        net.vectors.add_product(&mut of_words, &vectors);
        add_known(&of_words, &net.words_say, &net.top_bias, words);
        add_known(&of_places, &net.places_say, &[0.0; TOP], places);
        numbers
    }

    fn sentence(&self, heard: &[Option<(u32, u32)>]) -> Heard {
        let mut shown = vec![[0.0; SHOWN]; heard.len()];
        let (words, places) = (&self.words, &self.places);
        Sentence { words, places, heard, bias: &self.net.gate_bias, shown: &mut shown }.run();
        let own = (heard.iter())
            .map(|numbers| {
                let Some((word, place)) = *numbers else { return [0.0; TOP] };
                let of_word = words.own.get(word as usize).unwrap_or(&[0.0; TOP]);
                let of_place = places.own.get(place as usize).unwrap_or(&[0.0; TOP]);
                std::array::from_fn(|at| of_word[at] + of_place[at])
            })
            .collect();
        (shown, own)
    }
}

/// What the net is asked of, word after word.
#[derive(Default)]
pub struct Asked {
    /// Of each word, its own top and what the cells show there.
    pub tops: Vec<f32>,
    pub shown: Vec<f32>,
    /// The words that stand in other places too, and the means of what is shown there.
    pub elsewhere: Vec<usize>,
    pub means: Vec<f32>,
}

impl Asked {
    fn add<'a>(
        &mut self,
        shown: &[f32; SHOWN],
        own: &Top,
        others: impl Iterator<Item = &'a [f32; SHOWN]>,
    ) {
        let (mut sums, mut count) = ([0.0; SHOWN], 0.0f32);
        for shown in others {
            count += 1.0;
            sums.iter_mut().zip(shown).for_each(|(sum, shown)| *sum += shown);
        }
        if count > 0.0 {
            self.elsewhere.push(self.tops.len() / TOP);
            self.means.extend(sums.map(|sum| sum / count));
        }
        self.shown.extend(shown);
        self.tops.extend(own);
    }
}

/// Which words of a sentence are heard: those at most [`EARSHOT`] from one that is wanted.
fn near(count: usize, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut near = vec![false; count];
    for at in (0..count).filter(|at| wanted(*at)) {
        let heard = at.saturating_sub(EARSHOT)..(at + EARSHOT + 1).min(count);
        near.get_mut(heard).unwrap_or_default().fill(true);
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextRange;

    fn document(text: &str) -> Document {
        let mut at = 0;
        let sentences: Vec<TextRange> = (text.split_inclusive('\n'))
            .map(|line| {
                at += line.len();
                TextRange::new(at - line.len(), at)
            })
            .collect();
        Document::new(text, &sentences, Lexicon::embedded())
    }

    const TEXT: &str = "Ada Quill spoke in Orsk on Friday.\nQuill said Orsk was quiet.\n\nNothing.";

    #[test]
    fn damaged_weights_give_scores_for_all_words() {
        let document = document(TEXT);
        let some = vec![1; 500_000];
        for bytes in [&[][..], &[7; 100], &some] {
            let net = Net::parse(bytes);
            let scores = Listener::new(&net, Lexicon::embedded()).scores(&document, |_, _| true);
            let counts: Vec<usize> = scores.iter().map(Vec::len).collect();
            assert_eq!(counts, [8, 6, 0, 2]);
        }
    }

    #[test]
    fn what_is_remembered_changes_no_score() {
        let (one, other) = (document(TEXT), document("The Quill bank of Orsk failed."));
        let mut used = Listener::new(Net::embedded(), Lexicon::embedded());
        let first = used.scores(&one, |_, _| true);
        used.scores(&other, |_, _| true);
        assert_eq!(used.scores(&one, |_, _| true), first);
        used.words.forget(0);
        assert_eq!((used.words.len(), used.places.len() > 0), (0, true));
        assert_eq!(used.scores(&one, |_, _| true), first);
        assert_eq!(
            Listener::new(Net::embedded(), Lexicon::embedded()).scores(&one, |_, _| true),
            first
        );
    }

    #[test]
    fn a_long_document_has_the_scores_of_its_sentences() {
        let line = "Quill spoke in Orsk.\n";
        let mut net = Listener::new(Net::embedded(), Lexicon::embedded());
        let few = net.scores(&document(&line.repeat(100)), |_, _| true);
        let many = net.scores(&document(&line.repeat(TOGETHER / 2)), |_, _| true);
        assert_eq!((many.len(), many.iter().all(|scores| scores.len() == 5)), (TOGETHER / 2, true));
        assert_eq!(few.get(50), many.get(TOGETHER / 2 - 50));
    }

    #[test]
    fn another_place_of_a_word_is_heard() {
        let mut net = Listener::new(Net::embedded(), Lexicon::embedded());
        let city = net
            .scores(&document("Quill said Orsk was quiet.\nThe city of Orsk burned."), |_, _| true);
        let man = net
            .scores(&document("Quill said Orsk was quiet.\nAn angry Mr Orsk resigned."), |_, _| {
                true
            });
        let bits = |scores: &[Vec<Inner>], at: usize| scores[0][at].map(f32::to_bits);
        assert_ne!(bits(&city, 2), bits(&man, 2));
        assert_eq!((bits(&city, 0), bits(&city, 4)), (bits(&man, 0), bits(&man, 4)));
    }
}
