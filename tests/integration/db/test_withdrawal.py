"""A withdrawn article's words are gone from everywhere for good, and all that others said stays and can be replayed."""

import random

import pytest
from sqlalchemy import text

from db.engine import connect
from db.event_log import SqlEventLog
from db.master_keys import MasterKeys, generate
from db.projections.rebuild import differences, rebuild
from db.queries.queries import SqlQueries
from services.domain.contradiction import Judgement
from services.domain.errors import ConcurrencyConflict, NotFound, ServiceUnavailable, Withdrawn
from services.domain.events import ArticleSubmitted, NewEvent
from services.domain.identity import event_id
from services.reports import csv_export, json_export, jsonld, markdown
from tests.articles import article
from tests.integration.conftest import system_on
from tests.older_rows import store_open_part_apart, store_unsealed

WIRE = "".join(f"Delegates of group {n} went home on a slow train through the hills. " for n in range(12))
SECRET = "Zanzibar said the quixotic strikes are not just."
MARKS = ("quixotic", "Zanzibar", "zanzibar.example")


def dump(running) -> str:
    """Every row of every table, as text."""
    ours = "schemaname IN ('public', 'projections')"
    tables = f"SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE {ours}"
    with running.engine.connect() as connection:
        names = connection.execute(text(tables)).scalars().all()
        assert len(names) > 15
        rows = [connection.execute(text(f"SELECT t::text FROM {name} t")).scalars().all() for name in names]
    return "\n".join(row for table in rows for row in table)


def submit(running, turning, *items):
    for item in items:
        running.submit([item])
        turning.run()


def secret(**more):
    return article(SECRET, outlet="Desk", url="http://zanzibar.example/1", day=2, **more)


@pytest.fixture
def told(running, turning):
    """NATO's claim, the secret article against it, a third that shares its rare word, a verdict that quotes it."""
    submit(
        running, turning, article("NATO said the quiet strikes are just.", day=1), secret(),
        article("NATO said the quixotic strikes are just.", outlet="Late", day=3),
    )
    (finding,) = running.queries.findings().items
    running.record_verdict(finding.id, Judgement.CONFIRMED, note="the quixotic line is plain", analyst="ada")
    turning.run()
    return running


def withdraw(running, turning, *ids):
    assert running.withdraw(list(ids), "court order 12/3", by="olga") == list(ids)
    turning.run()


def test_no_byte_of_the_words_is_left_in_any_table(told, turning):
    late = next(a for a in told.queries.articles().items if a.outlet == "Late")
    assert all(mark in dump(told) for mark in MARKS)
    withdraw(told, turning, secret().id, late.id)
    assert not any(mark in dump(told) for mark in MARKS)
    assert differences(told.engine) == {}
    rebuild(told.engine)
    assert not any(mark in dump(told) for mark in MARKS)


def test_even_unwithdrawn_words_stand_in_the_log_only_sealed(told):
    with told.engine.connect() as connection:
        rows = connection.execute(text("SELECT t::text FROM events t")).scalars().all()
    assert len(rows) == 10
    assert not any(mark in row for row in rows for mark in ("quixotic", "quiet", "zanzibar"))


def test_the_article_is_shown_as_withdrawn_at_any_time_and_says_nothing(told, turning):
    before = told.queries.events()[-1].position
    withdraw(told, turning, secret().id)
    row = told.queries.article(secret().id)
    assert (row.status, row.title, row.url, row.claims) == ("withdrawn", None, None, 0)
    assert (row.withdrawn_reason, row.withdrawn_by, row.outlet) == ("court order 12/3", "olga", "Desk")
    with pytest.raises(Withdrawn, match="court order"):
        told.queries.article_text(secret().id)
    for as_of in (before, None):
        report = told.queries.report(as_of=as_of)
        assert report.contradictions == report.agreements == ()
        assert report.articles == 2
        assert all("Zanzibar" not in claim.text for claim in told.queries.claims(as_of=as_of).items)
        assert not any("Zanzibar" in form.render(report) for form in (csv_export, json_export, jsonld, markdown))
    with pytest.raises(NotFound):
        told.queries.party_names("Zanz")
    assert told.queries.find_article("http://zanzibar.example/1") is None


def test_the_sequence_stays_whole_and_each_event_can_be_read(told, turning):
    before = told.queries.events()
    withdraw(told, turning, secret().id)
    after = told.queries.events()
    assert [(e.position, e.id, e.stream, e.version, e.type) for e in after[: len(before)]] == [
        (e.position, e.id, e.stream, e.version, e.type) for e in before
    ]
    assert [e.type for e in after[len(before) :]] == ["ArticleWithdrawn"]
    gone = {e.type for e in after if e.withdrawn}
    assert gone == {"ArticleSubmitted", "ClaimsExtracted", "ContradictionsFound", "VerdictRecorded"}
    assert all(told.queries.event(e.id) == e for e in after)


def test_a_note_that_quotes_the_article_goes_and_the_judgement_stays(told, turning):
    withdraw(told, turning, secret().id)
    verdict = next(e.event for e in told.queries.events() if e.type == "VerdictRecorded")
    assert (verdict.judgement, verdict.note, verdict.analyst) == (Judgement.CONFIRMED, None, "ada")


def test_what_others_found_among_themselves_stays(running, turning):
    submit(
        running, turning, secret(), article("NATO said the quixotic strikes are just.", outlet="A", day=3),
        article("Russia said the quixotic strikes are not just.", outlet="B", day=4),
    )
    assert len(running.queries.report().contradictions) == 2
    withdraw(running, turning, secret().id)
    (left,) = running.queries.report().contradictions
    assert {left.a.party, left.b.party} == {"NATO", "Russia"}
    assert "quixotic" in left.matter, "the title is drawn from what is left"
    assert differences(running.engine) == {}


def test_another_outlets_print_of_the_text_speaks_for_itself(running, turning):
    wire = WIRE + "Russia said the mandate holds not."
    submit(
        running, turning, article("NATO said the mandate holds.", day=1), article(wire, outlet="Agency", day=2),
        article(wire, outlet="Gazette", day=2), article("Libya said the mandate holds.", outlet="Desk", day=4),
    )
    agency = next(a for a in running.queries.articles().items if a.outlet == "Agency")
    assert [a.outlet for a in running.queries.copies_of(agency.id)] == ["Gazette"]
    assert {f.b.outlet for f in running.queries.report(parties=["NATO", "Russia"]).contradictions} == {"Agency"}
    withdraw(running, turning, agency.id)
    outlets = {c.outlet for f in running.queries.report().contradictions for c in (f.a, f.b) if c.party == "Russia"}
    assert outlets == {"Gazette"}
    pairs = {frozenset((f.a.party, f.b.party)) for f in running.queries.report().contradictions}
    assert pairs == {frozenset(("NATO", "Russia")), frozenset(("Libya", "Russia"))}
    assert differences(running.engine) == {}


def test_a_corrected_version_does_not_come_back_when_its_correction_is_withdrawn(running, turning):
    first = article("Russia said the bridge is safe.", outlet="Late", url="http://late/1")
    second = article("Russia said the bridge is gone.", outlet="Late", url="http://late/1", day=2)
    submit(running, turning, first, second)
    withdraw(running, turning, second.id)
    assert running.queries.report().claims == 0
    rebuild(running.engine)
    assert running.queries.article(first.id).corrected_by == second.id
    third = article("Russia said the bridge was rebuilt.", outlet="Late", url="http://late/1", day=3)
    submit(running, turning, third)
    assert running.queries.article(second.id).corrected_by == third.id
    assert differences(running.engine) == {}


def test_words_that_come_late_can_not_bring_them_back(running, turning):
    submit(running, turning, article("NATO said the quixotic strikes are just."))
    running.submit([secret()])
    (ring,) = turning.relay()
    reading = turning.take(ring.job_id)
    answer = turning.answer(reading)
    running.withdraw([secret().id], "court order", by=None)
    with pytest.raises(ConcurrencyConflict):
        turning.finish(reading, answer)
    with running.start_uow() as work:
        work.log.append(answer)
        work.commit()
    turning.run()
    assert "Zanzibar" not in dump(running)
    assert running.queries.claims(article=secret().id).items == ()
    assert [outcome.new for outcome in running.submit([secret()])] == [False]
    assert differences(running.engine) == {}


def test_no_work_is_left_for_a_withdrawn_article_and_no_error_quotes_it(told, turning):
    with told.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET state = 'failed', error = :e"), {"e": f"ValueError: {SECRET}"})
    withdraw(told, turning, secret().id)
    assert not any(mark in dump(told) for mark in ("Zanzibar",))
    assert secret().id not in {job.article_id for job in told.queries.failed().items}
    told.retry_failed()
    assert secret().id not in {event.stream for event in told.queries.events(after=11)}


def test_events_from_before_words_were_sealed_are_read_and_can_be_withdrawn(told, turning):
    store_unsealed(told.engine)
    assert all(mark in dump(told) for mark in MARKS)
    assert differences(told.engine) == {}
    late = next(a for a in told.queries.articles().items if a.outlet == "Late")
    withdraw(told, turning, secret().id, late.id)
    assert not any(mark in dump(told) for mark in MARKS)
    assert differences(told.engine) == {}
    assert "quiet strikes" in told.queries.article_text(told.queries.articles().items[-1].id)


def test_events_whose_open_part_stood_in_a_column_of_its_own_are_read_and_can_be_withdrawn(told, turning):
    before = told.queries.events()
    store_open_part_apart(told.engine)
    assert [e.event for e in told.queries.events()] == [e.event for e in before]
    assert differences(told.engine) == {}
    withdraw(told, turning, secret().id)
    assert not any(mark in dump(told) for mark in ("Zanzibar", "zanzibar.example"))
    assert {e.type for e in told.queries.events() if e.withdrawn} == {
        "ArticleSubmitted", "ClaimsExtracted", "ContradictionsFound", "VerdictRecorded",
    }
    assert differences(told.engine) == {}


@pytest.mark.parametrize("seed", range(6))
def test_live_and_replayed_rows_agree_whatever_is_withdrawn_and_when(running, turning, seed):
    dice = random.Random(seed)
    texts = [f"{who} said the {what} is {how}." for who in ("NATO", "Russia", "Libya")
             for what in ("bridge", "mandate") for how in ("safe", "not safe")]
    submitted, withdrawn = [], set()
    for _ in range(28):
        if submitted and dice.random() < 0.25:
            chosen = dice.choice(submitted)
            withdrawn.update(running.withdraw([chosen], "reason", by=None))
        else:
            words = " ".join(dice.sample(texts, dice.choice([1, 2])))
            item = article(
                dice.choice(["", WIRE]) + words, outlet=f"Outlet {dice.randrange(5)}", day=dice.randrange(1, 9),
                url=dice.choice([None, None, f"http://x/{dice.randrange(3)}"]),
                corrects=dice.choice([None, None, *submitted[-2:]]),
            )
            running.submit([item])
            submitted.append(item.id)
        if dice.random() < 0.6:
            turning.run(order=lambda rings: dice.sample(rings, len(rings)))
    turning.run()
    assert withdrawn
    assert differences(running.engine) == {}
    assert {a.id for a in running.queries.articles(limit=100).items if a.status == "withdrawn"} == withdrawn


def test_a_key_that_is_wrapped_by_an_unknown_master_key_names_it(told):
    other = connect(told.settings.database_url, master_keys=MasterKeys(generate()))
    with pytest.raises(ServiceUnavailable, match=r"wrapped by master key [0-9a-f]{8}"):
        SqlQueries(other).events()
    none = connect(told.settings.database_url)
    with pytest.raises(ServiceUnavailable, match="at hand is none"):
        SqlQueries(none).events()
    number, item = event_id(1_700_000_000_000), article("It is new.")
    event = NewEvent(number, item.id, ArticleSubmitted(item), number, None, "test")
    with none.connect() as connection:
        log = SqlEventLog(connection)
        with pytest.raises(ServiceUnavailable, match="COUNTERCLAIM_MASTER_KEY is not set"):
            log.append([event])
    for engine in (other, none):
        engine.dispose()


def test_rotation_rewraps_every_key_so_that_the_former_master_key_is_needed_no_more(told, database_url):
    former, current = told.settings.master_key.get_secret_value(), generate()
    rotating = system_on(database_url, master_key=current, former_master_keys=former)
    before = told.queries.events()
    assert rotating.queries.events() == before
    assert (rotating.rotate_keys(), rotating.rotate_keys()) == (3, 0)
    after = system_on(database_url, master_key=current)
    assert after.queries.events() == before
    with pytest.raises(ServiceUnavailable):
        told.queries.events()
    for made in (rotating, after):
        made.close()
