"""What an analyst writes of a matter stays when an article is withdrawn, unless it repeats the article's words."""

from collections.abc import Callable

import pytest

from db.projections.rebuild import differences, rebuild
from services.bootstrap import System
from services.domain.article import Article
from services.usecases.organise_matters import Analyst
from tests.articles import article
from tests.integration.db.test_withdrawal import dump
from tests.turning import Turning

SECRET = article("Zanzibar said the quixotic plan is not just.", outlet="Desk", day=2)
ADA = Analyst("ada")


@pytest.fixture
def disputes(running: System, turning: Turning) -> System:
    """A matter that the secret article speaks on, and another."""
    for item in (
        article("NATO said the quixotic plan is just.", day=1), SECRET,
        article("Libya said the harvest was poor. Egypt said the harvest was not poor.", outlet="Post", day=3),
    ):
        running.submit([item])
        turning.run()
    return running


def matter(running: System, word: str) -> str:
    return next(row.id for row in running.queries.matters().items if word in row.title)


def rename(running: System) -> None:
    running.rename_matter(matter(running, "plan"), "The quixotic plan of Ruritania", Analyst("ada", "as told"))


def split(running: System) -> None:
    number = matter(running, "plan")
    (said,) = [claim.id for claim in running.queries.claims(matter=number).items if claim.article_id == SECRET.id]
    running.split_matter(number, [said], "Ruritania on how the quixotic plan was made", ADA)


def merge(running: System) -> None:
    note = "Ruritania holds that the quixotic plan is not just"
    running.merge_matters(matter(running, "harvest"), matter(running, "plan"), Analyst("ada", note))


@pytest.mark.parametrize("organise", [rename, split, merge])
def test_a_title_or_note_that_repeats_an_articles_words_goes_with_them(
    disputes: System, turning: Turning, organise: Callable[[System], None]
):
    organise(disputes)
    turning.run()
    turning.relay()
    disputes.withdraw([SECRET.id], "court order")
    turning.run()
    turning.relay()
    assert "Ruritania" not in dump(disputes)
    assert differences(disputes.engine) == {}
    rebuild(disputes.engine)
    assert "Ruritania" not in dump(disputes)


@pytest.mark.parametrize("other", [SECRET, None])
def test_an_analysts_own_words_stay_whatever_is_withdrawn(disputes: System, turning: Turning, other: Article | None):
    number = matter(disputes, "plan")
    disputes.rename_matter(number, "Is the quixotic scheme fair?", Analyst("ada", "my own words"))
    turning.run()
    disputes.withdraw([(other or disputes.queries.articles().items[-1]).id], "court order")
    turning.run()
    turning.relay()
    assert disputes.queries.matter(number).title == "Is the quixotic scheme fair?"
    assert "my own words" in dump(disputes)
    assert differences(disputes.engine) == {}
