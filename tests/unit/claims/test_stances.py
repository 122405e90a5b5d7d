from __future__ import annotations

import pytest

from services.domain.claim import Stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru said the port was open.", Stance.ASSERTS),
        ("Peru denied that troops had crossed the river.", Stance.DENIES),
        ("Peru condemned the blockade.", Stance.CONDEMNS),
        ("Peru praised the ceasefire.", Stance.PRAISES),
        ("Peru urged Chile to open the port.", Stance.DEMANDS),
        ("Peru promised to open the port.", Stance.PROMISES),
        ("Peru proposed a new treaty.", Stance.PROPOSES),
        ("Peru said the shipment, if confirmed, would break the treaty.", Stance.CONDITIONAL),
    ],
)
def test_the_cue_and_the_content_tell_the_stance(read, text: str, stance: Stance) -> None:
    assert read(text)[0].stance is stance


def test_the_target_of_an_accusation_is_the_accused(read) -> None:
    assert read("Ghana accused the miners of poisoning the river.")[0].target == "the miners"
