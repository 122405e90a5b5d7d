"""The tagger: texts in, attributions with character offsets out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from services.claims.tagger.cues import candidates, softmax
from services.claims.tagger.frames import Frame
from services.claims.tagger.nested import is_new_voice, moved, reports_in
from services.claims.tagger.network import Network, OnnxNetwork, Question, encoded, linked
from services.claims.tagger.roles import Roles, decoded, read
from services.claims.tagger.settings import Settings
from services.claims.tagger.spans import characters, joined
from services.claims.tagger.windows import Window, windows
from services.claims.tagger.words import Paragraph, paragraphs

SHIPPED = Path(__file__).parents[1] / "models" / "attribution"
PIECES_AT_ONCE = 60_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue the encoder proposed: words [start, end) of ``paragraph`` in text number ``text``."""

    text: int
    paragraph: Paragraph
    start: int
    end: int
    begins: float


class AttributionTagger:
    """Finds source, cue and content of each attribution in news text.

    A MiniLM encoder proposes cues; a linker reads each cue's paragraph again, marks source and content and judges
    whether the cue is real. After the frames of PARC (Pareti 2016) and PolNeAR (Newell et al. 2018). A text gives the
    same frames whatever other texts come with it.
    """

    def __init__(self, tokenizer: Tokenizer, network: Network, settings: Settings) -> None:
        self.version = settings.version
        self._tokenizer, self._network, self._settings = tokenizer, network, settings

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> "AttributionTagger":
        """The tagger of a weights folder, by default the one shipped; FileNotFoundError where a file is missing."""
        folder = folder or SHIPPED
        for name in ("encoder.onnx", "linker.onnx", "tokenizer.json", "config.json"):
            if not (folder / name).is_file():
                raise FileNotFoundError(
                    f"{folder / name} is missing: restore it or export it with training.attribution"
                )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(tokenizer, OnnxNetwork(folder, threads), Settings.read(folder))

    def tag(self, texts: Sequence[str]) -> list[list[Frame]]:
        """The frames of each text, ordered by cue; an empty list for a text without any.

        What is said inside another's indirect content ("the radio reported that the colonel said ...") is read in a
        second pass over the contents, since the training articles mark the outer voice alone.
        """
        found = self._kept(texts, self._settings.keep)
        reports = [list(reports_in(text, frames)) for text, frames in zip(texts, found, strict=True)]
        contents = [text[s:e] for text, spans in zip(texts, reports, strict=True) for s, e in spans]
        inner = iter(self._kept(contents, self._settings.nested) if contents else ())
        for text, frames, spans in zip(texts, found, reports, strict=True):
            for start, _ in spans:
                placed = [moved(frame, start) for frame in next(inner)]
                frames += [frame for frame in placed if is_new_voice(text, frame, frames)]
            frames.sort(key=lambda f: (f.cue, f.content))
        return found

    def proposed(self, texts: Sequence[str]) -> Iterator[tuple[Candidate, Roles, float]]:
        """Every candidate cue of the texts with its roles and realness logit, before any is refused.

        Some thousand windows are held at a time, whatever texts they come from.
        """
        held: list[tuple[int, Window]] = []
        size = 0
        for number, text in enumerate(texts):
            for window in windows(paragraphs(text, self._tokenizer, self._settings.longest), self._settings.budget):
                held.append((number, window))
                size += len(window.ids)
                if size >= PIECES_AT_ONCE:
                    yield from self._read(texts, held)
                    held, size = [], 0
        if held:
            yield from self._read(texts, held)

    def _kept(self, texts: Sequence[str], least: float) -> list[list[Frame]]:
        found: list[list[Frame]] = [[] for _ in texts]
        for candidate, roles, real in self.proposed(texts):
            score = self._settings.score(real, candidate.begins, roles)
            frame = frame_of(texts[candidate.text], candidate, roles, score) if score >= least else None
            if frame:
                found[candidate.text].append(frame)
        return found

    def _read(self, texts: Sequence[str], held: list[tuple[int, Window]]) -> Iterator[tuple[Candidate, Roles, float]]:
        found: list[Candidate] = []
        asked: list[Question] = []
        outcomes = encoded(self._network, [window for _, window in held])
        for (number, window), (states, cues) in zip(held, outcomes, strict=True):
            for k, paragraph in enumerate(window.paragraphs):
                at = window.positions(k)
                words = states[at]
                for start, end, begins in candidates(softmax(cues[at]), self._settings.least_cue):
                    found.append(Candidate(number, paragraph, start, end, begins))
                    asked.append(Question(words, start, end))
        answers = list(linked(self._network, asked))
        for i, roles, chances in decoded([logits for logits, _ in answers], self._settings.switch):
            one = found[i]
            spoken, marks = _spoken(texts[one.text], one.paragraph), one.paragraph.marks
            quoted, named = marks > 4, np.isin((marks - 1) % 4, (1, 2))
            read_out = read(roles, chances, (one.start, one.end), spoken, quoted, named)
            if read_out.content:
                yield one, read_out, answers[i][1]


def _spoken(text: str, paragraph: Paragraph) -> NDArray[np.bool_]:
    """Which words hold a letter or digit."""
    return np.array([text[s].isalnum() for s in paragraph.starts.tolist()], dtype=bool)


def frame_of(text: str, candidate: Candidate, roles: Roles, score: float) -> Frame | None:
    """The candidate as a frame in characters; None where nothing is left of its cue or content."""
    paragraph = candidate.paragraph
    cue = characters(text, paragraph, (candidate.start, candidate.end))
    content = joined(text, [characters(text, paragraph, span) for span in roles.content])
    source = characters(text, paragraph, roles.source) if roles.source else None
    if not content or cue[0] >= cue[1]:
        return None
    return Frame(cue, source if source and source[0] < source[1] else None, content, score)
