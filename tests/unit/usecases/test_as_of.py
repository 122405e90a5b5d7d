"""A position, a date or a time is read as the same moment wherever it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.api import moments
from services.cli import context
from services.domain.errors import InvalidInput
from services.usecases.as_of import position_of


class Asked:
    """Remembers the moment whose position was asked for."""

    moment: datetime | None = None

    def position_at(self, moment: datetime) -> int:
        self.moment = moment
        return 7


END = datetime(2011, 7, 5, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(("text", "moment"), [
    ("2011-07-05", END),
    (" 2011-07-05 ", END),
    ("2011-W27-2", END),
    ("2011W272", END),
    ("2011-07-05T00:00", datetime(2011, 7, 5, tzinfo=UTC)),
    ("2011-07-05 10:30", datetime(2011, 7, 5, 10, 30, tzinfo=UTC)),
    ("2011-07-05T12:00:00Z", datetime(2011, 7, 5, 12, tzinfo=UTC)),
    ("2011-07-05T12:00:00+02:00", datetime(2011, 7, 5, 12, tzinfo=timezone(timedelta(hours=2)))),
    ("2011-07-05T12:00:00 02:00", datetime(2011, 7, 5, 10, tzinfo=UTC)),
])
def test_terminal_and_http_mean_the_same_moment(
    monkeypatch: pytest.MonkeyPatch, text: str, moment: datetime
) -> None:
    typed, sent = Asked(), Asked()
    monkeypatch.setattr(context, "queries", lambda: typed)
    assert context.position(text) == moments.position_of(text, sent) == 7
    assert typed.moment == sent.moment == moment


def test_digits_are_a_position() -> None:
    assert position_of("20110705", Asked()) == 20110705
    assert position_of(str(2**63 - 1), Asked()) == 2**63 - 1


@pytest.mark.parametrize(
    "text", ["", "²", "٤٢", "yesterday", "-1", str(2**63), "9" * 5000, "2011-13-01", "2011-07-05T25"]
)
def test_what_is_neither_is_refused_by_the_name_it_was_given_under(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(context, "queries", Asked)
    with pytest.raises(InvalidInput, match=r"^--as-of is a position of the log") as refused:
        context.position(text)
    assert refused.value.field == "--as-of"


def test_nothing_asked_is_now() -> None:
    assert context.position(None) is None
    assert moments.position_of(None, Asked()) is None
    assert moments.position_of(" ", Asked()) is None, "the empty field of a form"
