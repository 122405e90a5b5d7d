"""Events survive the way into JSON and back; old ones are brought up to date on reading."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Mode, SpeakerKind, Stance
from services.domain.codec import UnknownEvent, decode, encode
from services.domain.contradiction import Comparison, Finding, Judgement, Kind, Relation, Signal
from services.domain.events import (
    ArticleSubmitted,
    ClaimsExtracted,
    ContradictionsFound,
    MatterRenamed,
    MattersMerged,
    MatterSplit,
    VerdictRecorded,
)
from services.domain.placing import Placing
from services.domain.vectors import pack, unpack

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
maybe = st.none() | words
moments = st.none() | st.datetimes(timezones=st.just(UTC))
spans = st.tuples(st.integers(0, 9), st.integers(0, 9))
articles = st.builds(
    Article, id=words, text=words, title=maybe, outlet=maybe, url=maybe, language=words, published_at=moments,
    fingerprint=words, minhash=st.tuples(st.integers(0, 2**32 - 1)), media_type=words, corrects=maybe,
)
attributions = st.builds(
    Attribution, source=st.none() | spans, cue=st.tuples(spans), content=st.tuples(spans, spans), sentence=spans,
    mode=st.sampled_from(Mode), stance=st.sampled_from(Stance), speaker=maybe,
    speaker_kind=st.sampled_from(SpeakerKind), party=maybe, party_kind=maybe, party_evidence=st.none() | spans,
    target=maybe, said_at=maybe, chain=st.tuples(words), score=st.floats(0, 1),
)
claims = st.builds(
    Claim, id=words, article_id=words, attribution=attributions, text=words, source_text=maybe, cue_text=words,
    sentence=words, published_at=moments,
)
signals = st.builds(Signal, words, st.floats(-9, 9), st.tuples(words), st.tuples(words), words)
comparisons = st.builds(
    Comparison, st.sampled_from(Relation), st.none() | st.sampled_from(Kind), st.floats(0, 1), words,
    st.tuples(signals), words,
)
events = st.one_of(
    st.builds(ArticleSubmitted, articles),
    st.builds(
        ClaimsExtracted, words, words, st.tuples(claims), words, st.tuples(words),
        st.tuples(st.builds(Affiliation, words, words, maybe, words, words)),
    ),
    st.builds(
        ContradictionsFound, words, words, st.integers(0, 99),
        st.tuples(st.builds(Finding, words, words, words, comparisons, words)),
        st.tuples(st.builds(Placing, words, maybe, words, st.tuples(words))),
    ),
    st.builds(MattersMerged, words, words, maybe, maybe),
    st.builds(MatterSplit, words, words, st.tuples(words, words), words, maybe, maybe),
    st.builds(MatterRenamed, words, words, maybe, maybe),
    st.builds(VerdictRecorded, words, st.sampled_from(Judgement), maybe, maybe),
)


@settings(max_examples=60, deadline=None)
@given(events)
def test_an_event_comes_back_from_json_as_it_was(event):
    name, version, data = encode(event)
    assert decode(name, version, json.loads(json.dumps(data))) == event


def test_an_old_event_is_brought_up_one_version_at_a_time():
    event = VerdictRecorded("f", Judgement.UNSURE, None, "ada")
    name, version, data = encode(event)
    old = {**data, "who": data["analyst"]}
    del old["analyst"]
    upcasters = {
        (name, version - 2): lambda d: {**d, "by": d["who"]},
        (name, version - 1): lambda d: {**d, "analyst": d["by"]},
    }
    assert decode(name, version - 2, old, upcasters=upcasters) == event


def test_an_event_from_before_vectors_reads_as_one_without_any():
    data = {"article_id": "a", "extractor": "x@1", "claims": []}
    assert decode("ClaimsExtracted", 1, data) == ClaimsExtracted("a", "x@1", ())


def test_an_event_that_newer_code_wrote_is_refused():
    with pytest.raises(UnknownEvent):
        decode("VerdictRecorded", 99, {})
    with pytest.raises(UnknownEvent):
        decode("NeverHeardOf", 1, {})


def test_moments_keep_their_zone():
    article = Article("a", "t", None, None, None, "en", datetime(2011, 7, 4, tzinfo=UTC), "f", (), "text/plain")
    name, version, data = encode(ArticleSubmitted(article))
    assert decode(name, version, data) == ArticleSubmitted(article)


def test_a_vector_keeps_its_numbers_to_half_precision():
    assert unpack(pack((0.5, -0.25, 0.0))) == (0.5, -0.25, 0.0)
