"""Whom a person speaks for, once told, is known to articles of that day and later, as long as it holds."""

from db.projections.rebuild import differences
from tests.articles import article
from tests.turning import Turning

TOLD = "Ann Lee of Norway said the nets are empty."
BARE = "Ann Lee said the nets are full."


def parties(running, *articles):
    """The parties of the last article's claims, all submitted and read in turn."""
    turning = Turning(running)
    for item in articles:
        running.submit([item])
        turning.run()
    return [c.party for c in running.queries.claims(article=articles[-1].id).items]


def test_a_later_article_knows_what_an_earlier_one_told(running):
    assert parties(running, article(TOLD, day=2), article(BARE, day=5)) == ["Norway"]
    assert differences(running.engine) == {}


def test_an_article_of_an_earlier_day_does_not_know_it(running):
    assert parties(running, article(TOLD, day=5), article(BARE, day=2)) == ["Ann Lee"]


def test_what_was_told_last_counts(running):
    moved = article("Ann Lee of Iceland said the nets are torn.", day=3)
    assert parties(running, article(TOLD, day=2), moved, article(BARE, day=5)) == ["Iceland"]


def test_what_a_corrected_article_told_no_longer_holds(running):
    wrong = article(TOLD, day=2, outlet="Late", url="http://late/2")
    right = article("Sweden said the nets are empty.", day=3, outlet="Late", url="http://late/2")
    assert parties(running, wrong, right, article(BARE, day=5)) == ["Ann Lee"]
    assert differences(running.engine) == {}


def test_what_a_withdrawn_article_told_is_gone(running):
    told = article(TOLD, day=2)
    assert parties(running, told, article(BARE, day=5)) == ["Norway"]
    running.withdraw([told.id], "asked")
    Turning(running).run()
    assert parties(running, article("Ann Lee said the boats are in.", day=6)) == ["Ann Lee"]
    assert differences(running.engine) == {}
