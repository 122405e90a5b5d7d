"""Features of labelled pairs as the judge sees them; what the encoder said is kept in a file, so that it runs once."""

import pickle
from pathlib import Path

from services.contradictions.judge import Judge
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.contradictions.signals.all import features, weigh


def measured(judge: Judge, rows: list[dict], cache: Path | None = None) -> list[dict[str, float]]:
    """One mapping a row, with the rules' log odds and "asked": 1 where the encoder was."""
    known: dict = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    missing = [row for row in rows if _key(row) not in known]
    for start in range(0, len(missing), 500):
        chunk = missing[start : start + 500]
        for row, meeting in zip(chunk, judge.meetings([(r["a"], r["b"]) for r in chunk]), strict=True):
            known[_key(row)] = (meeting.cosine, meeting.learned)
        if cache:
            cache.write_bytes(pickle.dumps(known))
        print(f"{start + len(chunk)} of {len(missing)}", flush=True)
    return [_numbers(judge, row, *known[_key(row)]) for row in rows]


def _key(row: dict) -> tuple:
    return row["a"], row["b"]


def _numbers(judge: Judge, row: dict, cosine: float, learned: tuple | None) -> dict[str, float]:
    meeting = Meeting(read(row["a"]), read(row["b"]), cosine, learned)
    numbers = features(weigh(meeting))
    return {**judge.combiner.with_rules(numbers), "asked": float(learned is not None)}
