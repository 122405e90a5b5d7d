"""Names that any reader takes for the same count as the same, and others don't."""

from __future__ import annotations

import pytest

from benchmarks.names import same_party, same_speaker
from services.domain.claim import Attribution, Mode, SpeakerKind, Stance


def by(name: str, kind: SpeakerKind = SpeakerKind.PERSON) -> Attribution:
    return Attribution(None, (), ((0, 1),), (0, 1), Mode.INDIRECT, Stance.ASSERTS, name, kind)


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        (by("Rudolph W. Giuliani"), "Rudy Giuliani", True),
        (by("Donald Trump"), "Eric Trump", False),
        (by("CBC", SpeakerKind.ORGANISATION), "Congressional Black Caucus", True),
        (by("CBC", SpeakerKind.ORGANISATION), "Congressional Budget Office", False),
        (by("Garza campaign", SpeakerKind.ORGANISATION), "Garza's political team", True),
        (by("Hall supporters", SpeakerKind.GROUP), "Garza supporters", False),
        (by("party elders", SpeakerKind.GROUP), "Republican Party leaders", True),
        (by("campaign aides", SpeakerKind.GROUP), "Garza campaign", False),
    ],
)
def test_one_speaker_by_two_names(found: Attribution, wanted: str, same: bool) -> None:
    assert same_speaker(found, wanted) is same


def test_who_has_only_his_own_name_for_a_party_speaks_for_no_side() -> None:
    assert same_party(by("Jane Doe"), "media: Jane Doe")
    assert not same_party(by("Jane Doe"), "media: John Roe")
