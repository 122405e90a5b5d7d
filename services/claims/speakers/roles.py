"""Who of an article's persons is meant by a role, an epithet or a kinship: "the senator", "the billionaire", "his
son"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from spacy.tokens import Span as Tokens

from services.claims.lexicon import table, words
from services.claims.parties.gazetteer import gazetteer
from services.claims.speakers import gender
from services.claims.speakers.antecedents import Features, ranked
from services.claims.speakers.cast import Person
from services.claims.speakers.scene import Scene
from services.claims.speakers.speaker import Speaker
from services.domain.claim import SpeakerKind

KINDS = ("office", "epithets", "candidate", "kin", "unnamed", "male", "female", "expert", "media_roles")
AHEAD = 1500
"""How many characters after a headline or lead the one it means may be introduced."""
PARTISAN = {"democratic": "Democrat", "democrat": "Democrat", "republican": "Republican", "gop": "Republican"}


def full(title: str) -> str:
    """A title written out, lower case."""
    bare = title.strip(".,()'\"")
    return str(table("roles")["short_titles"].get(bare, bare))


def titles_of(person: Person) -> set[str]:
    """The words of a person's titles and appositions, written out."""
    return {full(w) for w in " ".join(person.described()).replace("-", " ").lower().split()}


def by_role(scene: Scene, tokens: Tokens, lemma: str, states: set[str]) -> Person | None:
    """The person whom a definite description means by role, epithet or mere nearness; None where it rather means
    nobody of the article."""
    model = weights()
    scored = [(sum(model.get(k, 0.0) * v for k, v in f.items()), p) for p, f in choices(scene, tokens, lemma, states)]
    return max(scored, key=lambda x: x[0])[1]


@cache
def weights() -> Features:
    """The shipped weights by feature."""
    text = files("services.claims").joinpath("data", "role-weights.json").read_text(encoding="utf-8")
    loaded: Features = json.loads(text)["weights"]
    return loaded


def choices(scene: Scene, tokens: Tokens, lemma: str, states: set[str]) -> list[tuple[Person | None, Features]]:
    """Nobody, and the persons named before whom gender, state, region and party don't rule out, each with what speaks
    for it. An office fits those who hold it by the article's words, and those of whom it tells no title."""
    at = tokens.start_char
    noun = lemma.replace("-", " ").split()[-1]
    kinds = [k for k in KINDS if noun in words("roles", k) or lemma in words("roles", k)]
    wanted = [w for t in tokens[1:] if t.i != tokens.root.i and (w := t.lower_.strip(".,")).isalpha()]
    said = {PARTISAN[w] for w in (*wanted, lemma) if w in PARTISAN}
    regions = _regions(t.text for t in tokens)
    standing = bool({noun, lemma} & (words("roles", "candidate") | {"contender", "incumbent"}))
    longer = tokens.root.i + 1 < tokens.end
    nobody: Features = {"nobody": 1.0, "nobody, goes on": float(longer), "nobody, of a state": float(bool(states))}
    nobody |= {f"nobody|{k}": 1.0 for k in kinds or ["other"]}
    found: list[tuple[Person | None, Features]] = [(None, nobody)]
    for n, (rank, person) in enumerate(ranked(scene, at, gender.of_words((lemma,)), scene.cast.persons)):
        titles, theirs = titles_of(person), _partisan(scene, person)
        from_, home = _regions(person.described()), _states(scene, person)
        heads = _head_of_state(scene, person, lemma)
        holds = noun in titles or heads
        if _apart(states, home) or _differ(said, theirs) or _differ(regions, from_):
            continue
        leads = noun == "leader" and bool(states) and bool(titles & words("roles", "political"))
        if noun in words("roles", "office") and titles and not (holds or leads or scene.runs(person)):
            continue
        if standing and not (scene.runs(person) or holds):
            continue
        row = {
            "rank": rank / 3,
            "likeliest": float(n == 0),
            "holds": float(holds),
            "holds, likeliest": float(holds and n == 0),
            "holds, head of state": float(heads),
            "leads": float(leads),
            "runs": float(scene.runs(person)),
            "same words": min(3.0, sum(w in titles for w in wanted)),
            "side fits": float(bool(said & theirs)),
            "side unknown": float(bool(said) and not theirs),
            "state fits": float(bool(states & home)),
            "region fits": float(bool(regions & from_)),
            "full name": float(" " in person.name),
            "goes on": float(longer),
            "former": float("former" in wanted and "former" in titles),
        }
        for k in kinds or ["other"]:
            row |= {f"holds|{k}": float(holds), f"runs|{k}": row["runs"], f"likeliest|{k}": float(n == 0)}
            row[f"not held|{k}"] = float(not holds)
        found.append((person, row))
    return found


def _apart(said: set[str], theirs: set[str]) -> bool:
    """Whether something is said of which nothing is known to be theirs."""
    return bool(said) and not said & theirs


def _differ(said: set[str], theirs: set[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(theirs) and _apart(said, theirs)


def _regions(texts: Iterable[str]) -> set[str]:
    """The parts of states that words name, in full or as newspapers shorten them ("R-Fla.")."""
    text = re.sub(r"[()\[\],]|\b[DRI]-", " ", " ".join(texts))
    short = table("gazetteer")["short_regions"]
    parts = [short.get(w, w) for w in text.split()]
    pairs = [f"{a} {b}" for a, b in pairwise(parts)]
    return {w for w in (*parts, *pairs) if gazetteer().region(w)}


def _head_of_state(scene: Scene, person: Person, lemma: str) -> bool:
    party = scene.known(person) if lemma == "president" else None
    return party is not None and party.kind == "state"


def _states(scene: Scene, person: Person) -> set[str]:
    said = [w for t in person.described() for w in t.split()]
    theirs = {s.name for w in said if (s := gazetteer().state(w.strip(".,'’s")))}
    theirs |= {s.name for w in said if (s := gazetteer().find(w)) and s.kind == "state"}
    party = scene.known(person)
    return theirs | ({party.name} if party and party.kind == "state" else set())


def _partisan(scene: Scene, person: Person) -> set[str]:
    """Democrat or Republican, by titles, seat and what is known."""
    titles = titles_of(person)
    found = {p for w, p in PARTISAN.items() if w in titles}
    for text in person.described():
        bare = text.strip(" ,(")
        if bare[:2] in ("D-", "R-", "D–", "R–"):
            found.add("Democrat" if bare[0] == "D" else "Republican")
    party = scene.known(person)
    if party and not found:
        side = table("gazetteer")["campaigns"].get(party.name, party.name)
        found |= {PARTISAN[side.lower().rstrip("s")]} if side.lower().rstrip("s") in PARTISAN else set()
    return found


def introduced_later(scene: Scene, tokens: Tokens, lemma: str) -> Person | None:
    """Who a headline or lead means by "Judge" or "a New York judge": the first person introduced after it whom the
    article gives this role, where nobody before has it."""
    if lemma not in words("roles", "office") | words("roles", "epithets") or tokens.root.tag_ in ("NNS", "NNPS"):
        return None
    at, noun = tokens.end_char, lemma.replace("-", " ").split()[-1]
    names = {t.text for t in tokens if t.pos_ == "PROPN" and t.i != tokens.root.i}
    for person in sorted(scene.cast.persons, key=lambda p: p.mentions[0].span[0]):
        first = person.mentions[0]
        if not at < first.span[0] < at + AHEAD:
            continue
        described = f"{first.before} {first.after}"
        roles = {full(w) for w in described.replace("-", " ").lower().split()}
        roles |= {"judge"} if "justice" in roles else set()
        holds = noun in roles or _head_of_state(scene, person, lemma)
        fits = not names or lemma in ("judge", "justice") or any(n in described for n in names)
        if holds and fits:
            return person
    return None


def kin(scene: Scene, tokens: Tokens, lemma: str, owner: Person | None = None) -> Person | None:
    """Eric Trump for "Trump's son": a person with the owner's last name whom the gender of the word fits."""
    if lemma not in words("roles", "kin"):
        return None
    if owner is None:
        names = [t.text for t in tokens if t.pos_ == "PROPN"]
        owner = next((p for n in names if (p := scene.cast.person(n))), None)
    sex = gender.of_words((lemma,))
    if owner is None:
        return None
    family = [p for p in scene.cast.persons if " " in p.name and p.last == owner.last and p.name != owner.name]
    fits = [p for p in family if p is not owner and p.gender in (sex, None)]
    titled = [p for p in fits if lemma in titles_of(p)]
    fits = titled or fits
    return min(fits, key=lambda p: abs(p.mentions[0].span[0] - tokens.start_char)) if fits else None


def several(scene: Scene, tokens: Tokens, lemma: str) -> Speaker | None:
    """ "The senators", "both candidates", "the two": the two or three persons of that role named before."""
    at = tokens.start_char
    fits = [p for p in scene.cast.persons if p.before(at) and " " in p.name]
    both = tokens[0].lower_ in ("both", "neither") or any(t.lower_ == "two" for t in tokens)
    if lemma in words("roles", "candidate") | {"contender", "rival", "side"}:
        fits = [p for p in fits if scene.runs(p)]
    elif lemma in words("roles", "office"):
        titled = [p for p in fits if any(lemma == w.rstrip("s") for w in titles_of(p))]
        lawmakers = {"senator", "representative"} if lemma == "lawmaker" else set()
        fits = titled or [p for p in fits if titles_of(p) & lawmakers]
        if len(fits) < 2 and (joint := _joint(scene, at)):
            return joint
    elif both and lemma in ("man", "woman", "two", "leader", "friend", "side", "one"):
        joint = _joint(scene, at)
        if joint:
            return joint
        sex = gender.of_words((lemma,))
        near = [p for p in fits if sex is None or p.gender in (sex, None)]
        fits = sorted(near, key=lambda p: -p.mentions[-1].span[0])[:2]
    else:
        return None
    if both and len(fits) > 2:
        fits = sorted(fits, key=lambda p: -len(p.mentions))[:2]
    if not 2 <= len(fits) <= 3:
        return None
    names = [p.name for p in fits]
    return Speaker(", ".join(names[:-1]) + f" and {names[-1]}", SpeakerKind.GROUP)


def _joint(scene: Scene, at: int) -> Speaker | None:
    """Two persons who spoke together before."""
    for place, s in reversed(scene.said):
        if place < at and s.kind == SpeakerKind.GROUP and s.name and " and " in s.name:
            return s if all(scene.cast.person(n) for n in s.name.split(" and ")) else None
    return None
