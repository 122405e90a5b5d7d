"""Training pairs for the judge: sentence pairs with clear licences, pairs of claims of real articles, pairs of our own.

A row is {"a", "b", "label", "set"}; labels are 0 contradiction, 1 agreement or entailment, 2 neither.
Articles and matters are split by a hash of their names, so the split stays the same as the data grows.
"""

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from pathlib import Path

from services.contradictions.wording import line
from services.domain.claim import Statement

LABELS = {"contradiction": 0, "entailment": 1, "agreement": 1, "neutral": 2, "unrelated": 2, "hard_negative": 2}
SHARES = {
    "perspectrum": 5700,
    "ibm_stance": 1500,
    "wikifactcheck": 1500,
    "fm2": 2000,
    "cad_snli": 2500,
    "snli_via_oie": 2000,
    "mnli_train_taxi": 2300,
    "mnli_via_oie": 2000,
    "conjnli": 1500,
    "sem_anto_neg": 500,
    "breaking_nli": 300,
}
"""Pairs taken from each set whose licence is stated and allows it; sets without a licence are left out."""

PARTIES = (
    "Norway",
    "the teachers' union",
    "Kenya",
    "the Green Party",
    "Orion Steel",
    "the European Commission",
    "Peru",
    "the health ministry",
    "the opposition",
    "Vietnam",
    "the strike committee",
    "Harbour Council",
    "Fiji",
    "the League",
    "the farmers' federation",
    "Chad",
    "the central bank",
    "Delta Motors",
    "the city of Lyon",
    "Bolivia",
    "the rebels",
    "the coalition",
    "Save the Lakes",
    "Georgia",
    "the football association",
)
NAMES = (
    "Ana Silva",
    "John Okafor",
    "Mei Tanaka",
    "Lars Holm",
    "Priya Nair",
    "Omar Haddad",
    "Eva Novak",
    "Carlos Ruiz",
    "Grace Mbeki",
    "Tom Becker",
    "Irina Volkova",
    "Samuel Osei",
    "Laura Conti",
    "David Cohen",
    "Aisha Bello",
    "Peter Lund",
    "Maria Costa",
    "Kofi Mensah",
    "Julia Weber",
    "Ali Reza",
)


def part(name: str) -> str:
    """ "train", "dev" or "test" (70, 15, 15 in a hundred) for an article or a matter."""
    share = zlib.crc32(name.encode()) % 100
    return "train" if share < 70 else "dev" if share < 85 else "test"


def sentence_pairs(data: Path, rng: random.Random) -> list[dict]:
    """Pairs of `nli/train` and of ArgKP, as many as `SHARES` says, the rarer labels first."""
    kept = defaultdict(list)
    with gzip.open(data / "nli" / "train.jsonl.gz", "rt") as rows:
        for row in map(json.loads, rows):
            if row["set"] in SHARES:
                kept[row["set"]].append(
                    {"a": row["a"], "b": row["b"], "label": LABELS[row["label"]], "set": row["set"]}
                )
    with gzip.open(data / "nli" / "argkp.jsonl.gz", "rt") as rows:
        argkp = [{"a": r["a"], "b": r["b"], "label": LABELS[r["label"]], "set": "argkp"} for r in map(json.loads, rows)]
    kept["argkp"] = argkp
    out = []
    for name, rows in kept.items():
        rng.shuffle(rows)
        out += rows[: SHARES.get(name, 2500)]
    return out


def article_pairs(data: Path, wanted: str) -> list[dict]:
    """Pairs of claims of the annotated articles in part `wanted` ("all" for every one), as statements."""
    out = []
    with gzip.open(data / "relations" / "pairs.jsonl.gz", "rt") as rows:
        for row in map(json.loads, rows):
            if wanted in ("all", part(row["doc_id"])) and row["label"] in LABELS:
                out.append(
                    {
                        **{side: _statement(row[side]) for side in "ab"},
                        "label": LABELS[row["label"]],
                        "strength": row["strength"],
                        "hard": row["label"] == "hard_negative",
                        "set": "articles",
                        "id": row["id"],
                        "group": row["doc_id"],
                    }
                )
    return out


def own_pairs(folder: Path, wanted: str) -> list[dict]:
    """Pairs of our own data set whose matter lies in part `wanted`, as statements."""
    out = []
    for file in sorted(folder.glob("*.json")):
        if wanted not in ("all", part(file.stem)):
            continue
        matter = json.loads(file.read_text(encoding="utf8"))
        for number, (a, b, label, kind, *_) in enumerate(matter["pairs"]):
            out.append(
                {
                    "a": _statement(matter["claims"][a]),
                    "b": _statement(matter["claims"][b]),
                    "label": LABELS[label],
                    "kind": kind,
                    "set": "own",
                    "id": f"{file.stem}:{number}",
                    "group": file.stem,
                }
            )
    return out


def _statement(side: dict) -> Statement:
    fields = ("text", "party", "speaker", "cue", "sentence", "said_at", "source")
    values = {name: side.get(name) for name in fields}
    return Statement(**{**values, "party": None if values["party"] == "none" else values["party"]})


def worded(row: dict, rng: random.Random | None = None) -> dict:
    """The pair as two lines; with `rng`, parties and speakers are at times hidden or given other names, so that who
    speaks does not give the answer away."""
    a, b = row["a"], row["b"]
    if isinstance(a, str):
        return row
    mood = rng.random() if rng else 1.0
    if mood < 0.2:
        a, b = _bare(a), _bare(b)
    elif mood < 0.65:
        assert rng
        a, b = _renamed(a, b, rng)
    return {"a": line(a), "b": line(b), "label": row["label"], "set": row["set"]}


def _bare(s: Statement) -> Statement:
    return Statement(text=s.text, cue=s.cue)


def _renamed(a: Statement, b: Statement, rng: random.Random) -> tuple[Statement, Statement]:
    names: dict[str, str] = {}
    parties, people = rng.sample(PARTIES, 4), rng.sample(NAMES, 4)
    for s in (a, b):
        if s.party and s.party not in names:
            names[s.party] = parties.pop()
        if s.speaker and s.speaker not in names:
            names[s.speaker] = people.pop() if " " in s.speaker else parties.pop()
    last = {old.split()[-1]: new.split()[-1] for old, new in names.items() if " " in old}
    table = {**last, **names}
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)) or r"(?!)")

    def swap(text: str | None) -> str | None:
        return pattern.sub(lambda m: table[m.group()], text) if text else text

    def whole(s: Statement) -> Statement:
        return Statement(text=swap(s.text) or s.text, party=swap(s.party), speaker=swap(s.speaker), cue=s.cue)

    return whole(a), whole(b)


def claim_pairs(data: Path, own: Path, rng: random.Random, *, neutral: int = 2) -> list[dict]:
    """Training pairs of claims: all contradictions, agreements and hard negatives, `neutral` times as many others."""
    articles = article_pairs(data, "train")
    telling = [r for r in articles if r["label"] != 2 or r["hard"]]
    others = [r for r in articles if r["label"] == 2 and not r["hard"]]
    rng.shuffle(others)
    return telling + others[: neutral * sum(r["label"] == 0 for r in articles)] + own_pairs(own, "train")
