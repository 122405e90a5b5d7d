"""Articles that print one text are found through the first of each signature."""

from sqlalchemy import insert, select

from db.migrate import downgrade, upgrade
from db.projections.projector import Projector
from db.projections.rebuild import differences
from db.projections.tables import articles, bands
from db.watermark import Leader
from services.domain.syndication import bands as bands_of
from tests.articles import article

WIRE = "".join(f"Delegates of group {n} went home on a slow train through the hills. " for n in range(12))
PRINTS = [
    article(WIRE + "It rained.", outlet="Agency"), article(WIRE + "It rained.", outlet="Gazette"),
    article(WIRE + "It did not rain.", outlet="Post"), article(WIRE + "It rained.", outlet="Echo"),
    article("Something else was said elsewhere.", outlet="Agency"), article(WIRE + "It did not rain.", outlet="Mail"),
]


def _projected(running, page):
    running.submit(PRINTS)
    Leader(running.engine).catch_up()
    Projector(running.engine, page=page).catch_up()
    with running.engine.connect() as connection:
        groups = {row[0]: row[1] for row in connection.execute(select(articles.c.id, articles.c.syndication))}
        return groups, set(connection.execute(select(bands.c.article_id)).scalars())


def test_exact_copies_need_no_bands_of_their_own(running):
    assert PRINTS[0].minhash == PRINTS[1].minhash != PRINTS[2].minhash
    groups, with_bands = _projected(running, 1)
    assert [groups[a.id] for a in PRINTS] == [PRINTS[n].id for n in (0, 0, 0, 0, 4, 0)]
    assert with_bands == {PRINTS[n].id for n in (0, 2, 4)}
    assert differences(running.engine) == {}, "the same within a page as across pages"


def test_bands_that_an_earlier_program_stored_for_copies_are_taken_away(running, database_url):
    _projected(running, 100)
    downgrade(database_url, "0006")
    with running.engine.begin() as connection:
        rows = [{"key": key, "article_id": PRINTS[n].id} for n in (1, 3, 5) for key in bands_of(PRINTS[n].minhash)]
        connection.execute(insert(bands), rows)
    assert set(differences(running.engine)) == {"bands"}
    upgrade(database_url)
    assert differences(running.engine) == {}
