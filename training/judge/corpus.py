"""Training pairs for the judge: sentence pairs with clear licences, pairs of claims of real articles, pairs of our own.

A row is {"a", "b", "label", "set"}; labels are 0 contradiction, 1 agreement or entailment, 2 neither. Where two people
have labelled a pair, "target" gives the shares of the three that the encoder learns.
Articles and matters are split by a hash of their names, so the split stays the same as the data grows.
"""

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from services.contradictions.wording import line
from services.domain.claim import Statement
from training.judge.annotated import claims_of
from training.judge.nearness import drawn

LABELS = {"contradiction": 0, "entailment": 1, "agreement": 1, "neutral": 2, "unrelated": 2, "hard_negative": 2}
SHARES = {
    "snli_via_oie": 16300,
    "cad_snli": 8300,
    "perspectrum": 5800,
    "mnli_via_oie": 3500,
    "mnli_train_taxi": 2400,
    "conjnli": 4000,
    "fnc1": 2000,
    "fm2": 2400,
    "ibm_stance": 1600,
    "med": 1700,
    "wikifactcheck": 1200,
    "sem_anto_neg": 1000,
    "breaking_nli": 800,
    "monli": 500,
    "argkp": 5000,
}
"""Pairs taken from each set whose licence is stated and allows it; sets without a licence are left out. Sets that hold
contradictions only are cut, lest their style alone gives the answer."""

DRAWN_FROM = 20
WEAK = 0.6
"""A weak contradiction is one by so much: opposed, but loosely."""

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
        out += rows[: SHARES[name]]
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
                        "target": shares((row["label"], row["strength"])),
                        "hard": row["label"] == "hard_negative",
                        "kinds": row["kinds"],
                        "set": "articles",
                        "id": row["id"],
                        "group": row["doc_id"],
                    }
                )
    return out


def shares(*labels: tuple[str, str | None]) -> tuple[float, float, float]:
    """What several annotators' labels (with their strength) of one pair say together: shares of contradiction,
    agreement and neither."""
    out = [0.0, 0.0, 0.0]
    for label, strength in labels:
        part = WEAK if strength == "weak" else 1.0
        out[LABELS[label]] += part / len(labels)
        out[2] += (1 - part) / len(labels)
    return out[0], out[1], out[2]


def _labels(relations: list[dict]) -> dict[frozenset[str], tuple[str, str | None]]:
    return {frozenset((r["a"], r["b"])): (r["label"], r["strength"]) for r in relations}


def training_articles(data: Path) -> dict[str, dict]:
    """The articles of `attribution/polnear-train` by their ids."""
    with gzip.open(data / "attribution" / "polnear-train.jsonl.gz", "rt") as rows:
        return {row["doc_id"]: row for row in map(json.loads, rows)}


def annotated_pairs(data: Path, annotations: Path, second: Path | None = None) -> list[dict]:
    """Pairs of claims of the training articles annotated in `annotations` (JSON lines of ids and labels; the words come
    from `attribution/polnear-train`), in the form of `article_pairs`; `second` is what another person found there."""
    articles = training_articles(data)
    others = {}
    if second:
        for told in map(json.loads, second.read_text(encoding="utf8").splitlines()):
            others[told["doc_id"]] = _labels(told["relations"])
    out = []
    for told in map(json.loads, annotations.read_text(encoding="utf8").splitlines()):
        claims = claims_of(articles[told["doc_id"]], told["attributions"])
        every = [_labels(told["relations"])]
        every += [others[told["doc_id"]]] if told["doc_id"] in others else []
        labels = {frozenset((r["a"], r["b"])): r for r in told["relations"]}
        hard = {frozenset((r["a"], r["b"])) for r in told["hard_negatives"]}
        for a, b in combinations(claims, 2):
            found = labels.get(frozenset((a, b)), {"label": "unrelated", "strength": None})
            target = shares(*(known.get(frozenset((a, b)), ("unrelated", None)) for known in every))
            out.append(
                {
                    "a": claims[a],
                    "b": claims[b],
                    "label": LABELS[found["label"]],
                    "strength": found["strength"],
                    "target": target,
                    "hard": frozenset((a, b)) in hard,
                    "set": "articles",
                    "id": f"{told['doc_id']}:{a}-{b}",
                    "group": told["doc_id"],
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
        for number, (a, b, label, kind, *words) in enumerate(matter["pairs"]):
            out.append(
                {
                    "a": _statement(matter["claims"][a]),
                    "b": _statement(matter["claims"][b]),
                    "label": LABELS[label],
                    "kind": kind,
                    "words": words[:2],
                    "set": "own",
                    "id": f"{file.stem}:{number}",
                    "group": file.stem,
                }
            )
    return out


def pairs_apart(folder: Path, wanted: int, rng: random.Random) -> list[dict]:
    """`wanted` pairs of claims of two different matters of part "train", those that share words first of all: a word in
    common is no dispute in common."""
    files = [file for file in sorted(folder.glob("*.json")) if part(file.stem) == "train"]
    matters = [list(json.loads(file.read_text(encoding="utf8"))["claims"].values()) for file in files]
    rows = []
    for _ in range(wanted * DRAWN_FROM if len(matters) > 1 else 0):
        one, other = rng.sample(matters, 2)
        sides = {"a": _statement(rng.choice(one)), "b": _statement(rng.choice(other))}
        rows.append({**sides, "label": LABELS["unrelated"], "set": "apart"})
    return drawn(rows, wanted, rng)


def _statement(side: dict) -> Statement:
    fields = ("text", "party", "speaker", "cue", "sentence", "said_at", "source")
    values = {name: side.get(name) for name in fields}
    return Statement(**{**values, "party": None if values["party"] == "none" else values["party"]})


def worded(row: dict, rng: random.Random | None = None) -> dict:
    """The pair as two lines; with `rng`, in either order, parties and speakers at times hidden or given other names, so
    that who speaks does not give the answer away."""
    a, b = row["a"], row["b"]
    if isinstance(a, str):
        return row
    mood = rng.random() if rng else 1.0
    if mood < 0.15:
        a, b = _bare(a), _bare(b)
    elif mood < 0.5:
        assert rng
        a, b = _renamed(a, b, rng)
    if rng and rng.random() < 0.5:
        a, b = b, a
    return {**row, "a": line(a), "b": line(b)}


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
        return replace(
            s, text=swap(s.text) or s.text, party=swap(s.party), speaker=swap(s.speaker), sentence=swap(s.sentence)
        )

    return whole(a), whole(b)


def claim_pairs(
    data: Path,
    own: Path,
    rng: random.Random,
    *,
    articles: str = "train",
    relations: Path | None = None,
    second: Path | None = None,
    neutral: float = 2.5,
) -> list[dict]:
    """Training pairs of claims: contradictions, agreements and hard negatives of the articles, `neutral` other pairs of
    two parties for each contradiction, those that share words first of all, our own pairs of part "train", and a third
    as many of two matters that have nothing to do with each other.

    `articles`: of the 59 annotated ones "none", those of part "train", or "all"; `relations`: annotations of others,
    `second`: another person's of the same.
    """
    rows = [] if articles == "none" else article_pairs(data, articles)
    rows += annotated_pairs(data, relations, second) if relations else []
    telling = [r for r in rows if r["target"][2] < 1 or r["hard"]]
    others = [r for r in rows if r["target"][2] == 1 and not r["hard"] and r["a"].party != r["b"].party]
    others = drawn(others, int(neutral * sum(r["target"][0] for r in rows)), rng)
    mine = own_pairs(own, "train")
    return telling + others + mine + pairs_apart(own, len(mine) // 3, rng)
