"""Claims by the million that lie to each other as real ones do: made of our own pairs' matters, moved and mixed.

A made matter is one of ours under other names: its vectors are reflected to another place among ours, which keeps how
they lie to each other (Householder reflections, Journal of the ACM 5(4), 1958), its names are replaced by invented
ones, and most of its other content words by others. A made claim is one of the matter's with noise on the vector and
words left out or swapped.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.contradictions.embedding import Embedder
from services.domain.claim import Attribution, Claim, Mode, SpeakerKind, Stance, statement_of
from services.domain.identity import derived_id

OWN = Path(__file__).parent.parent / "datasets" / "claim-pairs" / "matters"
A_MATTER = 250
AN_ARTICLE = 8
START = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 6 * 365
LASTS = 120
COPIED = 0.1
REPEATED = 0.05
NOISE = (0.35, 0.9)
SWAPPED, LEFT_OUT = 0.15, 0.15
WORLD = 0.3
Vectors = NDArray[np.float32]
_WORD = re.compile(r"\w+|\W+")


@dataclass(frozen=True, slots=True)
class Row:
    """A claim to be stored, with its vector; `copy_of` is the id of the claim that it copies."""

    claim: Claim
    vector: Vectors
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """One of our matters: its claims, their vectors, and the pairs with the label of each."""

    title: str
    claims: list[Claim]
    vectors: Vectors
    pairs: list[tuple[int, int, str]]


def own_matters(folder: Path = OWN) -> list[Own]:
    """Our matters, their claims dated as written."""
    found, embedder = [], Embedder(2)
    for file in sorted(folder.glob("*.json")):
        matter = json.loads(file.read_text(encoding="utf-8"))
        keys = {key: n for n, key in enumerate(matter["claims"])}
        claims = [_written(file.stem, key, value) for key, value in matter["claims"].items()]
        vectors = embedder.vectors([statement_of(claim) for claim in claims])
        found.append(Own(matter["title"], claims, vectors, [(keys[p[0]], keys[p[1]], p[2]) for p in matter["pairs"]]))
    return found


def _written(matter: str, key: str, value: dict[str, Any]) -> Claim:
    said = datetime.fromisoformat(value["said_at"][:10]).replace(tzinfo=UTC)
    return made_claim(
        derived_id("claim", (matter, key)), derived_id("article", (matter,)), value["text"], value["sentence"],
        value["speaker"], value["party"], value["cue"], said,
    )


def made_claim(
    number: str, article: str, text: str, sentence: str, speaker: str | None, party: str | None, cue: str,
    said: datetime,
) -> Claim:
    """A claim of these words; where they stand in a text is not said."""
    a = Attribution(
        None, (), (), (0, 0), Mode.INDIRECT, Stance.ASSERTS, speaker=speaker, speaker_kind=SpeakerKind.PERSON,
        party=party, said_at=said.date().isoformat(),
    )
    return Claim(number, article, a, text, speaker, cue, sentence, said)


def made_articles(own: list[Own], count: int, seed: int = 1) -> Iterator[list[Row]]:
    """Articles of eight claims each until there are `count` claims, in the order they were published."""
    dice, numbers = random.Random(seed), np.random.default_rng(seed)
    words = sorted({w for m in own for c in m.claims for w in re.findall(r"\b[a-z]{5,}\b", c.sentence)})
    matters = max(4, count // A_MATTER)
    starts = [dice.random() * (DAYS - LASTS) for _ in range(matters)]
    drawn = [(dice.randrange(matters), n) for n in range(-(-count // AN_ARTICLE))]
    days = sorted((starts[m] + dice.random() * LASTS, m, n) for m, n in drawn)
    world = sorted({c.attribution.party for m in own for c in m.claims if c.attribution.party})
    cast: dict[int, _Matter] = {}
    left = count
    for day, m, n in days:
        if m not in cast:
            cast[m] = _Matter(own, words, world, dice, numbers)
        yield cast[m].article(f"{seed}.{n}", START + timedelta(days=day), min(AN_ARTICLE, left))
        left -= min(AN_ARTICLE, left)


class _Matter:
    """One of our matters under other names, moved elsewhere."""

    def __init__(
        self, own: list[Own], words: list[str], world: list[str], dice: random.Random, numbers: np.random.Generator
    ) -> None:
        self._dice, self._numbers, self._words = dice, numbers, words
        base = dice.choice(own)
        self._vectors = _moved(base.vectors, own, numbers)
        self._names: dict[str, str] = {}
        parties = sorted({c.attribution.party or "" for c in base.claims})
        self._parties = {p: dice.choice(world) if dice.random() < WORLD else _invented(dice) for p in parties}
        self._said = [
            (self._renamed(c.text), self._renamed(c.sentence), self._renamed(c.attribution.speaker or ""),
             self._parties[c.attribution.party or ""])
            for c in base.claims
        ]
        self._past: list[Row] = []

    def article(self, number: str, when: datetime, size: int) -> list[Row]:
        """`size` claims; some articles are copies of an earlier one, some claims repeat an earlier one's words."""
        name, dice = derived_id("article", (number,)), self._dice
        if len(self._past) >= AN_ARTICLE and dice.random() < COPIED:
            first = dice.randrange(len(self._past) // AN_ARTICLE) * AN_ARTICLE
            printed = self._past[first : first + size]
            return [self._again(row, name, n, when, copy=True) for n, row in enumerate(printed)]
        rows = []
        for n in range(size):
            if self._past and dice.random() < REPEATED:
                rows.append(self._again(dice.choice(self._past), name, n, when, copy=False))
            else:
                rows.append(self._new(name, n, when))
        self._past = (self._past + rows)[-25 * AN_ARTICLE :]
        return rows

    def _again(self, row: Row, article: str, n: int, when: datetime, *, copy: bool) -> Row:
        c = row.claim
        claim = made_claim(
            derived_id("claim", (article, n)), article, c.text, c.sentence, c.attribution.speaker, c.attribution.party,
            c.cue_text, when,
        )
        return Row(claim, row.vector, (row.copy_of or c.id) if copy else None)

    def _new(self, article: str, n: int, when: datetime) -> Row:
        at = self._dice.randrange(len(self._said))
        text, sentence, speaker, party = self._said[at]
        strength = self._numbers.uniform(*NOISE)
        noise = self._numbers.standard_normal((self._vectors.shape[1],), np.float32)
        vector = self._vectors[at] + np.float32(strength) * noise / np.linalg.norm(noise)
        claim = made_claim(
            derived_id("claim", (article, n)), article, self._varied(text), sentence, speaker, party, "said", when
        )
        return Row(claim, (vector / np.linalg.norm(vector)).astype(np.float32))

    def _renamed(self, text: str) -> str:
        return "".join(self._other(token) for token in _WORD.findall(text))

    def _other(self, token: str) -> str:
        if not token[:1].isalpha() or (len(token) < 5 and not token[:1].isupper()):
            return token
        if token not in self._names:
            kept = self._dice.random() < WORLD
            fresh = _invented(self._dice) if token[:1].isupper() else self._dice.choice(self._words)
            self._names[token] = token if kept else fresh
        return self._names[token]

    def _varied(self, text: str) -> str:
        out = []
        for word in text.split():
            chance = self._dice.random()
            if chance < SWAPPED:
                out.append(self._dice.choice(self._words))
            elif chance > SWAPPED + LEFT_OUT:
                out.append(word)
        return " ".join(out) or text


def _moved(vectors: Vectors, own: list[Own], numbers: np.random.Generator) -> Vectors:
    for n in range(2 * len(vectors)):
        others = [m.vectors for m in numbers.choice(np.array(own, dtype=object), 3)]
        place = np.sum([other[numbers.integers(len(other))] for other in others], axis=0)
        axis = vectors[n % len(vectors)] - place / np.linalg.norm(place)
        length = float(np.linalg.norm(axis))
        if length > 1e-3:
            axis = axis / length
            vectors = vectors - 2 * np.outer(vectors @ axis, axis)
    return vectors.astype(np.float32)


def _invented(dice: random.Random) -> str:
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(2, 4))).capitalize()

