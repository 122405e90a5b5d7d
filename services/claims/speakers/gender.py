"""Whether a person goes by "he" or "she", as far as titles and first names tell."""

from __future__ import annotations

from services.claims.lexicon import words

MALE, FEMALE = "m", "f"


def of_words(texts: tuple[str, ...]) -> str | None:
    """From titles and descriptions ("Mrs.", "spokesman", "actress"); None where they don't say or disagree."""
    said = {w.strip(".,").lower() for t in texts for w in t.split()}
    male, female = bool(said & words("roles", "male")), bool(said & words("roles", "female"))
    return None if male == female else MALE if male else FEMALE


def of_first_name(name: str) -> str | None:
    """From a first name; None where unknown or common to both."""
    first = name.split()[0]
    if first in words("first-names", "male"):
        return MALE
    return FEMALE if first in words("first-names", "female") else None


def of_pronoun(word: str) -> str | None:
    """What "he", "she" and their like ask for."""
    word = word.lower()
    if word in ("he", "him", "his", "himself"):
        return MALE
    return FEMALE if word in ("she", "her", "hers", "herself") else None
