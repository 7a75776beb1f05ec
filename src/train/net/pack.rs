//! Writes the net the way `Net::parse` reads it.

use super::{Trained, weights::Layout};
use copydesk::analysis::entities::net::WORD;

/// `by` is the net's share beside the linear model.
pub fn net(net: &Trained, by: f32) -> Vec<u8> {
    let Trained { weights, keys } = net;
    let mut out = Vec::new();
    let dense = &weights.dense;
    let mut put = |values: &[f32], by: f32| {
        for value in values {
            out.extend((value * by).to_le_bytes());
        }
    };
    put(&dense[Layout::GATE_BIAS..Layout::OWN], 1.0);
    put(&dense[Layout::TOP_BIAS..Layout::LABELS], 1.0);
    put(&dense[Layout::VECTORS..Layout::SAID], 1.0);
    put(&dense[Layout::OWN..Layout::TOP_BIAS], 1.0);
    put(&dense[Layout::LABELS..Layout::TRANSITIONS], by);
    let said = &dense[Layout::SAID..Layout::GATE_BIAS];
    let scale = said.iter().fold(1e-9f32, |top, w| top.max(w.abs())) / 32767.0;
    put(&[scale], 1.0);
    for weight in said {
        #[expect(clippy::cast_possible_truncation, reason = "at most 32767 by the scale")]
        let steps = (weight / scale).round() as i16;
        out.extend(steps.to_le_bytes());
    }
    let (of_words, of_places) = dense[Layout::EMBED_BIAS..Layout::VECTORS].split_at(WORD);
    table(&keys.words, &weights.words, of_words, &mut out);
    table(&keys.places, &weights.places, of_places, &mut out);
    out
}

fn table<const N: usize>(keys: &[u32], rows: &[[f32; N]], bias: &[f32], out: &mut Vec<u8>) {
    let mut scales = [1e-9f32; N];
    for row in rows {
        for (scale, weight) in scales.iter_mut().zip(row) {
            *scale = scale.max(weight.abs() / 127.0);
        }
    }
    out.extend(scales.iter().chain(bias).flat_map(|value| value.to_le_bytes()));
    out.extend(u32::try_from(keys.len()).unwrap_or(0).to_le_bytes());
    out.extend(keys.iter().flat_map(|k| k.to_le_bytes()));
    out.extend(rows.iter().flat_map(|row| bytes(row, &scales)));
}

fn bytes<const N: usize>(row: &[f32; N], scales: &[f32; N]) -> [u8; N] {
    std::array::from_fn(|at| {
        #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
        let steps = (row[at] / scales[at]).round().clamp(-127.0, 127.0) as i8;
        steps.cast_unsigned()
    })
}

#[cfg(test)]
mod tests {
    use copydesk::{
        analysis::entities::{
            labels::INNER,
            lexicon::Lexicon,
            net::{Listener, Net},
            words::Document,
        },
        text::TextRange,
    };

    use super::super::{
        data::{Article, Keys},
        learner::Learner,
        pass::{Dropout, Pass},
    };
    use super::*;
    use crate::random::Random;

    #[test]
    fn the_packed_net_scores_as_the_trained_one() {
        let text = "Ada Quill spoke in Orsk. Then Quill left Orsk for Pell.";
        let sentences = [TextRange::new(0, 24), TextRange::new(25, text.len())];
        let document = Document::new(text, &sentences, Lexicon::embedded());
        let mut articles = [Article::new(&document, &[], Lexicon::embedded())];
        let keys = Keys::number(&mut articles, 1);
        let weights = Learner::new(&keys, 5).weights;
        let mut pass = Pass::default();
        let none = Dropout { inputs: 0, words: 0, vectors: 0, cells: 0 };
        pass.forward(&[&articles[0]], &weights, none, &mut Random::new(1));
        let packed = net(&Trained { weights, keys }, 0.5);
        let scores = Listener::new(&Net::parse(&packed), Lexicon::embedded())
            .scores(&document, |_, _| true)
            .concat();
        assert_eq!(scores.len() * INNER, pass.scores.len());
        for (packed, trained) in scores.iter().flatten().zip(&pass.scores) {
            assert!((packed - 0.5 * trained).abs() < 0.01, "{packed} {trained}");
        }
    }
}
