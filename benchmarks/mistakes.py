"""The commonest mistakes on PolNeAR dev, told apart by what went wrong, with counts and no text.

.venv/bin/python -m benchmarks.mistakes --data DIR [--predictions FILE], FILE being what benchmarks.attribution wrote.
With --show KIND the places of one kind are printed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from benchmarks.attribution import reader
from benchmarks.pairing import letters, paired
from benchmarks.reading import rows_of
from benchmarks.scoring import one_per_cue, quoted_kind, same_speaker
from services.claims.pipeline import MODEL

Attribution = dict[str, Any]
Mistake = tuple[str, Attribution]


def main() -> None:
    """Prints the twenty commonest kinds, or with --json all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", default="polnear-dev")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--show", help="print the places of this kind")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = list(rows_of(options.data / "attribution" / f"{options.set}.jsonl.gz"))
    texts = [row["text"] for row in rows]
    if options.predictions:
        known = {row["doc_id"]: row["attributions"] for row in rows_of(options.predictions)}
        found = [known[row["doc_id"]] for row in rows]
    else:
        found = reader("full")(texts)
    tagged = spacy.load(MODEL, disable=["parser", "ner", "lemmatizer"])
    counts: Counter[str] = Counter()
    for row, mine, doc in zip(rows, found, tagged.pipe(texts), strict=True):
        for kind, attribution in mistakes(row["attributions"], one_per_cue(row["text"], mine), doc):
            counts[kind] += 1
            if kind == options.show:
                print(row["doc_id"], attribution["cue"], attribution["content"])
    if options.json:
        print(json.dumps(counts))
        return
    for place, (kind, count) in enumerate(counts.most_common(20), 1):
        print(f"{place:3} {count:5}  {kind}")


def mistakes(gold: Sequence[Attribution], found: Sequence[Attribution], doc: Doc) -> Iterator[Mistake]:
    """Every mistake of an article: what was missed, what was invented, what is wrong about a matched pair."""
    text = doc.text
    pairs = paired(text, [a["content"] for a in gold], [a["content"] for a in found])
    for i, j in pairs:
        yield from ((kind, gold[i]) for kind in _within(text, gold[i], found[j]))
    missed = [a for i, a in enumerate(gold) if i not in {i for i, _ in pairs}]
    loose = [a for j, a in enumerate(found) if j not in {j for _, j in pairs}]
    for a in missed:
        yield _missed(doc, a, gold, found), a
    for a in loose:
        if not any(_touch(a["cue"], b["cue"]) for b in missed):
            yield _invented(doc, a, gold, found), a


def _within(text: str, gold: Attribution, found: Attribution) -> Iterator[str]:
    """What is wrong about a matched pair: its source, the edges of its content."""
    if not same_speaker(text, found, gold):
        wanted, got = gold["source"] is not None, found["source"] is not None
        yield "matched, source: " + (
            "another than marked" if wanted and got else "missed" if wanted else "found where none is marked"
        )
    a, b = letters(text, gold["content"]), letters(text, found["content"])
    if a == b:
        return
    if a < b or b < a:
        first = min(a) != min(b)
        last = max(a) != max(b)
        edge = "at both ends" if first and last else "at its start" if first else "at its end" if last else "within"
        yield f"matched, content too {'long' if a < b else 'short'} {edge}"
    else:
        yield "matched, content too long at one place and too short at another"


def _missed(doc: Doc, a: Attribution, gold: Sequence[Attribution], found: Sequence[Attribution]) -> str:
    text, mine = doc.text, letters(doc.text, a["content"])
    same = next((b for b in found if _touch(a["cue"], b["cue"])), None)
    if same is not None:
        theirs = letters(text, same["content"])
        how = "far too long" if mine < theirs else "far too short" if theirs < mine else "of other words"
        others = sum(len(letters(text, g["content"]) & theirs) > 0 for g in gold if g is not a)
        if mine < theirs and others:
            how = "merged with another's"
        return f"missed, cue found but content {how}"
    outer = [g for g in gold if g is not a and mine < letters(text, g["content"])]
    kind = quoted_kind(text, a["content"])
    if outer:
        return f"missed, {kind}: a voice within another's content"
    if any(len(mine & letters(text, b["content"])) * 2 > len(mine) for b in found):
        return f"missed, {kind}: its words given to another cue"
    return f"missed, {kind}: cue is {_cue(doc, a)}"


def _invented(doc: Doc, a: Attribution, gold: Sequence[Attribution], found: Sequence[Attribution]) -> str:
    text, mine = doc.text, letters(doc.text, a["content"])
    kind = quoted_kind(text, a["content"])
    if any(_touch(a["cue"], g["cue"]) for g in gold):
        return "invented: a second content for a cue that has one"
    if any(mine <= letters(text, g["content"]) for g in gold):
        return f"invented, {kind}: a voice within another's content"
    if any(len(mine & letters(text, g["content"])) * 2 > len(mine) for g in gold):
        return f"invented, {kind}: words of another cue"
    return f"invented, {kind}: cue is {_cue(doc, a)}"


def _cue(doc: Doc, a: Attribution) -> str:
    """What sort of word the cue is, by the tags of its words."""
    if not a["cue"]:
        return "absent"
    start, end = a["cue"][0]
    span = doc.char_span(start, end, alignment_mode="expand")
    tags = [t.tag_ for t in span] if span is not None else []
    if any(tag.startswith("VB") for tag in tags):
        return "a verb"
    if any(tag.startswith("NN") for tag in tags):
        return "a noun"
    return "a mark" if not any(t.is_alpha for t in span or ()) else "a preposition, adjective or other word"


def _touch(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> bool:
    return any(s < y and x < e for s, e in a or () for x, y in b or ())


if __name__ == "__main__":
    main()
