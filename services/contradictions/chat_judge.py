"""A judge that asks a language model, and states nothing where no usable answer comes."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from services.contradictions.chat_answer import PROMPT, Answer, checked, messages_for
from services.contradictions.chat_endpoint import ChatEndpoint, NoAnswer
from services.contradictions.judge import Judge, worth_asking
from services.contradictions.meeting import Meeting
from services.domain.claim import Statement
from services.domain.contradiction import Comparison, Consensus, Relation, Signal

AT_ONCE = 4
GIVE_UP = 5
"""Failures in a row after which the rest of a batch is not asked about."""
BUDGET_SECONDS = 200.0
"""Time for the questions of one batch where nobody sets another; in a job it is a share of the job's limit."""

log = logging.getLogger("counterclaim.judge")


class ChatJudge:
    """Implements the port `Judge`. Vectors, matters and the signals shown come from the local judge, which also says
    which pairs are worth a question; its scores are the model's own and are not calibrated. After `budget` seconds no
    question of a batch is waited for any more."""

    def __init__(self, local: Judge, endpoint: ChatEndpoint, budget: float = BUDGET_SECONDS) -> None:
        self._local, self._endpoint, self._budget = local, endpoint, budget
        self.version = f"openai-{endpoint.model}@{urlsplit(endpoint.url).netloc}+prompt-{PROMPT}+{local.version}"

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]:
        """One comparison a pair, in order; those without a usable answer are unrelated and say why."""
        round_ = _Round(self._endpoint, time.monotonic() + self._budget)
        meetings = self._local.meetings(pairs)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = [pool.submit(round_.ask, m) if worth_asking(m) else None for m in meetings]
            answers = [future.result() if future else None for future in asked]
        if round_.silent:
            log.warning(
                "judge %s gave no usable answer on %d of %d pairs (last: %s); nothing is stated on them. Check that "
                "the endpoint of COUNTERCLAIM_JUDGE runs and COUNTERCLAIM_JUDGE_KEY fits, then "
                "`counterclaim replay --judge` shows what was missed",
                self._endpoint.model, round_.silent, sum(f is not None for f in asked), round_.why,
            )
        return [
            self._stated(meeting, answer) if future else self._plain(meeting, "")
            for meeting, future, answer in zip(meetings, asked, answers, strict=True)
        ]

    def embed(self, statements: Sequence[Statement]) -> list[list[float]]:
        """The local judge's vectors."""
        return self._local.embed(statements)

    def matter(self, a: Statement, b: Statement) -> str:
        """The local judge's title."""
        return self._local.matter(a, b)

    def topic(self, statement: Statement) -> str:
        """The local judge's title."""
        return self._local.topic(statement)

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> Consensus | None:
        """The local judge's finding."""
        return self._local.consensus(statement, others)

    def _stated(self, meeting: Meeting, answer: Answer | None) -> Comparison:
        if answer is None:
            return self._plain(meeting, f"{self._endpoint.model} gave no usable answer; nothing is stated.")
        local = self._local.decided(meeting)
        weight = {Relation.CONTRADICTION: 1.0, Relation.AGREEMENT: -1.0, Relation.UNRELATED: 0.0}[answer.relation]
        reason = Signal("model", weight, answer.a_words, answer.b_words, answer.why)
        signals = (reason, *local.signals)
        return Comparison(
            answer.relation, answer.kind, round(answer.probability, 4), answer.why, signals, self.version
        )

    def _plain(self, meeting: Meeting, summary: str) -> Comparison:
        """The local judge's reading with nothing stated."""
        local = self._local.decided(meeting)
        said = summary or "Too far apart to be compared."
        return Comparison(Relation.UNRELATED, None, local.score, said, local.signals, self.version)


@dataclass
class _Round:
    """One batch's questions: how many stayed without answer and why, and when to stop."""

    endpoint: ChatEndpoint
    until: float
    silent: int = 0
    in_a_row: int = 0
    why: str = ""

    def ask(self, meeting: Meeting) -> Answer | None:
        a, b = meeting.a.statement, meeting.b.statement
        try:
            if self.in_a_row >= GIVE_UP:
                raise NoAnswer(self.why)
            answer: Answer = self.endpoint.ask(messages_for(a, b), lambda text: checked(text, a, b), self.until)
        except NoAnswer as error:
            self.silent, self.why = self.silent + 1, str(error)
            self.in_a_row = GIVE_UP if error.lasting else self.in_a_row + 1
            return None
        self.in_a_row = 0
        return answer
