"""Who speaks where no name stands at the words: passives, clauses behind appositions, pairs, authors, statements."""

from __future__ import annotations

from services.claims.extractor import Extractor
from services.claims.speakers.scene import Scene
from services.claims.speakers.together import pair


def test_who_is_asked_says_nothing_by_it(read) -> None:
    found = read("Jane Doe was asked whether the tax would stay. She said the tax would go.")
    assert [a.speaker for a in found if "whether" in str(a)] in ([], [None])
    assert found[-1].speaker == "Jane Doe"


def test_a_clause_behind_an_apposition_means_the_person_before_it(whole: Extractor) -> None:
    text = "The party met Jane Doe, a county commissioner who said the tax would stay."
    assert whole.extract(text)[-1].speaker == "Jane Doe"


def test_a_pair_named_in_one_breath_is_found(rules: Extractor) -> None:
    text = "Senators Jane Doe and Peter Hall met on Monday. They said the tax would stay."
    with rules.nlp.select_pipes(disable=["counterclaim_speakers", "counterclaim_parties"]):
        scene = Scene.of(rules.nlp(text))
    found = pair(scene, text.index("They"))
    assert found is not None
    assert found[1].name == "Jane Doe and Peter Hall"


def test_they_are_the_pair_named_before(read) -> None:
    text = "Jane Doe and Peter Hall met on Monday. They said the tax would stay."
    assert read(text)[-1].speaker == "Jane Doe and Peter Hall"


def test_a_column_s_headline_names_who_says_i(rules: Extractor) -> None:
    found = rules.extract("I think the tax will stay.", title="Jane Doe: The tax is here to stay")
    assert found[-1].speaker == "Jane Doe"


def test_a_note_with_a_seat_names_who_says_i(read) -> None:
    text = "I think the tax will stay.\n\nRep. Raul Grijalva, D-Ariz., was an early backer of the tax."
    assert read(text)[-1].speaker == "Raul Grijalva"


def test_the_statement_is_of_the_body_that_spoke_before(read) -> None:
    text = "Acme Research Group said the mine was safe.\n\nThe statement said no one had been hurt."
    assert read(text)[-1].speaker == "Acme Research Group"


def test_a_loose_participle_has_the_subject_of_its_sentence(whole: Extractor) -> None:
    found = whole.extract("After suggesting that the tax would stay, Jane Doe left the meeting.")
    assert all(a.speaker == "Jane Doe" for a in found)
