"""The cast of an article: its persons, each with every name and title it gives them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.claims.speakers import gender
from services.claims.speakers.mentions import Mention


@dataclass(slots=True)
class Person:
    """One person: the fullest name so far, mentions in text order, and what pronouns fit."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    gender: str | None = None
    last: str = field(init=False)
    keys: frozenset[str] = field(init=False)
    """What a partial name may be: first, last or whole, as compared."""

    def __post_init__(self) -> None:
        self.last = surname(self.name)
        self.keys = frozenset((key(self.last), key(self.name.split()[0]), key(self.name)))

    def described(self) -> tuple[str, ...]:
        """The titles and appositions that the article gives, in text order."""
        return tuple(t for m in self.mentions for t in (m.before, m.after) if t)

    def before(self, at: int) -> Mention | None:
        """The last mention that begins before character `at`."""
        return next((m for m in reversed(self.mentions) if m.span[0] < at), None)


@dataclass(slots=True)
class Cast:
    """The persons of an article."""

    persons: list[Person] = field(default_factory=list)
    by_name: dict[str, Person] = field(default_factory=dict)
    full: Counter[str] = field(default_factory=Counter)
    """How often each full name stands in the article."""

    def person(self, name: str, at: int | None = None, title: str = "") -> Person | None:
        """The person that a full or partial name means: where several share it, the one whose gender the title fits,
        then the one most often named in full."""
        if name in self.by_name and " " in name:
            return self.by_name[name]
        parts, said = name.split(), key(name)
        fits = [p for p in self.persons if " " in p.name and said in p.keys]
        if not fits and len(parts) > 1:
            last = key(surname(name))
            fits = [
                p
                for p in self.persons
                if " " in p.name and key(p.last) == last and _first_fits(parts[0], p.name.split()[0])
            ]
        if not fits and len(parts) == 1 and (middle := [p for p in self.persons if name in p.name.split()[1:-1]]):
            fits = middle if len(middle) == 1 else []
        wanted = gender.of_words((title,)) if title else None
        if wanted:
            sure = [p for p in fits if p.gender == wanted]
            fits = sure or [p for p in fits if p.gender is None] or (fits if len(fits) == 1 else [])
        if fits:
            return max(fits, key=lambda p: (key(p.last) == said, _in_full(p), self._ever_in_full(p)))
        return self.sticks(name, title)

    def sticks(self, name: str, title: str) -> Person | None:
        """The person that a partial name meant before, unless a title is against it ("Mrs." before Bill's name)."""
        person = self.by_name.get(name)
        wanted = gender.of_words((title,)) if title else None
        return None if person and wanted and person.gender not in (None, wanted) else person

    def _ever_in_full(self, person: Person) -> int:
        """How often the article names a person in full, before and after."""
        return sum(n for name, n in self.full.items() if self.by_name.get(name) is person)

    def add(self, mention: Mention) -> Person:
        """The person of a mention that the recogniser missed."""
        person = self.by_name.get(mention.name) or Person(mention.name)
        if person not in self.persons:
            self.persons.append(person)
            person.gender = gender.of_words((mention.before, mention.after)) or gender.of_first_name(mention.name)
        self.by_name[mention.name] = person
        person.mentions.append(mention)
        person.mentions.sort(key=lambda m: m.span)
        return person


def _in_full(person: Person) -> int:
    """How often a person has been named in full so far."""
    return sum(" " in m.name for m in person.mentions)


PARTICLES = ("de", "van", "von", "al", "bin", "el", "la", "le", "del", "della", "der", "di", "da", "ibn", "abu")
SUFFIXES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV")


def surname(name: str) -> str:
    """The last word of a name that is no suffix."""
    parts = [p for p in name.split() if p not in SUFFIXES]
    first = next((i for i, p in enumerate(parts) if i and p.lower() in PARTICLES), len(parts) - 1)
    return " ".join(parts[first:]) if parts else name


def key(name: str) -> str:
    """A name in the form in which names are compared: case, dots and the shape of apostrophes ignored."""
    return name.replace("’", "'").replace(".", "").casefold()


def _first_fits(a: str, b: str) -> bool:
    """Whether two first names can be one person's: the same, or an initial or short form of the other."""
    a, b = a.strip("."), b.strip(".")
    return a == b or a.startswith(b) or b.startswith(a) or (len(a) > 2 and len(b) > 2 and a[:3] == b[:3])


def cast_of(mentions: Iterable[Mention]) -> Cast:
    """Mentions gathered into persons: first those with full names, then the partial ones."""
    cast = Cast()
    listed = sorted(mentions, key=lambda m: m.span)
    full = Counter(m.name for m in listed if " " in m.name and m.name.split()[0].lower() not in PARTICLES)
    cast.full = full
    for name in sorted(full, key=lambda n: (-len(n.split()), -full[n])):
        known = cast.person(name)
        person = known or Person(name)
        if known is None:
            cast.persons.append(person)
        cast.by_name[name] = person
        person.gender = person.gender or gender.of_first_name(name)
    told: dict[int, list[str]] = defaultdict(list)
    for m in listed:
        if (bearer := cast.by_name.get(m.name)) is not None:
            told[id(bearer)] += [m.before, m.after]
    for p in cast.persons:
        p.gender = gender.of_words(tuple(told[id(p)])) or p.gender
    for m in listed:
        person = cast.sticks(m.name, m.before) or cast.person(m.name, m.span[0], m.before) or Person(m.name)
        if person not in cast.persons:
            cast.persons.append(person)
        person.gender = person.gender or gender.of_words((m.before,))
        cast.by_name.setdefault(m.name, person)
        person.mentions.append(m)
    for p in cast.persons:
        p.gender = gender.of_words(p.described()) or (gender.of_first_name(p.name) if " " in p.name else None)
    return cast
