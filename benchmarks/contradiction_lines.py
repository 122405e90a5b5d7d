"""The figures of `benchmarks.contradiction` as lines for a person."""

from __future__ import annotations

from typing import Any

SHOWN = ("pairs", "gold", "flagged", "precision", "recall", "f1", "ap", "hard_negatives_flagged")
TITLES = {
    "articles": "Annotated articles, all pairs of two parties",
    "own": "Our own pairs, test matters",
    "seed": "A hand-annotated article",
    "names": "Articles with the names of parties and speakers changed",
    "sentences": "Sentence pairs, bare encoder",
    "policy": "Statements of policy, balanced accuracy",
    "debate": "Debate turns, attack",
    "speed": "Speed, one thread",
    "mistakes": "Worst mistakes",
}


def lines_of(part: str, found: dict[str, Any]) -> list[str]:
    """A heading and the part's tables."""
    made = {
        "articles": _measured, "own": _measured, "seed": _plain, "names": _names, "sentences": _sentences,
        "policy": _plain, "debate": _plain, "speed": _plain, "mistakes": _mistakes,
    }[part](found)
    return ["", TITLES[part], *made]


def _table(rows: dict[str, dict[str, float]]) -> list[str]:
    lines = [f"{'':34}" + "".join(f"{column[:9]:>10}" for column in SHOWN)]
    return lines + [f"{name:34}" + "".join(_cell(row[c]) for c in SHOWN) for name, row in rows.items()]


def _cell(value: float) -> str:
    return f"{int(value):10}" if value == int(value) and value > 1 else f"{value:10.3f}"


def _measured(found: dict[str, Any]) -> list[str]:
    across = {f"layer across folds, {name}": row for name, row in found["across folds"].items()}
    lines = _table({**found["figures"], **across})
    lines.append(f"  F1 by fold: {_list(found['folds'])}")
    lines += [f"  {name}, F1 by fold: {_list(row['folds'])}" for name, row in across.items()]
    if found["kinds"]:
        lines.append(f"  kinds macro-F1 {found['kinds']['macro-F1']:.3f}, {found['kinds']['between parties']:.3f} "
                     "without self-reversal")
        for kind, row in found["kinds"]["each"].items():
            lines.append(f"  {kind:18} gold {row['gold']:4.0f} flagged {row['recall']:.2f} named F1 {row['f1']:.2f}")
    lines.append(f"  kind right: {found['kind right']}")
    whole = found["without"][""]
    lines += [f"  without {k:18} AP {v - whole:+.3f}" for k, v in found["without"].items() if k]
    return lines + [f"  score {b['score']:.2f}: {b['true']:.2f} of {b['pairs']}" for b in found["reliability"]]


def _list(values: list[float]) -> str:
    return ", ".join(f"{v:.2f}" for v in values)


def _plain(found: dict[str, Any]) -> list[str]:
    return [f"  {name}: {f'{value:.3f}' if isinstance(value, float) else value}" for name, value in found.items()]


def _names(found: dict[str, Any]) -> list[str]:
    return [f"  {found['articles']} articles", *_table(found["figures"])]


def _sentences(found: dict[str, Any]) -> list[str]:
    return [
        f"  {name:32} {row['accuracy']:.3f} ±{row['error']:.3f} on {row['pairs']} of {row['of']}"
        for name, row in found.items()
    ]


def _mistakes(found: dict[str, Any]) -> list[str]:
    return [
        f"  {name:9} {row['wrong']:8} {row['score']:.2f} {row['kind'] or '':17} {row['id']}  {' '.join(row['signals'])}"
        for name, rows in found.items()
        for row in rows
    ]
