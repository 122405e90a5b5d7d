"""Resolves a source that holds a name: a person of the cast, several of them, or a body."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.claims.document import ents_of, text_of, tokens_at
from services.claims.lexicon import words
from services.claims.parties.gazetteer import gazetteer
from services.claims.parties.known import known
from services.claims.speakers.bodies import Bodies
from services.claims.speakers.cast import Cast, Person
from services.claims.speakers.mentions import mention, title_word
from services.claims.speakers.speaker import Speaker, plain
from services.domain.claim import Span, SpeakerKind

BODIES = ("ORG", "GPE", "NORP", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT")
CAMPS = ("campaign", "Campaign", "camp", "team", "operation")
_APART = ("ADP", "SCONJ", "VERB", "AUX", "PRON")
_BOTH_CAMPS = re.compile(
    r"(?:[Bb]oth )?(?:[Tt]he )?(?P<one>[A-Z][\w’'-]+) and (?P<other>[A-Z][\w’'-]+?)(?:['’]s)? (?:campaign|camp|team)s$"
)
_FRAME = re.compile(r"(?:[Tt]he )?(?:[\w-]+ )?", re.A)
_ONE = re.compile(
    r"^(?:[Tt]h(?:e|is)|an?) (?:[A-Za-z-]+ ){0,4}?(?:Democrat|Republican|Liberal|Conservative)"
    r"(?: (?:from|of) [A-Z]\w+)?$"
)
_NATIONAL = re.compile(r"^[Tt]he (?P<whose>[A-Z][a-z]+)$")
_COURTESY = ("The", "Mr", "Mrs", "Ms", "Dr", "Sen", "Gov")


def named(doc: Doc, span: Span, cast: Cast, bodies: Bodies) -> Speaker | None:
    """The speaker that the words at `span` name, or None where they name none (a pronoun or a description)."""
    tokens = tokens_at(doc, span)
    if not len(tokens):
        return None
    head, text = tokens.root, " ".join(tokens.text.split())
    if _ONE.match(text) or ((m := _NATIONAL.match(text)) and gazetteer().state(m["whose"]) and not _plural(m["whose"])):
        return None
    camp = _camps(text, cast) or _camp(text, cast, doc)
    if camp:
        return camp
    here = [(p, m.span) for p in cast.persons for m in p.mentions if span[0] <= m.span[0] and m.span[1] <= span[1] + 2]
    here.sort(key=lambda x: x[1])
    party = gazetteer().find(plain(text))
    if party and any(c.isupper() for c in text) and not _bearer(text, party.kind, cast):
        return Speaker(party.name, SpeakerKind.ORGANISATION)
    both = _last_names(text, cast) or _joined(doc, span, head, here)
    if both:
        return both
    body = _led_by_body(doc, span, here)
    if body:
        return Speaker(bodies.full(body), SpeakerKind.ORGANISATION)
    person = _person(doc, span, head, here)
    if person:
        return Speaker(person.name, SpeakerKind.PERSON, person)
    return _proper(doc, span, head, cast, bodies) if head.pos_ == "PROPN" else _mistagged(doc, text, cast)


def _mistagged(doc: Doc, text: str, cast: Cast) -> Speaker | None:
    """A last name that the tagger took for a common noun or verb ("Sanders", "Trump")."""
    name = plain(text)
    if " " in name or not name[:1].isupper():
        return None
    person = cast.person(name)
    if person:
        return Speaker(person.name, SpeakerKind.PERSON, person)
    day = doc._.published_at.date() if doc._.published_at else None
    return Speaker(name, SpeakerKind.PERSON) if known(name, day) else None


def _plural(demonym: str) -> bool:
    party = gazetteer().find(demonym)
    return party is not None or demonym.endswith(("s", "ish", "ch", "ese"))


def _bearer(text: str, kind: str, cast: Cast) -> Person | None:
    """A person of the cast with a state's name for a last name ("Steve Israel")."""
    person = cast.person(text) if kind == "state" and " " not in text else None
    return person if person and " " in person.name else None


def _camp(text: str, cast: Cast, doc: Doc) -> Speaker | None:
    """ "Clinton's campaign", "the Clinton team": the campaign by its candidate's last name."""
    parts = text.split()
    if len(parts) < 2 or parts[-1] not in CAMPS:
        return None
    front = [w for w in parts[:-1] if w[:1].isupper() and w.rstrip(".") not in _COURTESY]
    who = re.sub(r"['’]s?$", "", " ".join(front))
    person = cast.person(who) if who else None
    day = doc._.published_at.date() if doc._.published_at else None
    if person or (who and known(who, day)):
        last = person.last if person else who.split()[-1]
        return Speaker(f"{last} campaign", SpeakerKind.ORGANISATION)
    return None


def _camps(text: str, cast: Cast) -> Speaker | None:
    """ "The Sanders and Clinton campaigns": both of them."""
    m = _BOTH_CAMPS.match(text)
    persons = [cast.person(m[n]) for n in ("one", "other")] if m else []
    lasts = [p.last for p in persons if p]
    return Speaker(f"{lasts[0]} and {lasts[1]} campaigns", SpeakerKind.GROUP) if len(lasts) == 2 else None


def _person(doc: Doc, span: Span, head: Token, here: list[tuple[Person, Span]]) -> Person | None:
    """The person named at the head, in apposition to it, or with nothing but titles before."""
    for p, at in here:
        if at[0] <= head.idx < at[1]:
            return p
    for p, at in here:
        if _owns(doc, at):
            continue
        token = next(iter(tokens_at(doc, at)), head)
        if _qualifies(tokens_at(doc, at), span):
            continue
        if any(a.dep_ == "appos" and a.head == head for a in (token, *token.ancestors)):
            return p
        gap = [t for t in tokens_at(doc, (span[0], at[0])) if t.idx < at[0]] if at[0] > span[0] else []
        end = next((t.i for t in gap if t.text == "," and not _lists(t)), None)
        loose = [t for t in gap if t.pos_ in _APART and t.lower_ not in ("of", "and")]
        if not loose and (not gap or at[1] >= span[1] - 2 or _cut(doc, at) or end is not None):
            of = next((t for t in gap if t.lower_ == "of"), None)
            if of is None or end is not None or gap[-1].lower_ != "of":
                return p
    return None


def _led_by_body(doc: Doc, span: Span, here: list[tuple[Person, Span]]) -> str | None:
    """Acme in "Acme, a firm founded by Jane Doe": a body's name that opens the source and that a comma cuts off."""
    for ent in ents_of(doc):
        if ent.label_ == "ORG" and span[0] <= ent.start_char and ent.end_char < span[1]:
            front = text_of(doc)[span[0] : ent.start_char]
            frame = not front or bool(_FRAME.fullmatch(front))
            bare = not any(at[0] <= ent.end_char for _, at in here)
            behind = text_of(doc)[ent.end_char : ent.end_char + 6]
            return plain(ent.text) if frame and bare and re.match(r", (?:an?|the|which) ", behind + " ") else None
    return None


def _qualifies(name: Tokens, span: Span) -> bool:
    """Whether a name within the source only says whose people or things are meant: "Clinton aides"."""
    if not len(name):
        return False
    root = name.root
    behind = root.dep_ in ("compound", "nmod") and root.head.i >= name.end and root.head.idx < span[1]
    return behind and root.head.pos_ == "NOUN" and root.head.ent_type_ != "PERSON"


def _titled(after: Tokens) -> bool:
    """Whether the words behind a comma begin with a role: "the foreign minister of …"."""
    return any(t.lower_ in words("roles", "office") | words("roles", "heads") for t in after)


def _only_frame(doc: Doc, span: Span, ent: Tokens) -> bool:
    """Whether nothing but an article stands before a body's name in the source, and behind it no "of" or "for"."""
    front = text_of(doc)[span[0] : ent.start_char].strip().lower()
    behind = text_of(doc)[ent.end_char : span[1]].split()
    return front in ("", "the", "a", "an", "both") and (not behind or behind[0].lower() in ("this", "last", "in", "on"))


def _owns(doc: Doc, at: Span) -> bool:
    return text_of(doc)[at[1] : at[1] + 2] in ("'s", "’s", "’ ", "' ")


def _cut(doc: Doc, at: Span) -> bool:
    """Whether a comma, bracket or dash follows the name."""
    return text_of(doc)[at[1] : at[1] + 2].strip()[:1] in (",", "(", "—", "–")


def _lists(comma: Token) -> bool:
    return comma.i + 1 < len(comma.doc) and comma.nbor(1).lower_ in ("including", "like", "such")


def _last_names(text: str, cast: Cast) -> Speaker | None:
    """ "Vidal, Saleh and Hall": nothing but names of the cast."""
    parts = re.split(r", (?:and )?| and ", text)
    if len(parts) < 2 or not all(re.fullmatch(r"(?:M(?:r|rs|s)\.? )?[A-Z][\w.'’-]+", p) for p in parts):
        return None
    found = [cast.person(p.split()[-1]) for p in parts]
    names = list(dict.fromkeys(p.name for p in found if p))
    if len(names) < 2 or len(names) < len(parts):
        return None
    return Speaker(", ".join(names[:-1]) + f" and {names[-1]}", SpeakerKind.GROUP)


def _joined(doc: Doc, span: Span, head: Token, here: list[tuple[Person, Span]]) -> Speaker | None:
    """ "Grassley and Leahy", "Roe, Doe and Chairman Poe": persons of the cast in a row from the start on."""
    if len(here) < 2:
        return None
    heads = {head, *head.conjuncts}
    row = [x for x in here if any(x[1][0] <= h.idx < x[1][1] for h in heads)]
    if len(row) < 2:
        first, last = here[0], here[-1]
        between = text_of(doc)[first[1][1] : last[1][0]]
        near = " and " in between and len(between) < 60 and first[1][0] <= head.idx < first[1][1]
        row = here if near and not re.search(r"\b(?:who|whose|for|of|with|to)\b", between) else []
    names = list(dict.fromkeys(p.name for p, at in row if not _owns(doc, at)))
    if len(names) < 2:
        return None
    return Speaker(", ".join(names[:-1]) + f" and {names[-1]}", SpeakerKind.GROUP)


def _proper(doc: Doc, span: Span, head: Token, cast: Cast, bodies: Bodies) -> Speaker | None:
    """A proper name that the entity recogniser may have missed."""
    start = end = head.i
    while start > 0 and (left := doc[start - 1]).pos_ == "PROPN" and left.idx >= span[0] and not title_word(left):
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN" and doc[end + 1].idx < span[1]:
        end += 1
    name = doc[start : end + 1].text
    person = cast.person(name) or (cast.person(name.title()) if name.isupper() and len(name) > 3 else None)
    if person:
        return Speaker(person.name, SpeakerKind.PERSON, person)
    party = gazetteer().find(name)
    if party and head.dep_ != "compound":
        return Speaker(party.name, SpeakerKind.ORGANISATION)
    day = doc._.published_at.date() if doc._.published_at else None
    if known(name, day):
        return Speaker(name, SpeakerKind.PERSON)
    body = head.ent_type_ in BODIES or not head.ent_type_
    role = start > 0 and doc[start - 1].idx >= span[0] and title_word(doc[start - 1]) and end > start
    if role and head.ent_type_ not in ("ORG", "GPE", "FAC") and doc[end].idx + len(doc[end]) >= span[1] - 1:
        person = cast.add(mention(doc[start : end + 1]))
        return Speaker(person.name, SpeakerKind.PERSON, person)
    cut = end + 1 < len(doc) and doc[end + 1].text == "," and doc[end + 1].idx < span[1]
    if cut and end > start and _titled(doc[end + 2 : end + 8]) and head.ent_type_ not in ("ORG", "GPE"):
        person = cast.add(mention(doc[start : end + 1]))
        return Speaker(person.name, SpeakerKind.PERSON, person)
    ent = next((e for e in ents_of(doc) if e.start <= head.i < e.end and e.label_ in BODIES), None)
    if ent is not None and _only_frame(doc, span, ent):
        return Speaker(bodies.full(plain(ent.text)), SpeakerKind.ORGANISATION)
    text = bodies.full(plain(text_of(doc)[slice(*span)]))
    if name.isupper() and len(name) > 4 and text_of(doc)[span[1] : span[1] + 1] == ":":
        return Speaker(name.title(), SpeakerKind.PERSON)
    return Speaker(text, SpeakerKind.ORGANISATION if body else SpeakerKind.PERSON)
