"""What a signal gives back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal's finding. `strength` is -1 to 1, positive speaking for contradiction; `measures` are further
    numbers that the combiner weighs; words and note are for a person, and empty where the signal is silent."""

    name: str
    strength: float
    a_words: tuple[str, ...] = ()
    b_words: tuple[str, ...] = ()
    note: str = ""
    measures: dict[str, float] = field(default_factory=dict)
