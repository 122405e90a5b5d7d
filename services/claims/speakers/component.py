"""The component `counterclaim_speakers`: who speaks in each attribution, and who reported it."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from services.claims.attributions.phrases import agent, noun_span, passive, subject
from services.claims.document import attributions_of, inside, overlap, tokens_at
from services.claims.speakers.addressed import nobody
from services.claims.speakers.author import author
from services.claims.speakers.described import described, owned_body, with_pronoun
from services.claims.speakers.named import named
from services.claims.speakers.pronouns import BODY, FIRST, THIRD, pronoun
from services.claims.speakers.relatives import relative
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import UNKNOWN, Speaker
from services.domain.claim import Attribution, Span, SpeakerKind

_LOOSE = ("after", "before", "while", "without", "besides", "despite", "since", "by", "in", "for", "of")


@Language.factory("counterclaim_speakers")
class SpeakerComponent:
    """Writes `speaker`, `speaker_kind` and `chain`, and the article's cast to `doc._.cast`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        scene = Scene.of(doc)
        doc._.cast, doc._.bodies = scene.cast, scene.bodies
        found = attributions_of(doc)
        resolved = resolve(scene, found)
        named_ = [replace(a, speaker=resolved[i].name, speaker_kind=resolved[i].kind) for i, a in enumerate(found)]
        doc._.attributions = tuple(replace(a, chain=_chain(a, named_)) for a in named_)
        return doc


def resolve(scene: Scene, found: tuple[Attribution, ...]) -> dict[int, Speaker]:
    """The speaker of each attribution. Outer contents first: an "I" within needs to know who is being quoted."""
    resolved: dict[int, Speaker] = {}
    for i in sorted(range(len(found)), key=lambda i: (_start(found[i]), -found[i].content[-1][1])):
        speaker = _resolve(scene, found, i, resolved)
        resolved[i] = speaker if speaker.name else UNKNOWN
        source = found[i].source
        scene.say(source[0] if source else _start(found[i]), resolved[i])
    return resolved


def _start(a: Attribution) -> int:
    starts: list[int] = [s for s, _ in (*a.content, *a.cue, *((a.source,) if a.source else ()))]
    return min(starts)


def _resolve(scene: Scene, found: tuple[Attribution, ...], i: int, resolved: dict[int, Speaker]) -> Speaker:
    a = found[i]
    if nobody(scene.doc, a):
        return UNKNOWN
    span = a.source or _subject(scene, a)
    if span is None:
        return _sourceless(found, i, resolved)
    word = scene.text[slice(*span)].strip().lower()
    if word in FIRST:
        around = [j for j in resolved if any(inside(span, s) for s in found[j].content)]
        return resolved[around[-1]] if around else author(scene, span[0])
    if word in THIRD or word in BODY:
        return pronoun(scene, word, span[0])
    if word in ("who", "which", "that"):
        return relative(scene, span)
    if (both := with_pronoun(scene, span)) or (both := owned_body(scene, span)):
        return both
    return named(scene.doc, span, scene.cast, scene.bodies) or described(scene, span)


def _subject(scene: Scene, a: Attribution) -> Span | None:
    """The subject of the cue, or who did it in a passive, where no source was found and it is no part of the
    content."""
    if not a.cue:
        return None
    verb = tokens_at(scene.doc, a.cue[0])
    head = next((t for t in verb if t.pos_ in ("VERB", "AUX")), None)
    if head is None:
        return None
    token = agent(head) if passive(head) else subject(head) or _governor(head)
    if token is None or token.pos_ not in ("NOUN", "PROPN", "PRON") or token.lower_ in ("it", "there", "what"):
        return None
    span = noun_span(token)
    return None if any(overlap(span, c) for c in a.content) else span


def _governor(verb: Token) -> Token | None:
    """Jane Doe in "after casting doubt on it, Jane Doe said": the subject of the verb that a loose one hangs on by a
    preposition."""
    if verb.dep_ != "pcomp" or verb.head.dep_ != "prep" or verb.head.lower_ not in _LOOSE:
        return None
    over = verb.head.head
    return subject(over) if over.pos_ in ("VERB", "AUX") and not passive(over) else None


def _sourceless(found: tuple[Attribution, ...], i: int, resolved: dict[int, Speaker]) -> Speaker:
    """A continued quotation has the speaker of the one before it."""
    a = found[i]
    if a.cue:
        return UNKNOWN
    before = [
        j
        for j in resolved
        if found[j].content[-1][1] <= a.content[0][0] and a.content[0][0] - found[j].content[-1][1] < 400
    ]
    return resolved[max(before, key=lambda j: found[j].content[-1][1])] if before else UNKNOWN


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
