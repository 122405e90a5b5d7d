"""Resolves a description ("the foreign minister", "the German broadcaster", "the report") to what the article names."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.claims.document import text_of, tokens_at
from services.claims.lexicon import table, words
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.pronouns import THIRD, Said, antecedent
from services.claims.speakers.speaker import Speaker, plain
from services.domain.claim import Span, SpeakerKind

DEFINITE = ("the", "this", "that", "these", "those", "both")
OWNERS = ("his", "her", "their", "its")
REACH = 1500
"""How many characters back a description may reach for an organisation or document."""


def described(doc: Doc, span: Span, cast: Cast, said: Said) -> Speaker:
    """The speaker that a description means, else the description itself as an unnamed source, group or document."""
    tokens = tokens_at(doc, span)
    head, first = tokens.root, tokens[0].lower_
    lemma = head.lemma_.lower()
    apposed = _apposed(doc, span, head, cast)
    if apposed:
        return Speaker(apposed.name, SpeakerKind.PERSON, apposed)
    if first in OWNERS:
        return _owned(doc, span, lemma, cast, said)
    if lemma in words("roles", "document_nouns"):
        issued = _publisher(doc, head, lemma, cast, back=300 if first in DEFINITE else 0)
        return issued or Speaker(plain(tokens.text), SpeakerKind.DOCUMENT)
    definite = first in DEFINITE or (tokens[0].text[:1].isupper() and tokens[0].pos_ in ("ADJ", "NOUN", "PROPN"))
    found = _definite(doc, span, head, lemma, cast, said) if definite else None
    return found or Speaker(plain(tokens.text), kind_of(head, lemma, first))


def _definite(doc: Doc, span: Span, head: Token, lemma: str, cast: Cast, said: Said) -> Speaker | None:
    tokens = tokens_at(doc, span)
    states = {p.name for t in tokens if (p := gazetteer().state(t.text))}
    if lemma in words("roles", "media_nouns"):
        medium = _medium(doc, span[0], states)
        if medium:
            return Speaker(medium, SpeakerKind.ORGANISATION)
    if head.tag_ in ("NNS", "NNPS"):
        return _offices(doc, cast, span[0], lemma)
    person = _office(cast, span[0], lemma, states, tokens.text) or _epithet(doc, cast, span[0], lemma, states, said)
    if person:
        return Speaker(person.name, SpeakerKind.PERSON, person)
    return _namesake(doc, span[0], lemma)


def _apposed(doc: Doc, span: Span, head: Token, cast: Cast) -> Person | None:
    """Mike Pence in "Trump's running mate, Mike Pence"."""
    near = text_of(doc)[span[1] : span[1] + 3]
    for p in cast.persons:
        for m in p.mentions:
            at = m.before_span[0] if m.before_span else m.span[0]
            if near.startswith(",") and 0 < at - span[1] <= 3:
                return p
            if any(c.dep_ == "appos" and m.span[0] <= c.idx < m.span[1] for c in head.children):
                return p
    return None


def _owned(doc: Doc, span: Span, lemma: str, cast: Cast, said: Said) -> Speaker:
    """ "His lawyers": the owner's name in the pronoun's place."""
    tokens = tokens_at(doc, span)
    word = tokens[0].lower_
    owner = antecedent(doc, span[0], cast, gender.of_pronoun(word), said) if word in THIRD else None
    rest = plain(text_of(doc)[tokens[0].idx + len(tokens[0]) : span[1]])
    text = f"{owner.name}'s {rest}" if owner else plain(tokens.text)
    return Speaker(text, kind_of(tokens.root, lemma, word))


def _office(cast: Cast, at: int, lemma: str, states: set[str], text: str) -> Person | None:
    """The person named last before `at` whom the article gives this office, of this state where one is said."""
    wanted = [w.strip(".,").lower() for w in text.split()[1:] if w[0].islower()]
    best: tuple[int, int, Person] | None = None
    for p in cast.persons:
        m = p.before(at)
        titles = [full(w) for w in " ".join(p.described()).replace("-", " ").lower().split()]
        if m is None or lemma.replace("-", " ").split()[-1] not in titles:
            continue
        theirs = {s.name for t in p.described() for w in t.split() if (s := gazetteer().state(w.strip(".,")))}
        if states and not states & theirs:
            continue
        key = (sum(w in titles for w in wanted), m.span[0], p)
        if best is None or key[:2] > best[:2]:
            best = key
    return best[2] if best else None


def full(title: str) -> str:
    """A title written out, lower case."""
    bare = title.strip(".,()'\"")
    return str(table("roles")["short_titles"].get(bare, bare))


def _offices(doc: Doc, cast: Cast, at: int, lemma: str) -> Speaker | None:
    """ "The senators", "both candidates": the two or three persons of that office named before."""
    fits = [p for p in cast.persons if p.before(at)]
    if lemma in words("roles", "candidate"):
        fits = [p for p in fits if _runs(doc, p)]
    elif lemma in words("roles", "office"):
        fits = [p for p in fits if any(lemma == full(w).rstrip("s") for t in p.described() for w in t.lower().split())]
    else:
        return None
    return Speaker(" and ".join(p.name for p in fits), SpeakerKind.GROUP) if 2 <= len(fits) <= 3 else None


def _epithet(doc: Doc, cast: Cast, at: int, lemma: str, states: set[str], said: Said) -> Person | None:
    """ "The billionaire", "the senator": the last speaker before, else the person named last, whom nothing rules
    out."""
    if lemma not in words("roles", "epithets") or states:
        return None
    wanted = gender.of_words((lemma,))
    fits = [p for p in cast.persons if p.before(at) and (wanted is None or p.gender in (None, wanted))]
    if lemma in words("roles", "candidate"):
        fits = [p for p in fits if _runs(doc, p)]
    spoke = next((s.person for place, s in reversed(said) if at - REACH < place < at and s.person in fits), None)
    if spoke:
        return spoke
    named = [(m.span[0], p) for p in fits if (m := p.before(at)) and at - m.span[0] < 600]
    return max(named, key=lambda x: x[0])[1] if named else None


def _runs(doc: Doc, person: Person) -> bool:
    """Whether a person stands for election, by the article's words or by what is known of the day."""
    day = doc._.published_at.date() if doc._.published_at else None
    party = gazetteer().head(person.name, day)
    return f"{person.last} campaign" in text_of(doc) or bool(party and party.kind == "campaign")


def _medium(doc: Doc, at: int, states: set[str]) -> str | None:
    """The medium named nearest to `at`, of the state said if one is."""
    found = [(abs(e.start_char - at), p) for e in doc.ents if (p := gazetteer().find(e.text)) and p.kind == "media"]
    fits = [x for x in found if not states or x[1].home in states]
    return min(fits, key=lambda x: x[0])[1].name if fits else None


def _namesake(doc: Doc, at: int, lemma: str) -> Speaker | None:
    """The body named last whose name ends in the noun ("the fund") or that the gazetteer counts as one ("the
    alliance")."""
    best: Speaker | None = None
    for ent in doc.ents:
        if ent.start_char >= at or ent.label_ not in ("ORG", "GPE", "NORP", "LAW", "PRODUCT", "FAC"):
            continue
        name = plain(ent.text)
        party = gazetteer().find(name)
        called = party.name if party else name
        if (
            called.lower().split()[-1:] == [lemma]
            or name.lower().split()[-1:] == [lemma]
            or (party and lemma in ("alliance", "bloc") and party.kind in ("alliance", "international organisation"))
        ):
            best = Speaker(called, SpeakerKind.ORGANISATION)
    return best


def _publisher(doc: Doc, head: Token, lemma: str, cast: Cast, back: int) -> Speaker | None:
    """A document speaks for whoever issued it: "the committee's report", "a study by X", here or where it came up
    before."""
    for token in reversed(doc[max(0, head.i - back) : head.i + 1]):
        if token.lemma_.lower() != lemma:
            continue
        makers = [c for c in token.head.children if c.dep_ == "nsubj"] if token.dep_ == "dobj" else []
        for part in (*token.children, *makers):
            issuer = _issuer(part)
            if issuer is None:
                continue
            person = cast.person(issuer.text) if issuer.label_ == "PERSON" else None
            if person:
                return Speaker(person.name, SpeakerKind.PERSON, person)
            party = gazetteer().find(plain(issuer.text))
            return Speaker(party.name if party else plain(issuer.text), SpeakerKind.ORGANISATION)
    return None


def _issuer(part: Token) -> Tokens | None:
    """The entity that owns a document or that follows "by" or "from"."""
    if part.dep_ in ("prep", "agent") and part.lower_ in ("by", "from"):
        part = next(iter(part.children), part)
    elif part.dep_ == "acl" and (by := next((c for c in part.children if c.lower_ == "by"), None)):
        part = next(iter(by.children), part)
    elif part.dep_ not in ("poss", "compound", "nsubj"):
        return None
    return next((e for e in part.doc.ents if e.start <= part.i < e.end and e.label_ in ("ORG", "PERSON")), None)


def kind_of(head: Token, lemma: str, first: str) -> SpeakerKind:
    """Document, group or unnamed source, by the noun and its determiner."""
    if lemma in words("roles", "document_nouns"):
        return SpeakerKind.DOCUMENT
    if first in ("a", "an", "one", "another", "someone") or head.lower_ in words("roles", "unnamed"):
        return SpeakerKind.UNNAMED
    return SpeakerKind.GROUP if head.tag_ == "NNS" or lemma in words("roles", "group_nouns") else SpeakerKind.UNNAMED
