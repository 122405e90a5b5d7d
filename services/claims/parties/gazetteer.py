"""The gazetteer of parties: states, alliances, organisations, movements, parties and media with their other names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from services.claims.lexicon import table, words

KINDS = ("state", "alliance", "international organisation", "armed movement", "party", "media")


@dataclass(frozen=True, slots=True)
class Party:
    """A side that can be spoken for; `kind` is one of `KINDS`, "campaign" or "organisation"; `home` a medium's
    state."""

    name: str
    kind: str
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Parties by name; `demonyms` maps adjectives ("Russian") to states."""

    names: dict[str, Party]
    demonyms: dict[str, Party]
    ambiguous: frozenset[str]
    regions: dict[str, Party]

    def region(self, name: str) -> Party | None:
        """The state that a region or great city belongs to."""
        return self.regions.get(_bare(name))

    def find(self, name: str) -> Party | None:
        """The party that `name` means, an article and "'s" apart: exactly, else with case ignored from five letters
        on."""
        if name[:4] == "The " and (whole := self.names.get(name)):
            return whole
        name = _bare(name)
        if name in self.ambiguous:
            return None
        found = self.names.get(name) or (self.names.get(name.replace(".", "")) if "." in name else None)
        return found or (self.names.get(name.casefold()) if len(name) > 4 else None)

    def state(self, adjective: str) -> Party | None:
        """The state that an adjective or a name of a people means."""
        word = _bare(adjective)
        return self.demonyms.get(word) or (self.demonyms.get(word[:-1]) if word.endswith("s") else None)


def medium_by_name(name: str) -> bool:
    """Whether a body's name is one that newspapers and broadcasters have ("Tampa Bay Times", "Radio Rebelde")."""
    parts = set(name.replace("-", " ").split())
    return len(parts) > 1 and bool(parts & words("roles", "media_names"))


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once a process."""
    names: dict[str, Party] = {}
    demonyms: dict[str, Party] = {}
    for entry in table("states")["states"]:
        party = Party(entry["name"], "state")
        names[party.name] = party
        demonyms.update(dict.fromkeys(entry.get("demonyms", ()), party))
        if "capital" in entry:
            names.setdefault(entry["capital"], party)
    listed = table("gazetteer")
    for kind in KINDS:
        for line in listed[kind].splitlines():
            name, *aliases = [part.strip() for part in line.split("|")]
            home = next((a[1:] for a in aliases if a.startswith("@")), None)
            party = Party(name, kind, home)
            for alias in (name, *(a for a in aliases if not a.startswith("@"))):
                names[_bare(alias)] = names[alias] = party
                if (
                    kind == "state"
                    and alias.endswith(("ish", "an", "ch", "ese", "i", "ss", "pine", "ine", "k"))
                    and " " not in alias
                ):
                    demonyms[alias] = party
    demonyms.update({word: names[state] for word, state in listed["shared"].items()})
    folded = {n.casefold(): p for n, p in names.items() if len(n) > 4}
    regions = {r.strip(): names[s] for s, group in listed["regions"].items() for r in group.split("|")}
    return Gazetteer({**folded, **names}, demonyms, frozenset(listed["ambiguous"]), regions)


def _bare(name: str) -> str:
    name = " ".join(name.split())
    for tail in ("'s", "’s", "'", "’"):
        name = name.removesuffix(tail)
    return name.removeprefix("the ").removeprefix("The ") if name not in ("The Times", "The Hill") else name
