"""Generations of the sample log hang together as the log does, and share no id."""

from benchmarks.log_mix import generation, lines_of
from services.domain.contradiction import Judgement
from services.domain.events import ArticleSubmitted, Event, RecordedEvent, VerdictRecorded
from services.domain.identity import derived_id
from tests.articles import article

ITEM = article("NATO said the strikes are just.")
FINDING, FIRST = derived_id("finding", ("a", "b")), derived_id("event", ("first",))


def stored(name: str, stream: str, event: Event, cause: str | None) -> RecordedEvent:
    number = derived_id("event", (name,))
    return RecordedEvent(number, stream, 1, 1, type(event).__name__, 1, event, number, cause, "test", None)  # type: ignore[arg-type]


LOG = [
    stored("first", ITEM.id, ArticleSubmitted(ITEM), None),
    stored("second", FINDING, VerdictRecorded(FINDING, Judgement.UNSURE, None, None, (ITEM.id,)), FIRST),
]


def test_within_a_generation_ids_that_were_one_are_one():
    submitted, verdict = generation(lines_of(LOG), 7)
    assert submitted.stream == submitted.event.article.id == verdict.event.articles[0] != ITEM.id
    assert verdict.stream == verdict.event.finding_id != FINDING
    assert verdict.causation_id == submitted.id
    assert submitted.event.article.text == ITEM.text


def test_two_generations_share_no_id_and_one_number_gives_the_same_again():
    ids = [{i for e in generation(lines_of(LOG), n) for i in (e.id, e.stream)} for n in (1, 2)]
    assert not ids[0] & ids[1]
    assert generation(lines_of(LOG), 1) == generation(lines_of(LOG), 1)
