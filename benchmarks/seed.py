"""Claims of a hand-annotated article found end to end: content, speaker and party.

.venv/bin/python -m benchmarks.seed --seed DIR, where DIR holds article.txt and gold.json.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.pairing import paired
from services.claims.extractor import Extractor
from services.domain.claim import Attribution


def main() -> None:
    """Prints one line a gold claim and the counts, or with --json the figures as one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=Path, required=True)
    parser.add_argument("--rules", action="store_true", help="without the learned tagger")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    text = (options.seed / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((options.seed / "gold.json").read_text(encoding="utf-8"))
    published = datetime.fromisoformat(gold["published"]).replace(tzinfo=UTC)
    found = Extractor(learned=not options.rules).extract(text, published_at=published)
    rows = judged(text, gold, found)
    figures = {
        "required": sum(not r["optional"] for r in rows),
        "found": sum(r["right"] and not r["optional"] for r in rows),
        "said_at_right": sum(r["said_at"] for r in rows),
        "predicted": len(found),
    }
    if options.json:
        print(json.dumps(figures))
        return
    for row in rows:
        print(f"{row['id']} {'found ' if row['right'] else 'MISSED'} {row['why']:24} {row['gold']}")
    print(figures)


def judged(text: str, gold: dict[str, Any], found: tuple[Attribution, ...]) -> list[dict[str, Any]]:
    """Each gold claim with whether it was found with the right speaker and party, and if not what went wrong."""
    claims, entities = gold["claims"], gold["entities"]
    mates = dict(paired(text, [c["content"] for c in claims], [a.content for a in found]))
    rows = []
    for i, claim in enumerate(claims):
        mate = found[mates[i]] if i in mates else None
        party = entities[claim["party"]]["name"] if claim["party"] else None
        wrong = []
        if mate is None:
            wrong.append("no content")
        else:
            if mate.speaker != claim["speaker_name"]:
                wrong.append(f"speaker {mate.speaker}")
            if mate.party != party and not (party is None and mate.party_kind == "media"):
                wrong.append(f"party {mate.party}")
        rows.append(
            {
                "id": claim["id"],
                "right": not wrong,
                "optional": claim["optional"],
                "why": ", ".join(wrong),
                "gold": claim["gist"],
                "said_at": bool(mate and mate.said_at == claim["said_on"]),
            }
        )
    return rows


if __name__ == "__main__":
    main()
