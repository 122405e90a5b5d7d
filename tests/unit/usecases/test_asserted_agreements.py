from __future__ import annotations

from collections.abc import Sequence

from services.domain.claim import Attribution, Claim, Mode, Stance, Statement
from services.domain.contradiction import Comparison, Consensus, Relation
from services.domain.identity import finding_id
from services.usecases.asserted_agreements import asserted_agreements
from tests.models import PlainJudge


class HearsAgreement(PlainJudge):
    """Hears a consensus in "we agree", nearest to the first of the others."""

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> Consensus | None:  # type: ignore[override]
        if "agree" not in statement.text:
            return None
        comparison = Comparison(Relation.AGREEMENT, None, 0.01, "they agree", (), self.version)
        return Consensus(comparison, 0 if others else None, "The hotline")


def claim(number: str, text: str, party: str) -> Claim:
    said = Attribution(None, (), ((0, 1),), (0, 1), Mode.INDIRECT, Stance.ASSERTS, party=party)
    return Claim(number, "article", said, text, None, "said", text, None)


AGREES, OTHER = claim("c1", "we agree on the hotline", "Turkey"), claim("c2", "the hotline opens", "Greece")


def test_an_asserted_agreement_is_found_with_the_nearest_claim_of_the_other() -> None:
    (found,) = asserted_agreements([AGREES, OTHER], [(AGREES, OTHER)], HearsAgreement(), set())
    assert (found.a, found.b, found.matter) == ("c1", "c2", "The hotline")
    assert found.id == finding_id("c1", "c2")


def test_it_stands_alone_where_the_other_says_nothing_on_it() -> None:
    (found,) = asserted_agreements([AGREES], [], HearsAgreement(), set())
    assert (found.a, found.b) == ("c1", "c1")


def test_a_pair_found_to_conflict_is_not_called_agreed() -> None:
    taken = {finding_id("c1", "c2")}
    (found,) = asserted_agreements([AGREES], [(AGREES, OTHER)], HearsAgreement(), taken)
    assert found.b == "c1"


def test_plain_claims_assert_nothing() -> None:
    assert asserted_agreements([OTHER], [(AGREES, OTHER)], HearsAgreement(), set()) == ()
