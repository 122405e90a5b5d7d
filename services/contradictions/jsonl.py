"""Pairs of claims as JSON objects: what `counterclaim compare` reads and prints."""

from __future__ import annotations

from typing import Any

from services.domain.claim import Statement
from services.domain.contradiction import Comparison
from services.domain.errors import InvalidInput, MalformedInput

OPTIONAL = ("party", "speaker", "cue", "sentence", "said_at", "source", "stance", "target")
LONGEST = 20_000


def parse(value: Any) -> tuple[str, Statement, Statement]:
    """(id, a, b) of {"id", "a": {"text", …}, "b": {…}}.

    Raises `MalformedInput` where the value is no such object, `InvalidInput` where a field can't be taken; `field`
    names it.
    """
    if not isinstance(value, dict):
        raise MalformedInput('a line must be an object like {"id": "p1", "a": {"text": "…"}, "b": {"text": "…"}}')
    number = value.get("id")
    if isinstance(number, bool) or not isinstance(number, str | int):
        raise InvalidInput('"id" must be a string or a whole number: give each pair one', field="id")
    return str(number), _statement(value, "a"), _statement(value, "b")


def _statement(value: dict[str, Any], side: str) -> Statement:
    claim = value.get(side)
    if not isinstance(claim, dict):
        raise InvalidInput(f'"{side}" must be an object with at least "text"', field=side)
    text = claim.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput(f'"{side}.text" must be a string that says something', field=f"{side}.text")
    if len(text) > LONGEST:
        raise InvalidInput(f'"{side}.text" has over {LONGEST} characters: compare single claims', field=f"{side}.text")
    for name in OPTIONAL:
        if claim.get(name) is not None and not isinstance(claim[name], str):
            raise InvalidInput(f'"{side}.{name}" must be a string or null', field=f"{side}.{name}")
    return Statement(text, **{name: (claim.get(name) or "").strip() or None for name in OPTIONAL})


def as_json(pair_id: str, comparison: Comparison) -> dict[str, Any]:
    """{"id", "relation", "kind", "score", "explanation"}; the explanation holds summary, signals and version."""
    return {
        "id": pair_id,
        "relation": comparison.relation.value,
        "kind": comparison.kind.value if comparison.kind else None,
        "score": comparison.score,
        "explanation": {
            "summary": comparison.summary,
            "signals": [
                {"name": s.name, "weight": s.weight, "a": list(s.a_words), "b": list(s.b_words), "note": s.note}
                for s in comparison.signals
            ],
            "version": comparison.version,
        },
    }
