"""Matters as an analyst has them: merged, split and renamed by events, told as of any moment, rebuilt to the same."""

import pytest

from db.projections.rebuild import differences
from services.domain.errors import InvalidInput, NotFound
from services.usecases.organise_matters import Analyst
from tests.articles import article

ADA = Analyst("ada", "plainly")


@pytest.fixture
def disputes(running, turning):
    """Two matters: strikes, on which one side alone speaks first, and a harvest."""
    for n, words in enumerate((
        "NATO said the strikes are just and lawful. Italy said the strikes are just and lawful today.",
        "Russia said the strikes are not just and lawful.",
        "Libya said the harvest was poor. Egypt said the harvest was not poor.",
    )):
        running.submit([article(words, outlet=f"Outlet {n}", day=n + 1)])
        turning.run()
    return running


def grouped(system, as_of=None):
    return {
        matter.title: sorted(c.party for c in system.queries.claims(matter=matter.id, as_of=as_of).items)
        for matter in system.queries.matters(as_of=as_of).items
    }


def strikes_and_harvest(system):
    rows = system.queries.matters().items
    return next(r for r in rows if "strikes" in r.title), next(r for r in rows if "harvest" in r.title)


def test_claims_of_one_side_are_a_matter_before_anybody_contradicts_them(running, turning):
    running.submit([article("NATO said the strikes are just and lawful. Italy said the strikes are just and lawful.")])
    turning.run()
    assert list(grouped(running).values()) == [["Italy", "NATO"]]


def test_matters_are_merged_split_and_renamed_and_told_as_of_before(disputes, turning):
    strikes, harvest = strikes_and_harvest(disputes)
    before = disputes.queries.report().as_of_position
    told = grouped(disputes)
    assert sorted(told.values()) == [["Egypt", "Libya"], ["Italy", "NATO", "Russia"]]
    disputes.merge_matters(harvest.id[:8], strikes.id, ADA)
    turning.relay()
    assert list(grouped(disputes).values()) == [["Egypt", "Italy", "Libya", "NATO", "Russia"]]
    assert disputes.queries.matter(harvest.id).id == strikes.id
    moved = [c.id for c in disputes.queries.claims(matter=strikes.id).items if c.party in ("Egypt", "Libya")]
    _, new = disputes.split_matter(strikes.id, moved, "How was the  harvest?", ADA)
    disputes.rename_matter(strikes.id, "Were the strikes just?", ADA)
    turning.relay()
    after = {"Were the strikes just?": ["Italy", "NATO", "Russia"], "How was the harvest?": ["Egypt", "Libya"]}
    assert grouped(disputes) == after
    assert {f.matter for f in disputes.queries.findings(relation=None, matter=new).items} == {"How was the harvest?"}
    assert grouped(disputes, as_of=before) == told
    assert differences(disputes.engine) == {}


def test_a_title_that_an_analyst_gave_stays_when_claims_come_in(disputes, turning):
    strikes, _ = strikes_and_harvest(disputes)
    disputes.rename_matter(strikes.id, "Were they just?", ADA)
    turning.relay()
    disputes.submit([article("China said the strikes are not just and lawful.", outlet="Late", day=9)])
    turning.run()
    row = disputes.queries.matter(strikes.id)
    assert (row.title, "China" in row.parties) == ("Were they just?", True)


def test_who_organises_is_told_what_can_not_be(disputes):
    strikes, harvest = strikes_and_harvest(disputes)
    inside = [claim.id for claim in disputes.queries.claims(matter=strikes.id).items]
    stranger = disputes.queries.claims(matter=harvest.id).items[0].id
    with pytest.raises(InvalidInput, match="into itself"):
        disputes.merge_matters(strikes.id, strikes.id, ADA)
    with pytest.raises(InvalidInput, match="not in this matter"):
        disputes.split_matter(strikes.id, [stranger], "Another", ADA)
    with pytest.raises(InvalidInput, match="not all of them"):
        disputes.split_matter(strikes.id, inside, "Another", ADA)
    with pytest.raises(InvalidInput, match="1 to 200 characters"):
        disputes.rename_matter(strikes.id, "  ", ADA)
    with pytest.raises(NotFound):
        disputes.rename_matter("abcdef12", "Another", ADA)
