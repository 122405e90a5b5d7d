"""Name swapping: training paragraphs in which people and places of the 2016 campaign become others."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from services.claims.tagger.words import Paragraph
from training.attribution.corpus import Article

OTHERS = Path(__file__).with_name("names.txt")


class NameSwap:
    """Knows which words of the corpus are names and hands out other names for them."""

    def __init__(self, corpus: list[Article], tokenizer: Tokenizer) -> None:
        names, plain = Counter(), Counter()
        for article in corpus:
            for example in article.examples:
                p = example.paragraph
                for i in range(1, len(p.starts)):
                    word = article.text[p.starts[i] : p.ends[i]]
                    before = article.text[p.starts[i - 1] : p.ends[i - 1]]
                    if word.isalpha() and len(word) > 2 and before.isalnum():
                        (names if word[0].isupper() else plain)[word.lower()] += 1
        self.names = {w for w, n in names.items() if n >= 3 and n > 20 * plain[w]}
        others = [
            w
            for line in OTHERS.read_text(encoding="utf8").splitlines()
            if line and line[0] != "#"
            for w in line.split()
        ]
        known = sorted(self.names)
        self.others = [tokenizer.encode(w, add_special_tokens=False).ids for w in others]
        self.known = [tokenizer.encode(w, add_special_tokens=False).ids for w in known]

    def swapped(self, article: Article, paragraph: Paragraph, seed: int) -> Paragraph:
        """The paragraph with names replaced, one name by one other throughout an article and ``seed``."""
        ends = np.append(paragraph.first[1:], len(paragraph.pieces))
        pieces, first = [], []
        at = 0
        for i, (low, high) in enumerate(zip(paragraph.first, ends, strict=True)):
            word = article.text[paragraph.starts[i] : paragraph.ends[i]].lower()
            new = list(paragraph.pieces[low:high])
            if (paragraph.marks[i] - 1) % 4 == 1 and word in self.names:
                draw = random.Random(f"{seed} {article.doc_id} {word}")
                if draw.random() < 0.8:
                    new = draw.choice(self.others if draw.random() < 0.7 else self.known)
            first.append(at)
            pieces += new
            at += len(new)
        return Paragraph(np.array(pieces), np.array(first), paragraph.starts, paragraph.ends, paragraph.marks)
