"""An extractor and a judge small enough to read: one claim a sentence "PARTY said CONTENT."; "not" contradicts."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from services.bootstrap import Models
from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Mode, SpeakerKind, Stance, Statement
from services.domain.contradiction import Comparison, Kind, Relation, Signal
from services.domain.identity import claim_id

_OF = " of "
_SAID = re.compile(r"(?P<who>[A-Z][\w ]*?) (?P<cue>said) (?P<content>[^.]+)\.")


class PlainExtractor:
    """Reads "PARTY said CONTENT." and "PERSON of PARTY said CONTENT.", and knows for whom a PERSON speaks that earlier
    articles told of; "poison" raises, "deadly" kills once and "fatal" always, "endless" waits, "stuck" heeds no limit,
    "hungry" takes memory without end."""

    version = "plain@1"

    def extract(
        self, text: str, *, title: str | None = None, outlet: str | None = None, published_at: datetime | None = None,
        affiliations: Sequence[Affiliation] = (),
    ) -> tuple[Attribution, ...]:
        if "poison" in text:
            raise ValueError("this text is poison")
        if "deadly" in text:
            _die_once(text)
        if "fatal" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "hungry" in text:
            _eat()
        if "stuck" in text:
            _heed_nothing()
        if "endless" in text:
            time.sleep(float(os.environ.get("TEST_SLOW_SECONDS", "60")))
        told = {a.speaker: a.party for a in affiliations}
        return tuple(_attribution(m, told) for m in _SAID.finditer(text))


def _attribution(m: re.Match[str], told: dict[str, str]) -> Attribution:
    speaker, _, party = m["who"].partition(_OF)
    known = told.get(speaker)
    return Attribution(
        source=m.span("who"), cue=(m.span("cue"),), content=(m.span("content"),), sentence=m.span(),
        mode=Mode.INDIRECT, stance=Stance.ASSERTS, speaker=speaker,
        speaker_kind=SpeakerKind.PERSON if party or known else SpeakerKind.ORGANISATION,
        party=party or known or speaker, party_kind="state",
        party_evidence=m.span("who") if party or not known else None,
    )


def _die_once(text: str) -> None:
    mark = Path(os.environ["TEST_MARKS"]) / hashlib.sha256(text.encode()).hexdigest()[:16]
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _eat() -> None:
    taken = []
    while len(taken) < 500:
        taken.append(bytearray(16 * 2**20))


def _heed_nothing() -> None:
    until = time.monotonic() + float(os.environ.get("TEST_SLOW_SECONDS", "60"))
    while time.monotonic() < until:
        with suppress(BaseException):
            time.sleep(until - time.monotonic())


def claims_of(article: Article, attributions: Iterable[Attribution]) -> tuple[Claim, ...]:
    """One claim for each attribution."""
    text = article.text
    return tuple(
        Claim(
            claim_id(article.id, a.source, a.cue, a.content), article.id, a, text[slice(*a.content[0])],
            text[slice(*a.source)] if a.source else None, text[slice(*a.cue[0])], text[slice(*a.sentence)],
            article.published_at,
        )
        for a in attributions
    )


class PlainJudge:
    """Same words: agreement; same words but for "not": contradiction; else unrelated."""

    version = "plain-judge@1"

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]:
        return [self._compare(a, b) for a, b in pairs]

    def _compare(self, a: Statement, b: Statement) -> Comparison:
        words = [set(s.text.casefold().split()) for s in (a, b)]
        kind = None
        if words[0] - {"not"} != words[1] - {"not"}:
            relation, score = Relation.UNRELATED, 0.01
        elif words[0] == words[1]:
            relation, score = Relation.AGREEMENT, 0.02
        else:
            relation, score = Relation.CONTRADICTION, 0.9
            kind = Kind.SELF_REVERSAL if a.party == b.party else Kind.DENIAL
        signals = (Signal("negation", 1.0, (a.text,), (b.text,), "one side negates"),)
        return Comparison(relation, kind, score, f"{a.party} and {b.party}", signals, self.version)

    def embed(self, statements: Sequence[Statement]) -> list[list[float]]:
        vectors = []
        for statement in statements:
            vector = [0.0] * 384
            for word in set(statement.text.casefold().split()) - {"not"}:
                vector[int.from_bytes(hashlib.blake2b(word.encode(), digest_size=2).digest()) % 384] = 1.0
            length = sum(x * x for x in vector) ** 0.5 or 1.0
            vectors.append([x / length for x in vector])
        return vectors

    def matter(self, a: Statement, b: Statement) -> str:
        return " ".join(w for w in b.text.split() if w != "not")

    def topic(self, statement: Statement) -> str:
        return statement.text

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> None:
        return None


def models() -> Models:
    """What a worker under test loads."""
    return Models(PlainExtractor(), claims_of, PlainJudge())
