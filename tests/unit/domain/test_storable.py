"""Which words of a person can be stored."""

import pytest

from services.domain.errors import InvalidInput
from services.domain.storable import require_storable


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "half \ud800", "\udfff half"])
def test_nul_and_half_a_pair_are_refused_by_the_name_of_their_field(text: str) -> None:
    with pytest.raises(InvalidInput, match="note holds a character that can't be stored") as refused:
        require_storable(text, "note")
    assert refused.value.field == "note"
    assert refused.value.message.isprintable()


@pytest.mark.parametrize("text", [None, "", "plain", "\x07\n\t", "\U0001f30a מים", "\ufffd"])
def test_everything_else_is_taken(text: str | None) -> None:
    require_storable(text, "note")
