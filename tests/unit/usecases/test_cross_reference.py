"""Pairs are ordered by when they were said, judged once, and kept only where they say something."""

from dataclasses import replace
from datetime import UTC, datetime

from services.domain.claim import Attribution, Claim, Mode, Span, SpeakerKind, Stance
from services.domain.contradiction import Comparison, Consensus, Relation
from services.domain.events import ClaimsExtracted, RecordedEvent
from services.domain.vectors import pack
from services.usecases.cross_reference import LONG_AFTER, REPORTED, cross_reference
from services.usecases.ports import Opponent
from tests.models import PlainJudge

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def claim(number: str, text: str, party: str, said: str | None = None) -> Claim:
    a = Attribution(None, (), (), (0, 1), Mode.INDIRECT, Stance.ASSERTS, party=party, speaker=party, said_at=said)
    return Claim(number, "article", a, text, None, "said", text, NOW)


class Work:
    """A unit of work whose candidates are given."""

    def __init__(self, new: list[Claim], stored: list[Claim]) -> None:
        self.candidates, self._new, self._stored = self, new, stored

    def opponents(self, before, limit):
        assert before == 7
        return {
            new.id: [Opponent(other, 0.5, None) for other in self._stored if other.id != new.id][:limit]
            for new in self._new
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class Doubtful(PlainJudge):
    """Just less sure of every contradiction than a report asks."""

    def compare_many(self, pairs):
        return [replace(c, score=REPORTED - 0.01) for c in super().compare_many(pairs)]


def findings(new: list[Claim], stored: list[Claim], judge: PlainJudge | None = None):
    vectors = tuple(pack([1.0]) for _ in new)
    event = ClaimsExtracted("article", "x@1", tuple(new), "e@1", vectors)
    cause = RecordedEvent("id", "article", 2, 7, "ClaimsExtracted", 1, event, "request", None, "x@1", NOW)
    work = Work(new, stored)
    (result,) = cross_reference(cause, start=lambda: work, judge=judge or PlainJudge(), clock=lambda: NOW, candidates=9)
    assert (result.causation_id, result.correlation_id) == ("id", "request")
    return result.event


def test_the_earlier_said_stands_first_even_if_it_was_stored_later():
    new = claim("new", "it is not safe", "Russia", "2011-07-01/2011-07-03")
    old = claim("old", "it is safe", "NATO", "2011-07-04")
    (finding,) = findings([new], [old]).findings
    assert (finding.a, finding.b, finding.comparison.relation) == ("new", "old", Relation.CONTRADICTION)


def test_a_pair_is_judged_once_though_each_side_finds_the_other():
    one, two = claim("one", "it is safe", "NATO"), claim("two", "it is not safe", "Russia")
    event = findings([one, two], [one, two])
    assert (event.compared, len(event.findings)) == (1, 1)


def test_a_party_that_agrees_with_itself_is_no_finding_but_one_that_reverses_itself_is():
    old = claim("old", "it is safe", "NATO")
    assert findings([claim("new", "it is safe", "nato")], [old]).findings == ()
    assert len(findings([claim("new", "it is not safe", "NATO")], [old]).findings) == 1


def test_an_article_without_claims_is_compared_with_nothing():
    assert findings([], []).compared == 0


def spoken(number: str, text: str, party: str | None, cue: Span, content: Span, kind=SpeakerKind.UNKNOWN) -> Claim:
    a = Attribution(
        None, (cue,), (content,), (0, 99), Mode.INDIRECT, Stance.ASSERTS, party=party, speaker=party, speaker_kind=kind
    )
    return Claim(number, "article", a, text, None, "said", text, NOW)


def test_a_report_of_what_another_party_says_does_not_answer_that_party():
    # "Egypt said that Sudan holds it is not safe": one sentence, two claims, no dispute between the two.
    outer = spoken("outer", "Sudan holds it is safe", "Egypt", (6, 10), (16, 44))
    inner = spoken("inner", "it is not safe", "Sudan", (22, 27), (28, 44))
    assert findings([outer], [inner]).compared == 0
    assert findings([inner], [outer]).compared == 0
    elsewhere = spoken("elsewhere", "it is not safe", "Sudan", (122, 127), (128, 144))
    assert findings([outer], [elsewhere]).compared == 1


def test_a_claim_of_the_headline_meets_one_of_the_text_that_happens_to_stand_at_the_same_offsets():
    text = spoken("text", "it is safe", "Egypt", (6, 10), (16, 44))
    headline = spoken("headline", "it is not safe", "Sudan", (22, 27), (28, 44))
    headline = replace(headline, attribution=replace(headline.attribution, in_title=True))
    assert findings([text], [headline]).compared == 1
    assert findings([headline], [text]).compared == 1


def test_within_the_headline_too_a_report_of_a_report_answers_nobody():
    outer = spoken("outer", "Sudan holds it is safe", "Egypt", (6, 10), (16, 44))
    inner = spoken("inner", "it is not safe", "Sudan", (22, 27), (28, 44))
    both = [replace(c, attribution=replace(c.attribution, in_title=True)) for c in (outer, inner)]
    assert findings(both[:1], both[1:]).compared == 0


def test_nobody_can_be_held_to_what_an_unnamed_group_says():
    unnamed = spoken("unnamed", "it is safe", None, (1, 2), (3, 9), kind=SpeakerKind.GROUP)
    assert findings([unnamed], [claim("one", "it is not safe", "Russia")]).compared == 0
    assert findings([claim("one", "it is not safe", "Russia")], [unnamed]).compared == 0


def test_nobody_can_be_held_to_an_agreement_that_an_unnamed_group_asserts():
    class Hears(PlainJudge):
        def consensus(self, statement, others):
            return Consensus(Comparison(Relation.AGREEMENT, None, 0.0, "agreed", (), self.version), None, "The hotline")

    unnamed = spoken("unnamed", "both sides agree", None, (1, 2), (3, 9), kind=SpeakerKind.GROUP)
    assert findings([unnamed], [], Hears()).findings == ()
    assert len(findings([claim("one", "both sides agree", "Russia")], [], Hears()).findings) == 1


def test_much_more_certainty_is_asked_where_the_matter_may_have_moved_on():
    class Sure(PlainJudge):
        def compare_many(self, pairs):
            return [replace(c, score=LONG_AFTER - 0.01) for c in super().compare_many(pairs)]

    new = claim("new", "it is not safe", "Russia", said="2026-03-01")
    soon = replace(claim("old", "it is safe", "NATO", said="2026-02-01"), article_id="another")
    late = replace(claim("old", "it is safe", "NATO", said="2025-02-01"), article_id="another")
    assert len(findings([new], [soon], Sure()).findings) == 1
    assert findings([new], [late], Sure()).findings == ()
    assert len(findings([new], [late]).findings) == 1


def test_a_report_asks_for_more_than_the_judge_within_an_article_and_between_two():
    old, new = claim("old", "it is safe", "NATO"), claim("new", "it is not safe", "Russia")
    for other in (old, replace(old, article_id="another")):
        assert findings([new], [other], Doubtful()).findings == ()
        assert len(findings([new], [other]).findings) == 1
