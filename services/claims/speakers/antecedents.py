"""Ranks the persons of an article as what "he", "she" or "the senator" at a place may mean.

A linear model over the preferences of Lappin and Leass (1994): nearness, subjects and earlier speakers before others.
Weights come from training/speakers/antecedents.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from services.claims.document import head_at, sentence_of, tokens_at
from services.claims.speakers.cast import Person
from services.claims.speakers.scene import Scene
from services.domain.claim import SpeakerKind

Features = dict[str, float]


@cache
def weights() -> Features:
    """The shipped weights by feature."""
    text = files("services.claims").joinpath("data", "antecedent-weights.json").read_text(encoding="utf-8")
    loaded: Features = json.loads(text)["weights"]
    return loaded


def antecedent(scene: Scene, at: int, wanted: str | None, among: Sequence[Person] | None = None) -> Person | None:
    """The person that a word at character `at` most likely means; None where nobody fits its gender."""
    found = ranked(scene, at, wanted, scene.cast.persons if among is None else among)
    return found[0][1] if found else None


def ranked(scene: Scene, at: int, wanted: str | None, among: Sequence[Person]) -> list[tuple[float, Person]]:
    """Persons with their scores, likeliest first."""
    model = weights()
    rows = features(scene, at, wanted, among)
    scored = [(sum(model.get(k, 0.0) * v for k, v in f.items()), p) for p, f in rows]
    return sorted(scored, key=lambda x: -x[0])


def features(scene: Scene, at: int, wanted: str | None, among: Sequence[Person]) -> list[tuple[Person, Features]]:
    """The persons named before `at` whom a pronoun's gender does not rule out, each with what speaks for it."""
    fits = [(p, m) for p in among if wanted is None or p.gender in (None, wanted) if (m := p.before(at))]
    if not fits:
        return []
    fits.sort(key=lambda x: -x[1].span[0])
    token = tokens_at(scene.doc, (at, at + 1))[0]
    begin = sentence_of(token).start_char
    previous = sentence_of(scene.doc[max(0, sentence_of(token).start - 1)]).start_char
    paragraph = scene.layout.paragraph_of(at)
    spoke = [s.person for place, s in reversed(scene.said) if place < at and s.kind == SpeakerKind.PERSON and s.person]
    order = list(dict.fromkeys(id(p) for p in spoke))
    last = next((place for place, s in reversed(scene.said) if place < at and s.person), None)
    mine = next((s for s in scene.contents if s[0] <= at < s[1]), None)
    most = max(len(p.mentions) for p, _ in fits)
    just_before = sum(previous <= m.span[0] < begin for _, m in fits)
    subject = token.dep_ in ("nsubj", "nsubjpass")
    own = scene.of_source.get(at, ())
    opens = paragraph is not None and at - paragraph[0] < 3
    verbs = _verbs_above(token)
    said_of = sum(o.span[0] < at for p, _ in fits for o in p.mentions)
    placed = [(o.span[0], id(p)) for p, _ in fits for o in p.mentions if previous <= o.span[0] < begin]
    first_before = min(placed)[1] if placed else None
    rows = []
    for n, (p, m) in enumerate(fits):
        start = m.span[0]
        quoted = any(s <= start < e and not s <= at < e for s, e in scene.contents)
        inside = paragraph is not None and start >= paragraph[0]
        first = inside and paragraph is not None and not any(
            paragraph[0] <= o.span[0] < _first_in(p, paragraph[0]) for q, _ in fits if q is not p for o in q.mentions
        )
        row = {
            "distance": math.log1p((at - start) / 40),
            "same sentence": float(start >= begin),
            "sentence before": float(previous <= start < begin),
            "same paragraph": float(inside),
            "subject": float(m.subject),
            "subject of the sentence before": float(m.subject and previous <= start < begin),
            "both subjects": float(m.subject and subject),
            "owner": float(m.owner),
            "quoted": float(quoted),
            "spoke last": float(order[:1] == [id(p)]),
            "spoke before that": float(order[1:2] == [id(p)]),
            "spoke": float(id(p) in order),
            "spoke last, near": float(order[:1] == [id(p)] and last is not None and at - last < 400),
            "spoke last, in the paragraph": float(
                order[:1] == [id(p)] and last is not None and paragraph is not None and last >= paragraph[0]
            ),
            "gender known": float(wanted is not None and p.gender == wanted),
            "named often": math.log1p(sum(o.span[0] < at for o in p.mentions)),
            "named most": float(len(p.mentions) == most),
            "nearest": float(n == 0),
            "second nearest": float(n == 1),
            "first of the paragraph": float(first),
            "full name": float(" " in p.name),
            "introduced": float(m.before != "" or m.after != ""),
            "others since": math.log1p(n),
            "alone in the sentence before": float(previous <= start < begin and just_before == 1),
            "within the same content": float(mine is not None and mine[0] <= start < mine[1]),
            "outside the content around": float(mine is not None and not mine[0] <= start < mine[1]),
            "spoke last, both subjects": float(order[:1] == [id(p)] and subject),
            "named in the lead": float(p.mentions[0].span[0] < 400),
            "surname alone before": float(" " not in m.name and " " in p.name),
            "named in what is said": float(any(s <= o.span[0] < e for s, e in own for o in p.mentions)),
            "opens the paragraph, named most": float(opens and len(p.mentions) == most),
            "opens the paragraph, spoke last": float(opens and order[:1] == [id(p)]),
            "opens the paragraph, sentence before": float(opens and previous <= start < begin),
            "subject of a verb above": float(_subject_of(scene, m.span, verbs)),
            "share of mentions": sum(o.span[0] < at for o in p.mentions) / said_of,
            "first of the sentence before": float(id(p) == first_before),
            "speaker of the content around": float(mine is not None and _speaks(scene, p, mine)),
        }
        rows.append((p, row))
    return rows


def _first_in(person: Person, start: int) -> int:
    return next((m.span[0] for m in person.mentions if m.span[0] >= start), 1 << 60)


def _speaks(scene: Scene, person: Person, content: tuple[int, int]) -> bool:
    """Whether the person is the last who spoke from within 200 characters of the content."""
    near = [s for place, s in scene.said if content[0] - 200 <= place <= content[1]]
    return bool(near) and near[-1].person is person


def _verbs_above(token: Token) -> set[int]:
    """The verbs that the verb of a pronoun hangs on, within its sentence."""
    verbs, head = set[int](), token.head
    while head.head != head:
        head = head.head
        if head.pos_ in ("VERB", "AUX"):
            verbs.add(head.i)
    return verbs


def _subject_of(scene: Scene, name: tuple[int, int], verbs: set[int]) -> bool:
    """Whether a name is the subject of one of the verbs."""
    if not verbs:
        return False
    head = head_at(scene.doc, name)
    return head is not None and head.dep_ in ("nsubj", "nsubjpass") and head.head.i in verbs
