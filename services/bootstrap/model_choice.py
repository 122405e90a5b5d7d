"""What reads and what judges; they load on first need."""

from __future__ import annotations

from dataclasses import dataclass

from services.settings import Settings
from services.usecases.ports import ClaimMaker, Extractor, Judge

ASKING = 2 / 3
"""Share of a job's hard limit for the questions to a chat endpoint: a job is told to stop at nine tenths of it, and the
rest of the article's work comes before and after."""


@dataclass(frozen=True, slots=True)
class Models:
    """What reads and what judges."""

    extractor: Extractor
    claims_of: ClaimMaker
    judge: Judge


def models() -> Models:
    """The extractor that ships with Counterclaim and the judge that the environment names; takes seconds and a few
    hundred megabytes."""
    from services.claims.extractor import Extractor as ClaimExtractor
    from services.claims.extractor import claims_of

    extractor = ClaimExtractor()
    extractor.extract("It works, she said.")
    return Models(extractor, claims_of, chosen_judge(Settings()))


def chosen_judge(settings: Settings, name: str | None = None) -> Judge:
    """The judge of that name, or else the one that the settings name. Raises `InvalidInput`."""
    from services.contradictions.judges import judge_named

    budget = settings.job_seconds * ASKING
    return judge_named(name or settings.judge, key=settings.judge_key, seconds=settings.judge_seconds, budget=budget)
