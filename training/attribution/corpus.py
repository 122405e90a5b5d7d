"""PolNeAR articles as training examples: paragraphs with the word spans and roles of their attributions."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from services.claims.tagger.words import Paragraph, paragraphs

LONGEST = 200
SOURCE, CONTENT = 1, 2


@dataclass
class Link:
    """A gold attribution in words of its paragraph; roles (W,) is None where content lies elsewhere."""

    start: int
    end: int
    roles: np.ndarray | None


@dataclass
class Example:
    """A paragraph and the attributions whose cue stands in it."""

    paragraph: Paragraph
    links: list[Link]


@dataclass
class Article:
    doc_id: str
    text: str
    examples: list[Example]
    gold: dict


def tokenizer_at(folder: Path) -> Tokenizer:
    """The word-piece tokenizer of the encoder, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def documents(data: Path, name: str) -> list[dict]:
    """The rows of ``data``/attribution/``name``.jsonl.gz."""
    with gzip.open(data / "attribution" / f"{name}.jsonl.gz", "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def held_out(doc_id: str) -> bool:
    """Whether a training article is kept for choosing epochs and thresholds: one in twenty, by hash."""
    return hashlib.sha256(doc_id.encode()).digest()[0] % 20 == 0


def articles(rows: Iterable[dict], tokenizer: Tokenizer) -> Iterator[Article]:
    """Each row with its paragraphs; an attribution goes with the paragraph of its cue."""
    for row in rows:
        examples = [Example(p, []) for p in paragraphs(row["text"], tokenizer, LONGEST)]
        for attribution in row["attributions"]:
            if not attribution["cue"]:
                continue
            for example in examples:
                cue = np.flatnonzero(_inside(example.paragraph, row["text"], attribution["cue"]))
                if len(cue):
                    example.links.append(
                        Link(int(cue[0]), int(cue[-1]) + 1, _roles(example.paragraph, row["text"], attribution))
                    )
                    break
        yield Article(row["doc_id"], row["text"], examples, row)


def _roles(paragraph: Paragraph, text: str, attribution: dict) -> np.ndarray | None:
    content = _inside(paragraph, text, attribution["content"])
    if not content.any():
        return None
    roles = np.where(content, CONTENT, 0)
    roles[_inside(paragraph, text, attribution["sources"])] = SOURCE
    return roles


def _inside(paragraph: Paragraph, text: str, spans: list) -> np.ndarray:
    """Which words share a letter or digit (a mark: any character) with the spans."""
    found = np.zeros(len(paragraph.starts), dtype=bool)
    for start, end in spans:
        found |= (paragraph.starts < end) & (paragraph.ends > start)
    return found
