"""Reading again with the same extractor tells of no change, whether a claim stands in the text or in the headline."""

from dataclasses import replace
from datetime import UTC, datetime

from services.claims.extractor import claims_of
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Mode, Stance
from services.reports.shapes import ArticleRow, ClaimRow, Page
from services.usecases.replay_articles import Change, differences

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Bridge is safe, says agency"
TEXT = "The guild warned the bridge may fall.\n\nNobody else spoke to this paper."
ARTICLE = Article("article", TEXT, TITLE, None, None, "en", NOW, "0" * 64, (0,) * 64, "text/plain")
HEADLINE = Attribution(
    (21, 27), ((16, 20),), ((0, 14),), (0, 27), Mode.INDIRECT, Stance.ASSERTS, speaker="agency", in_title=True
)
WARNING = Attribution((0, 9), ((10, 16),), ((17, 36),), (0, 37), Mode.INDIRECT, Stance.ASSERTS, speaker="guild")


class Stored:
    """The read side of one article whose attributions were stored."""

    def __init__(self, *attributions: Attribution) -> None:
        self._claims = claims_of(ARTICLE, attributions)

    def articles(self, *, limit, cursor):
        row = ArticleRow("article", TITLE, None, None, "en", NOW, NOW, "processed", len(self._claims), 0, None, None)
        return Page((row,), None)

    def article_text(self, article):
        return TEXT

    def affiliations(self, names, *, on, article_id):
        return []

    def claims(self, *, article, limit, cursor):
        return Page(tuple(map(_row, self._claims)), None)


def _row(claim: Claim) -> ClaimRow:
    a = claim.attribution
    return ClaimRow(
        claim.id,
        claim.article_id,
        TITLE,
        None,
        a.speaker,
        str(a.speaker_kind),
        a.party,
        None,
        claim.source_text,
        claim.cue_text,
        claim.text,
        claim.sentence,
        a.source,
        a.cue,
        a.content,
        str(a.mode),
        str(a.stance),
        None,
        (),
        None,
        NOW,
        NOW,
        1,
        False,
        a.in_title,
    )


class Reading:
    """An extractor that reads what a test gives it."""

    def __init__(self, *attributions: Attribution) -> None:
        self._attributions = attributions

    def extract(self, text, **_):
        return self._attributions


def change(stored: Stored, reading: Reading) -> Change:
    (found,) = differences(stored, reading, limit=10)
    return found


def test_the_same_reading_keeps_every_claim():
    found = change(Stored(HEADLINE, WARNING), Reading(HEADLINE, WARNING))
    assert (found.gained, found.lost, found.kept) == ((), (), 2)


def test_a_claim_of_the_headline_is_told_in_the_headlines_words():
    gained = change(Stored(WARNING), Reading(HEADLINE, WARNING))
    lost = change(Stored(HEADLINE, WARNING), Reading(WARNING))
    assert gained.gained == lost.lost == ("agency [no party] says: Bridge is safe",)


def test_the_same_offsets_in_headline_and_text_are_two_claims():
    elsewhere = replace(HEADLINE, in_title=False)
    found = change(Stored(HEADLINE), Reading(elsewhere))
    assert (len(found.gained), len(found.lost), found.kept) == (1, 1, 0)
