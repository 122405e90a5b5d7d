"""The components `counterclaim_ahead` and `counterclaim_tagger`: attributions by the learned tagger, with those rules
that it has no word on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.attributions.component import sentence_at
from services.claims.attributions.phrases import RELATIVES
from services.claims.attributions.quoted import real
from services.claims.dates.expressions import leading
from services.claims.document import Quotation, attributions_of, mode_of, overlap, text_of
from services.claims.layout.component import Layout
from services.claims.tagger.frames import Frame
from services.claims.tagger.settings import Settings
from services.claims.tagger.tagger import SHIPPED, AttributionTagger
from services.domain.claim import Attribution, Span, Stance

STARTED = "counterclaim_started"
"""Where a document keeps its frames until the tagger's turn comes."""


def shipped_version() -> str | None:
    """The version of the shipped weights, or None where there are none."""
    try:
        return Settings.read(SHIPPED).version
    except FileNotFoundError:
        return None


@Language.factory("counterclaim_tagger", default_config={"add": 0.7})
class TaggerComponent:
    """Writes `doc._.attributions`: the tagger's frames, and a rule's finding from score `add` on where no frame is
    near."""

    def __init__(self, nlp: Language, name: str, add: float) -> None:
        self.name, self.add = name, add
        self.tagger = AttributionTagger.load()

    def __call__(self, doc: Doc) -> Doc:
        started: Future[list[Frame]] | None = doc.user_data.pop(STARTED, None)
        frames = started.result() if started else self.tagger.tag([unwrapped(doc)])[0]
        doc._.attributions = merged(doc, frames, self.add)
        return doc


@Language.factory("counterclaim_ahead", default_config={"threads": 1})
class AheadComponent:
    """Starts the tagger of `counterclaim_tagger`, which must be there already, on threads of its own, two batches ahead
    of the parser. Both spend most of their time outside Python, so that two cores share the work."""

    def __init__(self, nlp: Language, name: str, threads: int) -> None:
        tagger = nlp.get_pipe("counterclaim_tagger")
        assert isinstance(tagger, TaggerComponent)  # noqa: S101
        self.name, self.threads, self.tagger = name, threads, tagger.tagger

    def __call__(self, doc: Doc) -> Doc:
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """The documents, their frames on the way. The threads end with the stream: none is left at a fork."""
        ahead = deque[Doc]()
        with ThreadPoolExecutor(self.threads, "counterclaim-tagger") as pool:
            for doc in stream:
                doc.user_data[STARTED] = pool.submit(self._frames, unwrapped(doc))
                ahead.append(doc)
                if len(ahead) > 2 * batch_size:
                    yield ahead.popleft()
            yield from ahead

    def _frames(self, text: str) -> list[Frame]:
        return self.tagger.tag([text])[0]


def unwrapped(doc: Doc) -> str:
    """The text with line breaks inside a paragraph made spaces: same length, same offsets."""
    layout: Layout = doc._.layout
    text = list(text_of(doc))
    for start, end in layout.paragraphs:
        for i in range(start, end):
            if text[i] in "\r\n":
                text[i] = " "
    return "".join(text)


def merged(doc: Doc, frames: Sequence[Frame], add: float) -> tuple[Attribution, ...]:
    """Frames outside boilerplate as attributions, and the rules' own that touch no frame's cue or content."""
    layout: Layout = doc._.layout
    read = [a for f in frames if (a := _attribution(doc, f)) and not any(overlap(f.cue, b) for b in layout.boilerplate)]
    extra = [
        a
        for a in attributions_of(doc)
        if a.score >= (add / 2 if _unheard(doc, a, read) else add) and not any(_near(a, b) for b in read)
    ]
    return tuple(sorted([*read, *extra], key=lambda a: (a.cue or a.content)[0]))


def _attribution(doc: Doc, frame: Frame) -> Attribution | None:
    layout: Layout = doc._.layout
    content = tuple(
        s for span in frame.content if (s := _after_dateline(leading(text_of(doc), frame.cue, span), layout))
    )
    # A relative pronoun ("which it says are …") is no part of what was said, unless it is all there is.
    content = tuple(s for s in content if text_of(doc)[slice(*s)].lower() not in RELATIVES) or content
    if not content:
        return None
    return Attribution(
        source=frame.source,
        cue=(frame.cue,),
        content=content,
        sentence=sentence_at(doc, frame.cue[0]),
        mode=mode_of(text_of(doc), content, doc._.quotations),
        stance=Stance.ASSERTS,
        score=frame.score,
    )


def _after_dateline(span: Span, layout: Layout) -> Span | None:
    if layout.dateline and overlap(span, layout.dateline.span):
        span = max(span[0], layout.dateline.span[1]), span[1]
    return span if span[0] < span[1] else None


def _unheard(doc: Doc, a: Attribution, read: Sequence[Attribution]) -> bool:
    """Whether a rule found the speaker of a whole quotation that no frame touches."""
    quotations: tuple[Quotation, ...] = doc._.quotations
    mine = [q.span for q in quotations if real(q, text_of(doc)) and any(overlap(q.span, s) for s in a.content)]
    return any(not any(overlap(q, s) for b in read for s in b.content) for q in mine)


def _near(a: Attribution, b: Attribution) -> bool:
    """Whether two attributions share a cue, or half of their contents taken together."""
    if any(overlap(x, y) for x in a.cue for y in b.cue):
        return True
    shared = sum(overlap(x, y) for x in a.content for y in b.content)
    return shared * 2 > _size(a) + _size(b) - shared


def _size(a: Attribution) -> int:
    return sum(e - s for s, e in a.content)
