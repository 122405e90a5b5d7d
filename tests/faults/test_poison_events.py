"""An event that the read side can't take in goes to the failed list, and the events behind it go on."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from db.projections import claims, projector
from db.projections.page import Page
from db.projections.rebuild import differences
from services.bootstrap import System
from services.domain.article import Article
from services.domain.events import ArticleSubmitted, NewEvent
from services.domain.identity import event_id
from tests.articles import article
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost, settled
from tests.stack import Stack
from tests.turning import Turning

ADDRESS = "https://example.org/" + "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(1900))
"""No index row holds it: 5,700 bytes that do not compress."""


def unprojectable() -> Article:
    return article("NATO said the address is long.", outlet="Far", url=ADDRESS)


def test_an_article_that_no_row_holds_is_in_the_failed_list_and_others_go_on(running: Stack, articles: Articles):
    poison, items = unprojectable(), articles(10, "bank")
    running.system.submit([*items[:5], poison, *items[5:]])
    assert_nothing_lost(running.system, items, failed=[poison])
    (job,) = running.system.queries.failed().items
    assert "index row" in (job.error or "")
    assert "counterclaim db rebuild" in (job.error or "")
    assert running.system.retry_failed([job.id]) == 0


def test_a_rebuild_takes_in_what_can_be_taken_in_by_then(
    alone: System, articles: Articles, monkeypatch: pytest.MonkeyPatch
):
    bad, items, project = article("NATO said the route is long."), articles(4, "shore"), projector.articles.project

    def with_a_bug(connection: Connection, page: Page) -> None:
        if bad.id in {at.event.article.id for at in page.submitted}:
            raise ValueError("a bug in the program")
        project(connection, page)

    with monkeypatch.context() as until_mended:
        until_mended.setattr(projector.articles, "project", with_a_bug)
        alone.submit([bad, *items])
        Turning(alone).run()
        assert_nothing_lost(alone, items, failed=[bad])
    alone.rebuild()
    Turning(alone).run()
    assert_nothing_lost(alone, [*items, bad])


def test_an_event_whose_data_make_no_sense_is_set_aside(alone: System, articles: Articles):
    items = articles(6, "sluice")
    broken = article("NATO said it makes sense.")
    with alone.start_uow() as work:
        stored = work.log.append([_submitted(broken)])
        connection = work.connection
        connection.execute(
            text("UPDATE events SET sealed = NULL, data = '{\"article\": 7}' WHERE position = :p"),
            {"p": stored[0].position},
        )
        work.commit()
    alone.submit(items)
    Turning(alone).run()
    assert set(settled(alone, items).values()) == {"processed"}
    (job,) = alone.queries.failed().items
    assert job.article_id == broken.id
    assert "Expected `object`, got `int` - at `$.article`" in (job.error or "")
    assert differences(alone.engine) == {}


def test_a_fault_of_the_program_and_not_of_the_event_sets_nothing_aside(
    alone: System, monkeypatch: pytest.MonkeyPatch
):
    def of_another_schema(connection, page):
        connection.execute(text("SELECT no_such_column FROM jobs"))

    alone.submit([article("NATO said it is well.")])
    monkeypatch.setattr(claims, "project", of_another_schema)
    with pytest.raises(Exception, match="no_such_column"):
        Turning(alone).relay()
    monkeypatch.undo()
    assert projector.claims.project is claims.project
    assert alone.queries.failed().items == ()
    turning = Turning(alone)
    turning.run()
    assert alone.queries.articles().items[0].status == "processed"


def _submitted(item: Article) -> NewEvent:
    number = event_id(1_700_000_000_000)
    return NewEvent(number, item.id, ArticleSubmitted(item), number, None, "test")
