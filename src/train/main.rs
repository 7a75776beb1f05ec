//! Trains the name tagger and writes its embedded weights (CONTRIBUTING.md, "Training").

fn main() {}
