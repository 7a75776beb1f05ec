#!/usr/bin/env python3
"""Checks what `annotate` writes for a folder of articles, object by object, against its contract.

  annotate_check.py PROGRAM FOLDER

Runs `PROGRAM annotate FOLDER` twice: the same bytes, one object for each article, every range valid,
sentences inside blocks, mentions inside sentences or headings, summaries of distinct sentences from
paragraphs only, plain text unchanged. If FOLDER holds seed.txt, its difficult lines and names too.
"""
import json
import pathlib
import re
import subprocess
import sys

BLOCKS = set(
    "heading paragraph pull_quote quote_attribution embed embed_attribution byline dateline caption "
    "list_item boilerplate".split()
)
NAMES = "person organization place facility group event product other".split()
KINDS = set(NAMES + "date money url handle email".split())
ENDINGS = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}
SHOWN = 20  # faults named at most

# Of seed.txt: lines counted from 1, and the kinds they may have.
SEED_LINES = {
    **{line: {"paragraph"} for line in (1, 2, 3, 6, 7, 10, 13, 14)},
    4: {"pull_quote"},
    5: {"quote_attribution", "caption"},
    9: {"heading"},
    11: {"embed"},
    12: {"embed_attribution"},
}
# Lines from which summaries of so many sentences are taken.
SEED_SUMMARIES = {3: [1, 2, 10], 5: [1, 2, 6, 10, 13]}
SEED_NAMES = {
    "Baghdad": {"place"},
    "Palestinian Islamic Jihad": {"organization"},
    "Abdul Latif Rashid": {"person"},
    "Mohammad Kazem Al Sadeq": {"person"},
    "Hassan Nasrallah": {"person"},
    "al-Aqsa Mosque": {"facility", "place"},
    "Ziyad al-Nakhala": {"person"},
    "al-Nakhala": {"person"},
    "Nakhala": {"person"},
}
SEED_ONE_PERSON = ["Ziyad al-Nakhala", "al-Nakhala", "Nakhala"]
SEED_TWO_GROUPS = ["Harakat Hezbollah al-Nujaba", "Hezbollah"]


def annotate(program, *arguments):
    done = subprocess.run([program, "annotate", *map(str, arguments)], capture_output=True, timeout=900)
    if done.returncode:
        sys.exit(f"annotate ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def objects(output):
    return [json.loads(line) for line in output.decode("utf8").splitlines()]


def is_span(value, length):
    start, end = value.get("start"), value.get("end")
    return type(start) is int and type(end) is int and 0 <= start < end <= length


def inside(inner, outer):
    return outer["start"] <= inner["start"] and inner["end"] <= outer["end"]


def apart(spans):
    """Whether spans stand in order and do not overlap."""
    return all(a["end"] <= b["start"] for a, b in zip(spans, spans[1:]))


def fields(o):
    """Wrong fields of an object, before its ranges are looked at."""
    optional = (str, type(None))
    types = {"id": str, "path": optional, "title": optional, "date": optional, "language": optional, "text": str}
    types.update({name: list for name in "blocks sentences mentions entities summary".split()})
    for name, kind in types.items():
        if name not in o or not isinstance(o[name], kind):
            yield f"{name} is missing or of a wrong type"
    if isinstance(o.get("date"), str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", o["date"]):
        yield f"date {o['date']!r}"
    for name in set(o) - set(types):
        yield f"unknown field {name!r}"


def ranges(o):
    """Faults of blocks, sentences and mentions."""
    text = o["text"]
    for name in ("blocks", "sentences", "mentions"):
        if not all(is_span(value, len(text)) for value in o[name]):
            yield f"a range in {name} is not valid"
            return
        if not apart(o[name]):
            yield f"{name} overlap or are out of order"
    for block in o["blocks"]:
        if block["kind"] not in BLOCKS:
            yield f"unknown kind of block {block['kind']!r}"
    for sentence in o["sentences"]:
        if not 0 <= sentence["block"] < len(o["blocks"]) or not inside(sentence, o["blocks"][sentence["block"]]):
            yield f"sentence {sentence} is not inside its block"
    homes = o["sentences"] + [block for block in o["blocks"] if block["kind"] == "heading"]
    for mention in o["mentions"]:
        if not any(inside(mention, home) for home in homes):
            yield f"mention {mention} is in no sentence or heading"
        if mention["text"] != text[mention["start"]:mention["end"]]:
            yield f"mention {mention} does not have the text of its range"
        if mention["kind"] not in KINDS:
            yield f"unknown kind of mention {mention['kind']!r}"


def entities(o):
    """Faults between mentions and entities."""
    if [entity["id"] for entity in o["entities"]] != list(range(len(o["entities"]))):
        yield "entities are not numbered from 0"
        return
    listed = [[] for _ in o["entities"]]
    for number, mention in enumerate(o["mentions"]):
        if not 0 <= mention["entity"] < len(listed):
            yield f"mention {mention} has no entity"
            return
        listed[mention["entity"]].append(number)
    for entity, mentions in zip(o["entities"], listed):
        if entity["mentions"] != mentions or not mentions:
            yield f"entity {entity['name']!r} does not list its mentions"
        if entity["kind"] not in KINDS or not entity["name"].strip():
            yield f"entity {entity} has no kind or no name"


def chosen(o):
    """The sentences of the summary and their blocks."""
    sentences = [o["sentences"][index] for index in o["summary"]]
    return [(sentence, o["blocks"][sentence["block"]]) for sentence in sentences]


def summary(o, most):
    picked = o["summary"]
    if not all(type(index) is int and 0 <= index < len(o["sentences"]) for index in picked):
        yield f"summary {picked} names no sentences"
        return
    if picked != sorted(set(picked)) or len(picked) > most:
        yield f"summary {picked} is not {most} distinct sentences in order"
    for sentence, block in chosen(o):
        if block["kind"] != "paragraph":
            yield f"summary has a sentence of a {block['kind']}"
    said = [" ".join(re.findall(r"\w+", o["text"][s["start"]:s["end"]].lower())) for s, _ in chosen(o)]
    if len(set(said)) != len(said):
        yield "summary says one sentence twice"


def plain(o, folder):
    """A plain text without control characters comes back unchanged."""
    path = folder / (o["path"] or "")
    if not path.is_file() or path.suffix != ".txt":
        return
    try:
        text = path.read_bytes().decode("utf8")
    except UnicodeDecodeError:
        return
    if not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", text) and o["text"] != text:
        yield "the text is not the file's"


def faults(o, folder):
    wrong = list(fields(o))
    wrong = wrong or list(ranges(o))
    wrong = wrong or [*entities(o), *summary(o, 3), *plain(o, folder)]
    return wrong


def line_spans(text):
    at = 0
    for line in text.split("\n"):
        yield {"start": at, "end": at + len(line)}
        at += len(line) + 1


def seed(program, path):
    (o,) = objects(annotate(program, path))
    lines = list(line_spans(o["text"]))
    for number, kinds in SEED_LINES.items():
        found = {block["kind"] for block in o["blocks"] if inside(block, lines[number - 1])}
        if len(found) != 1 or not found <= kinds:
            yield f"line {number} is {found or 'no block'}, not {kinds}"
    for name, kinds in SEED_NAMES.items():
        found = {mention["kind"] for mention in o["mentions"] if mention["text"] == name}
        if not found or not found <= kinds:
            yield f"{name} is {found or 'not marked'}, not {kinds}"
    meant = lambda name: {mention["entity"] for mention in o["mentions"] if mention["text"] == name}
    if len(set().union(*map(meant, SEED_ONE_PERSON))) != 1:
        yield f"{SEED_ONE_PERSON} are not one person"
    if set.intersection(*map(meant, SEED_TWO_GROUPS)):
        yield f"{SEED_TWO_GROUPS} are not two organizations"
    for count in (3, 5):
        (o,) = objects(annotate(program, "--sentences", count, path))
        yield from summary(o, count)
        if len(o["summary"]) != count:
            yield f"summary of {count} has {len(o['summary'])} sentences"
        number = lambda sentence: next((n for n, line in enumerate(lines, 1) if inside(sentence, line)), 0)
        taken = [number(sentence) for sentence, _ in chosen(o)]
        if taken != SEED_SUMMARIES[count]:
            yield f"summary of {count} takes lines {taken}, not {SEED_SUMMARIES[count]}"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    output = annotate(program, folder)
    wrong = []
    if annotate(program, folder) != output:
        wrong.append("two runs differ")
    found = objects(output)
    files = [path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS]
    if len(found) != len(files):
        wrong.append(f"{len(found)} objects for {len(files)} files")
    for o in found:
        wrong += [f"{o.get('path')}: {fault}" for fault in faults(o, folder)]
    checked = [f"{len(found)} objects"]
    if (folder / "seed.txt").is_file():
        wrong += [f"seed.txt: {fault}" for fault in seed(program, folder / "seed.txt")]
        checked.append("seed.txt")
    for fault in wrong[:SHOWN]:
        print(fault)
    if wrong:
        sys.exit(f"{len(wrong)} faults")
    print(f"annotate keeps its contract: {', '.join(checked)}")


main()
