"""Matters fold the same whatever pages the findings come in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.contradiction import Comparison, Finding, Kind, Relation
from services.domain.identity import finding_id
from services.domain.matters import Matter, MatterBook

COMPARISON = Comparison(Relation.CONTRADICTION, Kind.DENIAL, 0.9, "", (), "judge@1")


def finding(a: str, b: str, matter: str = "matter") -> Finding:
    return Finding(finding_id(a, b), a, b, COMPARISON, matter)


def test_a_finding_joins_the_matter_of_either_claim():
    book = MatterBook()
    first = book.add(finding("a", "b"), 1, 0)
    assert book.add(finding("b", "c"), 2, 0) == first
    assert book.matter_of == {"a": first, "b": first, "c": first}


def test_two_matters_that_meet_go_into_the_older_one():
    book = MatterBook()
    older, younger = book.add(finding("a", "b", "old"), 1, 0), book.add(finding("c", "d", "new"), 2, 0)
    assert book.add(finding("d", "a"), 3, 0) == older
    assert set(book.matter_of.values()) == {older}
    assert [(m.matter, m.into) for m in book.merged] == [(younger, older)]


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1]), max_size=25)


@settings(max_examples=80, deadline=None)
@given(pairs, st.integers(1, 5))
def test_folding_page_by_page_equals_folding_all_at_once(pairs, size):
    findings = [(finding(f"c{a}", f"c{b}"), n) for n, (a, b) in enumerate(pairs, 1)]
    whole = MatterBook()
    for item, position in findings:
        whole.add(item, position, 0)
    matters: dict[str, Matter] = {}
    matter_of: dict[str, str] = {}
    for start in range(0, len(findings), size):
        book = MatterBook()
        for matter in matters.values():
            book.know(matter, [c for c, m in matter_of.items() if m == matter.id])
        for item, position in findings[start : start + size]:
            book.add(item, position, 0)
        matters, matter_of = dict(book.matters), dict(book.matter_of)
    assert (matters, matter_of) == (whole.matters, whole.matter_of)


@settings(max_examples=80, deadline=None)
@given(pairs)
def test_claims_share_a_matter_if_and_only_if_findings_link_them(pairs):
    book = MatterBook()
    parts: list[set[str]] = []
    for n, (a, b) in enumerate(pairs, 1):
        book.add(finding(f"c{a}", f"c{b}"), n, 0)
        touched = [part for part in parts if part & {f"c{a}", f"c{b}"}]
        parts = [part for part in parts if part not in touched] + [{f"c{a}", f"c{b}"}.union(*touched)]
    groups: dict[str, set[str]] = {}
    for claim, matter in book.matter_of.items():
        groups.setdefault(matter, set()).add(claim)
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, parts))
