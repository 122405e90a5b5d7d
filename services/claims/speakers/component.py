"""The component `counterclaim_speakers`: who speaks in each attribution, and who reported it."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.attributions.phrases import noun_span
from services.claims.document import attributions_of, head_at, inside, text_of
from services.claims.layout.component import Layout
from services.claims.speakers.cast import Cast, cast_of
from services.claims.speakers.described import described
from services.claims.speakers.mentions import persons
from services.claims.speakers.named import named
from services.claims.speakers.pronouns import BODY, FIRST, THIRD, Said, pronoun
from services.claims.speakers.speaker import UNKNOWN, Speaker
from services.domain.claim import Attribution, SpeakerKind

_BYLINE = re.compile(r"(?:By|BY) (?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})")


@Language.factory("counterclaim_speakers")
class SpeakerComponent:
    """Writes `speaker`, `speaker_kind` and `chain`, and the article's cast to `doc._.cast`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        cast = doc._.cast = cast_of(persons(doc))
        found = attributions_of(doc)
        resolved: dict[int, Speaker] = {}
        said: list[tuple[int, Speaker]] = []
        # Outer contents first: an "I" within needs to know who is being quoted.
        for i in sorted(range(len(found)), key=lambda i: (_start(found[i]), -found[i].content[-1][1])):
            resolved[i] = _resolve(doc, found, i, resolved, cast, said)
            said.append((_start(found[i]), resolved[i]))
            said.sort(key=lambda x: x[0])
        named_ = [replace(a, speaker=resolved[i].name, speaker_kind=resolved[i].kind) for i, a in enumerate(found)]
        doc._.attributions = tuple(replace(a, chain=_chain(a, named_)) for a in named_)
        return doc


def _start(a: Attribution) -> int:
    starts: list[int] = [s for s, _ in (*a.content, *a.cue, *((a.source,) if a.source else ()))]
    return min(starts)


def _resolve(
    doc: Doc,
    found: tuple[Attribution, ...],
    i: int,
    resolved: dict[int, Speaker],
    cast: Cast,
    said: list[tuple[int, Speaker]],
) -> Speaker:
    a = found[i]
    if a.source is None:
        return _sourceless(found, i, resolved)
    word = text_of(doc)[slice(*a.source)].strip().lower()
    if word in FIRST:
        around = [j for j in resolved if any(inside(a.source, s) for s in found[j].content)]
        return resolved[around[-1]] if around else author(doc)
    if word in THIRD or word in BODY:
        return pronoun(doc, word, a.source[0], cast, said)
    if word in ("who", "which", "that"):
        return _relative(doc, a, cast, said)
    return named(doc, a.source, cast) or described(doc, a.source, cast, said)


def author(doc: Doc) -> Speaker:
    """Who says "I" or "we" outside every quotation: the byline's name, or unknown."""
    layout: Layout = doc._.layout
    for span in layout.boilerplate:
        m = _BYLINE.match(text_of(doc), *span)
        if m:
            return Speaker(m["who"].title() if m["who"].isupper() else m["who"], SpeakerKind.PERSON)
    return UNKNOWN


def _relative(doc: Doc, a: Attribution, cast: Cast, said: Said) -> Speaker:
    """ "who": the noun that the relative clause hangs on."""
    token = head_at(doc, a.source) if a.source else None
    while token is not None and token.dep_ not in ("relcl", "acl") and token.head != token:
        token = token.head
    if token is None or token.dep_ not in ("relcl", "acl") or token.head.pos_ not in ("NOUN", "PROPN"):
        return said[-1][1] if said else UNKNOWN
    span = noun_span(token.head)
    return named(doc, span, cast) or described(doc, span, cast, said)


def _sourceless(found: tuple[Attribution, ...], i: int, resolved: dict[int, Speaker]) -> Speaker:
    """A continued quotation has the speaker of the one before it; a bare participle that of its sentence's first
    cue."""
    a = found[i]
    if not a.cue:
        before = [
            j
            for j in resolved
            if found[j].content[-1][1] <= a.content[0][0] and a.content[0][0] - found[j].content[-1][1] < 400
        ]
        return resolved[max(before, key=lambda j: found[j].content[-1][1])] if before else UNKNOWN
    return UNKNOWN


def _chain(a: Attribution, every: list[Attribution]) -> tuple[str, ...]:
    """Who reported it, outermost first: the speakers of the contents that hold this cue and content."""
    spans = (*a.cue, *a.content) if a.cue else a.content
    outer = [
        o
        for o in every
        if o is not a
        and o.speaker
        and o.speaker != a.speaker
        and all(any(inside(s, c) for c in o.content) for s in spans)
        and o.speaker_kind != SpeakerKind.UNKNOWN
    ]
    outer.sort(key=lambda o: -sum(e - s for s, e in o.content))
    return tuple(dict.fromkeys(o.speaker for o in outer if o.speaker))
