"""Matters: claims join on more than one likeness, analysts merge, split and rename, and pages don't matter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.contradiction import Comparison, Finding, Kind, Relation
from services.domain.identity import finding_id
from services.domain.matters import Matter, MatterBook, matter_id
from services.domain.placing import ALONE, TOGETHER, Likeness, Placing, beside

COMPARISON = Comparison(Relation.CONTRADICTION, Kind.DENIAL, 0.9, "", (), "judge@1")


def finding(a: str, b: str, matter: str = "matter") -> Finding:
    return Finding(finding_id(a, b), a, b, COMPARISON, matter)


def alone(claim: str) -> Placing:
    return Placing(claim, None, claim)


def placed(claim: str, other: str) -> Placing:
    return Placing(claim, other, f"{other} and {claim}")


def titles(book: MatterBook) -> dict[str, str]:
    return {matter.id: matter.title for matter in book.matters.values()}


def test_one_likeness_joins_nothing_but_two_do_and_one_beyond_doubt():
    near, far = Likeness("near", "m", TOGETHER + 0.05), Likeness("far", "m", TOGETHER - 0.05)
    assert beside([near]) is None
    assert beside([near, Likeness("elsewhere", "n", TOGETHER)]) is None
    assert beside([near, far]) == "near"
    assert beside([Likeness("sure", None, ALONE)]) == "sure"


def test_a_claim_joins_the_matter_of_the_claim_it_is_put_beside():
    book = MatterBook()
    for n, placing in enumerate((alone("a"), placed("b", "a"), placed("c", "b"), alone("d")), 1):
        book.place(placing, n)
    home = matter_id("a")
    assert book.matter_of == {"a": home, "b": home, "c": home, "d": matter_id("d")}
    assert titles(book) == {home: "a and b", matter_id("d"): "d"}


def test_a_finding_between_two_matters_joins_none_and_one_within_names_it():
    book = MatterBook()
    for n, placing in enumerate((alone("a"), placed("b", "a"), alone("c")), 1):
        book.place(placing, n)
    book.meet(finding("b", "c", "across"), 4)
    assert len(book.matters) == 2
    book.meet(finding("a", "b", "just or not?"), 5)
    assert titles(book)[matter_id("a")] == "just or not?"


def test_findings_from_before_placings_still_open_matters():
    book = MatterBook()
    book.meet(finding("a", "b", "old"), 1)
    book.meet(finding("b", "c", "newer"), 2)
    assert set(book.matter_of.values()) == {matter_id("a")}


def test_whichever_of_two_events_comes_first_claims_end_in_one_matter():
    groups = []
    mine, later = placed("x", "y"), placed("new", "x")
    for order in ((alone("y"), mine, later), (alone("y"), later, mine)):
        book = MatterBook()
        for n, placing in enumerate(order, 1):
            book.place(placing, n)
        groups.append(book.matter_of)
    assert groups[0] == groups[1]
    assert set(groups[0].values()) == {matter_id("y")}


def test_what_an_analyst_split_stays_apart_and_what_he_called_it_stays():
    book = MatterBook()
    for n, placing in enumerate((alone("a"), placed("b", "a"), placed("c", "b")), 1):
        book.place(placing, n)
    book.split(matter_id("a"), ("c",), "new", "The other question", 4)
    book.place(placed("d", "c"), 5)
    book.meet(finding("c", "d", "yes or no?"), 5)
    assert [book.matter_of[c] for c in "abcd"] == [matter_id("a")] * 2 + ["new"] * 2
    assert titles(book)["new"] == "The other question"
    book.merge("new", matter_id("a"), 6)
    book.rename(matter_id("a"), "The whole", 7)
    assert set(book.matter_of.values()) == {matter_id("a")}
    assert titles(book) == {matter_id("a"): "The whole"}


names = st.integers(0, 6).map("c{}".format)
steps = st.lists(
    st.one_of(
        st.builds(lambda a, b: ("place", a, b if b < a else None), names, names),
        st.tuples(st.just("meet"), names, names),
        st.tuples(st.just("merge"), names, names),
        st.tuples(st.just("split"), names, names),
        st.tuples(st.just("rename"), names, names),
    ),
    max_size=30,
)


def fold(book: MatterBook, step: tuple[str, str, str | None], position: int) -> None:
    what, a, b = step
    match what:
        case "place":
            book.place(Placing(a, b, f"{a} {b}"), position)
        case "meet":
            book.meet(finding(a, str(b), f"{a}-{b}"), position)
        case "merge":
            book.merge(matter_id(a), matter_id(str(b)), position)
        case "split":
            book.split(matter_id(a), (a, str(b)), f"split{position}", f"of {a}", position)
        case "rename":
            book.rename(matter_id(a), f"renamed {position}", position)


@settings(max_examples=150, deadline=None)
@given(steps, st.integers(1, 5))
def test_folding_page_by_page_equals_folding_all_at_once(steps, size):
    whole = MatterBook()
    for n, step in enumerate(steps, 1):
        fold(whole, step, n)
    matters: dict[str, Matter] = {}
    matter_of: dict[str, str] = {}
    for start in range(0, len(steps), size):
        book = MatterBook()
        for matter in matters.values():
            book.know(matter, [c for c, m in matter_of.items() if m == matter.id])
        for n, step in enumerate(steps[start : start + size], start + 1):
            fold(book, step, n)
        matters, matter_of = dict(book.matters), dict(book.matter_of)
    assert (matters, matter_of) == (whole.matters, whole.matter_of)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_a_claim_is_in_one_open_matter_at_a_time_and_a_matter_has_one_title(steps):
    book = MatterBook()
    for n, step in enumerate(steps, 1):
        fold(book, step, n)
    held = [(row.claim, row.matter) for row in book.joined if row.superseded is None]
    assert dict(held) == book.matter_of
    assert len(held) == len(book.matter_of)
    assert set(book.matter_of.values()) <= set(book.matters)
    called = {t.matter: t.title for t in book.titled if t.superseded is None}
    assert {number: called[number] for number in book.matters} == titles(book)
