"""How alike the words of two claims are, to draw unrelated pairs that are not all easy."""

import random

FLOOR = 0.04
"""What a pair without a word in common weighs in the draw."""


def drawn(rows: list[dict], wanted: int, rng: random.Random) -> list[dict]:
    """`wanted` of the rows, the likelier the more words their claims share; without replacement (Efraimidis and
    Spirakis 2006)."""
    if not rows:
        return []
    from sklearn.feature_extraction.text import TfidfVectorizer  # not needed to count or compare the data

    claims = list(dict.fromkeys(row[side] for row in rows for side in "ab"))
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        [f"{c.text} {c.sentence or ''}" for c in claims]
    )
    place = {claim: n for n, claim in enumerate(claims)}
    left = words[[place[row["a"]] for row in rows]]
    right = words[[place[row["b"]] for row in rows]]
    alike = left.multiply(right).sum(1).A1
    keys = [rng.random() ** (1 / (FLOOR + float(near))) for near in alike]
    return [rows[n] for n in sorted(range(len(rows)), key=lambda n: -keys[n])[:wanted]]
