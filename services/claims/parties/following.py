"""Candidates, their staff and their supporters: whose campaign somebody speaks for."""

from __future__ import annotations

import re

from services.claims.lexicon import words
from services.claims.parties.gazetteer import Party
from services.claims.parties.naming import PARTISAN
from services.claims.parties.reading import Finder, Reading
from services.claims.parties.wording import bare, said

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STAFF = re.compile(
    r"(?<!kind of )(?<!political )(?<!anti-)\b(?:campaign|^Campaign|^(?:His|Her|The) [Cc]ampaign)\b"
    r"(?! (?:against|for|to|trail|ad\b))"
)
_NAMED = r"(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
_FOLLOWERS = "|".join(sorted(words("roles", "followers")))
_STAFFERS = "|".join(sorted(words("roles", "followers") | words("roles", "campaign_roles")))
_JOINED = r"(?:campaigned|campaigning) (?:alongside|for|with)|stumping for|advises|advising"
_BACKED = rf"(?:backs|backing|backed|supports|supporting|supported|endorses|endorsing|endorsed|{_JOINED})"
BACKS = re.compile(
    r",? (?P<does>(?:is |has been |was |on [A-Z][a-z]+ )?(?:also |now )?"
    rf"(?:backs|backing|supports|supporting|endorsed|endorses|(?:campaigning|campaigns) for|stump(?:s|ing) for)"
    rf" (?:[A-Z][a-z]+\. )?{_NAMED})"
)
"""What somebody does for a candidate, right behind the name: "is backing Jane Doe"."""
_PAST = re.compile(r"\bwho (?:[a-z]+ ){0,3}(?:backed|supported|endorsed|campaigned)\b")
_FOLLOWED = re.compile(
    rf"(?P<whose>{_NAMED})(?:['’]s?)?(?: [a-z-]+| [Cc]ampaign| [Pp]ress| [A-Z][a-z]+){{0,3}}? (?:{_FOLLOWERS})\b"
    rf"|\b(?:{_STAFFERS})(?: [a-z-]+){{0,3}}? (?:of|for|to|with|on|in) "
    rf"(?P<whom>{_NAMED}|the {_NAMED} campaign|{_NAMED} [Cc]ampaign)"
    rf"|\bwho (?:[a-z]+ ){{0,3}}{_BACKED} (?P<backed>{_NAMED})"
    rf"|\bclose to (?:the )?(?P<near>{_NAMED})"
)
SUPPORTS = 2.9
"""How surely somebody who only supports a candidate speaks for the campaign: less than whoever acts for a body."""
NEAR = 4.01
"""How surely "campaign manager" is the one of the candidate named last: less than what is known of a person."""
SUPPORTED = 2.7
"""The same of somebody who once came out for the candidate."""


def campaign(whose: str) -> Party:
    """The party that a candidate's campaign is."""
    return Party(f"{whose} campaign", "campaign")


def stands(text: str, surname: str | None, find: Finder) -> Reading | None:
    """Candidates for the highest office speak for their own campaign, others for the party that put them up."""
    words_ = said(text)
    if not surname or not words_ & words("roles", "candidate") or words_ & words("roles", "followers"):
        return None
    if words_ & {"phd", "doctoral", "ph.d"}:
        return None
    lesser = words_ & {"congressional", "senate", "house", "gubernatorial", "mayoral", "council", "vice"}
    if _YEAR.search(text):
        return None
    bare_role = not words_ - words("roles", "candidate") - words("roles", "idle")
    if bare_role or words_ & {"alternate", "delegate", "district", "county"}:
        return None
    partisan = PARTISAN.search(text) and "presidential" not in words_
    return None if lesser or partisan else Reading(campaign(surname), 4)


def _weight(m: re.Match[str]) -> float:
    """How surely a match of `_FOLLOWED` says so."""
    if m["near"] or _PAST.search(m.group()):
        return SUPPORTED
    mere = m["backed"] or said(m.group()) & words("roles", "supporters")
    return SUPPORTS if mere else 4.1


def follows(text: str, find: Finder) -> Reading | None:
    """ "Clinton spokesman", "aide to Clinton", "a supporter of Clinton", "who backs Clinton", "campaign manager"."""
    roles = words("roles", "followers") | words("roles", "campaign_roles")
    if _YEAR.search(text):
        return None
    for m in _FOLLOWED.finditer(text):
        if said(m.group()) & words("roles", "against"):
            continue
        party = find.owner(bare(m["whose"] or m["whom"] or m["backed"] or m["near"]))
        if party and party.kind == "campaign":
            return Reading(party, _weight(m))
    if _STAFF.search(text) and said(text) & roles:
        party = find.described(text.split(" ", 1)[0].lower() + " campaign")
        return Reading(party, NEAR) if party else None
    return None
