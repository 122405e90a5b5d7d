"""Attributions by a verb: who is its subject, what it says, condemns, asks or promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from services.claims.attributions.cues import senses
from services.claims.attributions.phrases import agent, cue_span, noun_span, passive, subject, subtree_span, trimmed
from services.claims.document import sentence_of, text_of
from services.claims.lexicon import words
from services.domain.claim import Span

ABOUT = ("of", "about", "on", "with", "for", "over")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with what belongs to it; `content` may still be empty, waiting for a quotation. `frame` names the rule."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    frame: str
    verb: int
    key: str


def by_verbs(doc: Doc) -> Iterator[Candidate]:
    """Candidates of every verb of the lexicon that has a subject or a participle's governor, in text order."""
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") and not (token.tag_.startswith("VB")):
            continue
        key, mate, entries = senses(token)
        if not entries:
            continue
        frames = frozenset().union(*(e.frames for e in entries))
        found = _read(token, mate, key, frames)
        if found:
            yield found


def _read(verb: Token, mate: Token | None, key: str, frames: frozenset[str]) -> Candidate | None:
    doc, cue = verb.doc, cue_span(verb, mate)
    if passive(verb):
        actor, patient = agent(verb), next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if actor is None:
            return None
        head: Token | None = actor
        content, frame = ([subtree_span(patient)] if patient is not None and "object" in frames else []), "passive"
    else:
        head = subject(verb) or _neighbour(verb, cue)
        content, frame = _content(verb, mate, frames, cue)
    source = noun_span(head) if head is not None else None
    if source and source[0] <= cue[0] < source[1]:
        source = (source[0], cue[0]) if head is not None and head.idx < cue[0] else None
        source = trimmed(text_of(doc), source) if source else None
    spans = tuple(s for span in content for s in _without(text_of(doc), span, [cue, *([source] if source else [])]))
    first = min(cue[0], source[0]) if source else cue[0]
    return Candidate(source, cue, _parted(text_of(doc), spans, first), frame, verb.i, key)


def _parted(text: str, spans: tuple[Span, ...], first: int) -> tuple[Span, ...]:
    """Of contents on both sides of source and cue (at `first`), the left one only where a comma or quotation mark
    parts it."""
    if len(spans) < 2 or spans[-1][0] < first:
        return spans
    return tuple(
        s for s in spans if s[0] >= first or any(c in text[s[1] : first] for c in ',"”—–;') or text[s[1] - 1] in '"”'
    )


def _neighbour(verb: Token, cue: Span) -> Token | None:
    """The noun phrase right before a finite verb, where the parser gave it to another word."""
    if verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return None
    first = next((t for t in sentence_of(verb) if t.idx >= cue[0]), verb)
    if first.i <= sentence_of(verb).start:
        return None
    before = verb.doc[first.i - 1]
    return before if before.pos_ in ("PROPN", "NOUN", "PRON") and before.tag_ not in ("WDT", "WP") else None


def _content(verb: Token, mate: Token | None, frames: frozenset[str], cue: Span) -> tuple[list[Span], str]:
    """The content's spans by the first frame that fits, and that frame."""
    children = list(verb.children)
    if "clause" in frames:
        clause = [c for c in children if c.dep_ == "ccomp"]
        if clause:
            return _clauses(verb, clause, cue), "clause"
        if (
            verb.dep_ in ("parataxis", "ccomp", "dep", "intj")
            and verb.head.pos_ in ("VERB", "AUX", "NOUN", "ADJ")
            and _parenthetical(verb)
        ):
            return [(sentence_of(verb).start_char, sentence_of(verb).end_char)], "parenthesis"
    if "action" in frames:
        act = [c for c in children if c.dep_ == "xcomp" and c.i > verb.i] or [
            c for c in children if c.dep_ in ("advcl",) and c.tag_ == "VB" and c.i > verb.i
        ]
        if act:
            start = next(
                (c.left_edge.idx for c in children if c.dep_ in ("dobj", "nsubj", "pobj") and verb.i < c.i < act[0].i),
                act[0].left_edge.idx,
            )
            return [(start, _end(act[0]))], "action"
    if "object" in frames:
        span = _object(verb, mate)
        if span:
            return [span], "object"
    if "about" in frames:
        prep = next((c for c in children if c.dep_ == "prep" and c.lower_ in ABOUT[:2] and c.i > verb.i), None) or (
            mate if mate is not None and mate.i > verb.i else None
        )
        pobj = (
            next((c for c in prep.subtree if c.dep_ in ("pobj", "pcomp") and c.i > verb.i), None)
            if prep is not None
            else None
        )
        if pobj is not None:
            return [(pobj.left_edge.idx, _far_end(verb, pobj))], "about"
    return _told(verb) if "clause" in frames and verb.lemma_.lower() in words("cues", "addressed") else ([], "bare")


def _told(verb: Token) -> tuple[list[Span], str]:
    """What follows the person told, where the parser found no clause: "told the broadcaster the plan works"."""
    sent = sentence_of(verb)
    chunk = next((c for c in sent.noun_chunks if c.start == verb.i + 1), None)
    if chunk is None or chunk.end >= sent.end or chunk.end >= len(verb.doc):
        return [], "bare"
    rest = verb.doc[chunk.end : sent.end]
    if rest[0].pos_ in ("DET", "PRON", "PROPN", "NOUN") and any(t.pos_ in ("VERB", "AUX") for t in rest):
        return [(rest.start_char, rest.end_char)], "told"
    return [], "bare"


def _clauses(verb: Token, clauses: list[Token], cue: Span) -> list[Span]:
    spans = []
    for clause in clauses:
        start, end = subtree_span(clause)
        if start < cue[0] < end:
            parted = text_of(verb.doc)[cue[1] :].lstrip()[:1] in (",", '"', "”")
            spans += [(start, cue[0])] if parted else []
            spans.append((cue[1], max(end, sentence_of(verb).end_char)))
        else:
            mark = clause.left_edge
            start = mark.idx + len(mark) if mark.lower_ == "that" and mark.dep_ == "mark" else _claimed(verb, mark)
            spans.append((start, end))
    return spans


def _far_end(verb: Token, pobj: Token) -> int:
    """End of what was told about: the parser often cuts it short, so up to the sentence's end where no comma stands
    before it."""
    sent = sentence_of(verb)
    rest = verb.doc[pobj.i : sent.end]
    if any(t.text in (",", ";", '"', "“", "—", "--") for t in rest) or pobj.right_edge.i + 12 < sent.end:
        return _end(pobj)
    return sent.end_char


def _claimed(verb: Token, first: Token) -> int:
    """Where the content starts: the parser may have given its first noun phrase to the verb as an object."""
    lost = [c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < first.i]
    if lost and verb.lemma_.lower() not in words("cues", "addressed") and first.lower_ not in ("that", '"', "“"):
        return lost[0].left_edge.idx
    return first.idx


def _parenthetical(verb: Token) -> bool:
    """Whether the cue stands between or after commas: "Since June, he said, prices …"."""
    left, right = verb.left_edge, verb.right_edge
    before = verb.doc[left.i - 1].text if left.i > sentence_of(verb).start else ""
    return before in (",", '"', "”", "—", "--") or (left.text == "," and right.i < sentence_of(verb).end)


def _object(verb: Token, mate: Token | None) -> Span | None:
    """From the object to the end of the prepositions that belong to the act, places and times left out."""
    doc = verb.doc
    first = mate.i + 1 if mate is not None and mate.i > verb.i else verb.i + 1
    obj = next(
        (c for c in verb.children if c.dep_ in ("dobj", "dative", "oprd", "attr", "ccomp", "nsubj") and c.i > verb.i),
        None,
    )
    if obj is None and mate is not None:
        obj = next((c for c in mate.children if c.dep_ in ("pobj", "pcomp")), None)
    if obj is None:
        return None
    start, end = max(obj.left_edge.idx, doc[first].idx if first < len(doc) else 0), _trim_end(obj)
    for child in verb.rights:
        if child.i <= obj.i:
            continue
        if child.dep_ in ("prep", "oprd", "xcomp", "acomp", "dative") and child.lower_ not in words(
            "cues", "time_trimmers"
        ):
            end = max(end, _trim_end(child))
        elif child.dep_ in ("punct", "npadvmod", "advcl", "cc", "conj", "prep"):
            break
    return trimmed(text_of(doc), (start, end))


def _trim_end(token: Token) -> int:
    """End of a phrase, cut before a place or time that hangs on it and before loose clauses set off by commas."""
    end = token.idx + len(token)
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in words("cues", "time_trimmers") and child.lower_ not in ("in", "on"):
            break
        if (
            child.dep_ in ("advcl", "relcl", "appos", "conj")
            and child.left_edge.i
            and child.left_edge.nbor(-1).text == ","
        ):
            break
        end = max(end, _trim_end(child))
    return end


def _end(token: Token) -> int:
    return token.right_edge.idx + len(token.right_edge)


def _without(text: str, span: Span, holes: list[Span]) -> Iterator[Span]:
    """`span` less `holes`, trimmed."""
    pieces = [span]
    for start, end in holes:
        pieces = [p for s, e in pieces for p in ((s, min(e, start)), (max(s, end), e)) if p[0] < p[1]]
    for piece in pieces:
        left = trimmed(text, piece)
        if left and text[slice(*left)].lower() not in ("which", "who", "that", "what", "it", "as"):
            yield left
