"""The read side: what it tells, that it folds the same from any page size, and that a rebuild equals the live one."""

import random
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from db.projections.projector import Projector
from db.projections.rebuild import differences, rebuild
from db.projections.tables import REBUILT
from db.watermark import Leader
from services.bootstrap import system
from services.domain.contradiction import Judgement
from services.domain.errors import NotFound
from services.settings import Settings
from tests.articles import article
from tests.turning import Turning

WIRE = "".join(f"Delegates of group {n} went home on a slow train through the hills. " for n in range(12))


def corpus():
    yield article("NATO said the strikes are just. Russia said the strikes are not just.", day=1)
    yield article("Libya said the strikes are not just. NATO said the mandate holds.", outlet="Desk", day=2)
    yield article(WIRE + "Russia said the mandate holds not.", outlet="Agency", day=3)
    yield article(WIRE + "Russia said the mandate holds not.", outlet="Gazette", day=3)
    yield article("Russia said the mandate holds.", outlet="Late", url="http://late/1", day=4)
    yield article("Russia said the mandate is gone.", outlet="Late", url="http://late/1", day=5)
    yield article("Nobody spoke.", outlet="Quiet", day=6)


def models_system(url):
    return system(Settings(database_url=url, redis_url=None, models="tests.models:models"))


@pytest.fixture(scope="module")
def told_url(module_database_url):
    """A database in which the corpus is processed and one verdict given."""
    running = models_system(module_database_url)
    turning = Turning(running)
    for item in corpus():
        running.submit([item])
        turning.run()
    first = running.queries.findings().items[0]
    running.record_verdict(first.id, Judgement.CONFIRMED, note="plain", analyst="ada")
    turning.relay()
    running.close()
    return module_database_url


@pytest.fixture
def told(told_url):
    """The system on that database, to be read only."""
    running = models_system(told_url)
    yield running
    running.close()


@pytest.fixture
def changeable(told_url, clone):
    """The system on a copy of that database."""
    running = models_system(clone(told_url))
    yield running
    running.close()


def rows(running):
    with running.engine.connect() as connection:
        return {
            table.name: sorted(map(str, connection.execute(select(table)).all()))
            for table in REBUILT
        }


def test_contradictions_are_found_between_parties_and_shown_with_both_words(told):
    report = told.queries.report()
    found = {(f.a.party, f.a.text, f.b.party, f.b.text) for f in report.contradictions}
    assert ("NATO", "the strikes are just", "Russia", "the strikes are not just") in found
    assert ("NATO", "the strikes are just", "Libya", "the strikes are not just") in found
    cell = next(c for c in report.matrix if (c.a, c.b) == ("Libya", "NATO"))
    assert (cell.contradictions, cell.kinds) == (1, {"denial": 1})


def test_opponents_that_say_the_same_agree(told):
    agreed = {frozenset((f.a.party, f.b.party)) for f in told.queries.report().agreements}
    assert frozenset(("Russia", "Libya")) in agreed


def test_a_text_that_two_outlets_print_is_one_voice(told):
    report = told.queries.report()
    (finding,) = [f for f in report.contradictions if "mandate" in f.a.text]
    assert {finding.copies_a, finding.copies_b} == {0, 1}
    copy = next(a for a in told.queries.articles().items if a.outlet == "Gazette")
    assert copy.syndicated_from == next(a.id for a in told.queries.articles().items if a.outlet == "Agency")


def test_a_corrected_article_no_longer_speaks_but_did_before(told):
    old = next(a for a in told.queries.articles().items if a.corrected_by)
    assert all(c.superseded for c in told.queries.claims(article=old.id).items)
    assert all(c.text != "mandate holds" or c.party != "Russia" for c in told.queries.claims().items)
    correction = next(e for e in told.queries.events() if e.stream == old.corrected_by)
    before = told.queries.claims(as_of=correction.position - 1, limit=100).items
    assert any(c.article_id == old.id for c in before)


def test_a_confirmed_contradiction_stands_first_and_a_rejected_one_leaves_the_report(changeable):
    report = changeable.queries.report()
    assert report.contradictions[0].verdict is Judgement.CONFIRMED
    changeable.record_verdict(report.contradictions[0].id, Judgement.REJECTED, note=None, analyst="bob")
    Turning(changeable).relay()
    later = changeable.queries.report()
    assert report.contradictions[0].id not in {f.id for f in later.contradictions}
    history = changeable.queries.finding(report.contradictions[0].id).verdicts
    assert [v.analyst for v in history] == ["ada", "bob"]
    assert changeable.queries.report(as_of=report.as_of_position) == report


def test_every_claim_of_a_finding_belongs_to_its_matter(told):
    for matter in told.queries.matters().items:
        inside = {c.id for c in told.queries.claims(matter=matter.id).items}
        for finding in told.queries.findings(relation=None, matter=matter.id).items:
            assert {finding.a.id, finding.b.id} <= inside


def test_lists_go_on_from_their_cursor_without_gap_or_repetition(told):
    q = told.queries
    for listed in (q.articles, q.claims, q.findings, q.parties, q.speakers, q.matters):
        whole = listed(limit=100).items
        seen, cursor = [], None
        while True:
            page = listed(limit=2, cursor=cursor)
            seen += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
        assert tuple(seen) == whole, listed.__name__


def test_a_rebuilt_read_side_equals_the_live_one_row_by_row(changeable):
    before = rows(changeable)
    assert differences(changeable.engine) == {}
    assert rebuild(changeable.engine) == changeable.queries.events(limit=1000)[-1].position
    assert rows(changeable) == before


def test_a_check_finds_a_row_that_the_log_does_not_bear_out(changeable):
    with changeable.engine.begin() as connection:
        connection.execute(text("UPDATE projections.claims SET party = 'Nobody' WHERE ordinal = 0 AND party = 'Libya'"))
    assert differences(changeable.engine) == {"claims": 2}


def test_a_check_names_the_row_the_column_and_both_values(changeable):
    with changeable.engine.begin() as connection:
        connection.execute(text("UPDATE projections.articles SET outlet = 'Nobody' WHERE outlet = 'Quiet'"))
        connection.execute(text("DELETE FROM projections.verdicts"))
    assert changeable.check()[:2] == ["articles: 2 differ", "verdicts: 1 differ"]
    article_line, verdict_line = changeable.check()[2:]
    assert "outlet is 'Nobody', and 'Quiet' by the log" in article_line
    assert verdict_line.endswith("missing, though the log tells of it")


def test_readers_notice_nothing_of_a_rebuild(changeable):
    """Each reads whole reports, several statements in one transaction, while the read side is swapped under it."""
    expected = changeable.queries.report()
    over, errors, read = threading.Event(), [], []

    def hammer():
        while not over.is_set():
            try:
                read.append(changeable.queries.report() == expected)
            except Exception as error:
                errors.append(error)

    readers = [threading.Thread(target=hammer) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        rebuild(changeable.engine)
    over.set()
    for reader in readers:
        reader.join(60)
    assert errors == []
    assert len(read) > 4
    assert all(read)


def test_reports_by_time_equal_reports_by_position(told):
    for event in told.queries.events(limit=1000):
        position = told.queries.position_at(event.recorded_at)
        assert position >= event.position
        assert told.queries.report(as_of=position).as_of_position == position
    first = told.queries.events(limit=1)[0]
    assert told.queries.position_at(first.recorded_at - timedelta(microseconds=1)) == 0


def test_a_party_of_the_past_is_named_as_of_then(running, turning):
    positions = []
    for n, party in enumerate(("Libya", "Egypt"), 1):
        running.submit([article(f"{party} said the bridge is safe.", outlet="Late", url="http://late/1", day=n)])
        turning.run()
        positions.append(running.queries.report().as_of_position)
    before = positions[0]
    assert running.queries.party_names("egy") == "Egypt"
    with pytest.raises(NotFound):
        running.queries.party_names("Libya")
    assert running.queries.party_names("liby", as_of=before) == "Libya"
    assert running.queries.report(parties=["Libya"], as_of=before).claims == 1


def test_rows_do_not_depend_on_where_pages_begin_and_end(changeable):
    whole = rows(changeable)
    for size in (1, 3, 1000):
        with changeable.engine.begin() as connection:
            for table in REBUILT:
                if table.name != "checkpoint":
                    connection.execute(table.delete())
            connection.execute(text("UPDATE projections.checkpoint SET position = 0"))
        Projector(changeable.engine, page=size).catch_up()
        assert rows(changeable) == whole, size


def test_findings_are_the_same_whatever_order_workers_run_in(told, database_url):
    other = models_system(database_url)
    other.submit(list(corpus()))
    dice = random.Random(4)
    Turning(other).run(order=lambda rings: dice.sample(rings, len(rings)))
    Leader(other.engine).catch_up()
    Projector(other.engine).catch_up()

    def pairs(running):
        report = running.queries.report()
        return {
            frozenset((f.a.party, f.a.text, f.b.party, f.b.text)) for f in (*report.contradictions, *report.agreements)
        }

    assert pairs(other) == pairs(told)
    other.close()
