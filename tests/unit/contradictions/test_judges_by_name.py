"""Other judges plug in by name; one behind an endpoint is checked to the letter and states nothing when in doubt."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.bootstrap import chosen_judge
from services.cli.main import app
from services.contradictions.chat_endpoint import ChatEndpoint, NoAnswer
from services.contradictions.chat_judge import ChatJudge
from services.contradictions.judge import Judge
from services.contradictions.judges import judge_named
from services.domain.claim import Statement
from services.domain.contradiction import Kind, Relation
from services.domain.errors import InvalidInput
from services.settings import Settings
from tests.unit.contradictions.chat_server import Answering, ChatServer

SAFE = Statement("the bridge at Orsk is safe", "Road Agency", "Ana Silva", "said", said_at="2025-03-01")
CRACKED = Statement("the bridge at Orsk may fall any day", "Engineers' Guild", "Tom Becker", "warned")
PAIR = (SAFE, CRACKED)
GOOD = {
    "relation": "contradiction", "kind": "characterisation", "probability": 0.9, "a_words": "safe",
    "b_words": "may fall any day", "why": "One calls the bridge safe, the other about to fall.",
}


@pytest.fixture
def serve() -> Iterator[Callable[[Answering], ChatServer]]:
    servers: list[ChatServer] = []

    def started(answering: Answering) -> ChatServer:
        servers.append(ChatServer(answering))
        return servers[-1]

    yield started
    for server in servers:
        server.close()


def asking(server: ChatServer, key: str | None = None, seconds: float = 5.0) -> ChatJudge:
    endpoint = ChatEndpoint("tiny", server.url, key, seconds, pause=lambda _: None)
    return ChatJudge(Judge.of_rules(), endpoint)


def test_an_endpoints_answer_becomes_a_comparison_with_its_words_and_version(serve) -> None:
    server = serve(lambda _: (200, json.dumps(GOOD)))
    judge = asking(server, key="secret")
    (found,) = judge.compare_many([PAIR])
    assert (found.relation, found.kind, found.score) == (Relation.CONTRADICTION, Kind.CHARACTERISATION, 0.9)
    assert found.signals[0].a_words == ("safe",)
    assert found.signals[0].b_words == ("may fall any day",)
    assert found.version == judge.version
    assert judge.version.startswith("openai-tiny@127.0.0.1:")
    assert "secret" not in judge.version
    claims, headers = server.asked[0]
    assert claims["a"] == {
        "speaker": "Ana Silva", "party": "Road Agency", "cue": "said", "text": SAFE.text, "said_at": "2025-03-01"
    }
    assert headers["Authorization"] == "Bearer secret"


def test_words_that_no_claim_holds_are_not_shown(serve) -> None:
    server = serve(lambda _: (200, json.dumps({**GOOD, "a_words": "perfectly sound"})))
    (found,) = asking(server).compare_many([PAIR])
    assert found.relation is Relation.CONTRADICTION
    assert found.signals[0].a_words == ()


@pytest.mark.parametrize(
    "answer",
    [
        "They contradict each other.",
        json.dumps([GOOD]),
        json.dumps({**GOOD, "relation": "conflict"}),
        json.dumps({**GOOD, "kind": "framing"}),
        json.dumps({**GOOD, "probability": "high"}),
        json.dumps({**GOOD, "probability": 1.2}),
        json.dumps({**GOOD, "probability": 0.1}),
        json.dumps({**GOOD, "probability": True}),
        json.dumps({k: v for k, v in GOOD.items() if k != "why"}),
        {"choices": []},
        {"error": "no"},
    ],
    ids=lambda answer: str(answer)[-40:],
)
def test_an_answer_not_as_asked_for_states_nothing_and_is_logged(serve, answer, caplog) -> None:
    server = serve(lambda _: (200, answer))
    with caplog.at_level(logging.WARNING, "counterclaim.judge"):
        (found,) = asking(server).compare_many([PAIR])
    assert (found.relation, found.kind) == (Relation.UNRELATED, None)
    assert "no usable answer" in found.summary
    assert len(server.asked) == 3
    assert "COUNTERCLAIM_JUDGE" in caplog.text


def test_a_busy_server_is_asked_again(serve) -> None:
    replies = iter([(503, {}), (429, {}), (200, json.dumps(GOOD))])
    server = serve(lambda _: next(replies))
    assert asking(server).compare_many([PAIR])[0].relation is Relation.CONTRADICTION


def test_a_wrong_key_is_tried_once_and_spares_the_other_pairs(serve, caplog) -> None:
    server = serve(lambda _: (401, {}))
    pairs = [(SAFE, Statement(f"{CRACKED.text}, span {n}", "Engineers' Guild", cue="said")) for n in range(30)]
    with caplog.at_level(logging.WARNING, "counterclaim.judge"):
        found = asking(server, key="wrong-key").compare_many(pairs)
    assert {c.relation for c in found} == {Relation.UNRELATED}
    assert len(server.asked) <= 4
    assert "401" in caplog.text
    assert "30 of 30" in caplog.text
    assert "wrong-key" not in caplog.text


def test_a_server_that_is_not_there_costs_no_more_than_a_few_tries(caplog) -> None:
    tries = []
    endpoint = ChatEndpoint("tiny", "http://127.0.0.1:9/v1", None, 1.0, pause=tries.append)
    pairs = [(SAFE, Statement(f"{CRACKED.text}, span {n}", "Engineers' Guild", cue="said")) for n in range(40)]
    with caplog.at_level(logging.WARNING, "counterclaim.judge"):
        found = ChatJudge(Judge.of_rules(), endpoint).compare_many(pairs)
    assert {c.relation for c in found} == {Relation.UNRELATED}
    assert len(tries) <= 2 * (5 + 4)


def many(number: int) -> list[tuple[Statement, Statement]]:
    return [(SAFE, Statement(f"{CRACKED.text}, span {n}", "Engineers' Guild", cue="said")) for n in range(number)]


def test_a_judge_that_answers_too_slowly_for_the_job_leaves_the_rest_and_keeps_what_it_said(serve, caplog) -> None:
    done, first = threading.Event(), iter([True])

    def slow(_: object) -> tuple[int, str]:
        if not next(first, False):
            done.wait(60)
        return 200, json.dumps(GOOD)

    server = serve(slow)
    named = f"openai:tiny@{server.url}"
    judge = chosen_judge(Settings(judge=named, job_seconds=12, judge_seconds=25, home=Path("/nowhere")))
    judge.embed([SAFE])
    with caplog.at_level(logging.WARNING, "counterclaim.judge"):
        begun = time.monotonic()
        found = judge.compare_many(many(8))
        took = time.monotonic() - begun
    done.set()
    assert [c.relation for c in found].count(Relation.CONTRADICTION) == 1
    assert took < 25
    assert len(server.asked) <= 5
    assert "7 of 8" in caplog.text


def test_no_question_begins_once_the_time_is_over(serve, caplog) -> None:
    server = serve(lambda _: (200, json.dumps(GOOD)))
    judge = ChatJudge(Judge.of_rules(), ChatEndpoint("tiny", server.url), budget=0.0)
    with caplog.at_level(logging.WARNING, "counterclaim.judge"):
        (found,) = judge.compare_many([PAIR])
    assert found.relation is Relation.UNRELATED
    assert server.asked == []
    assert "the time for this batch is over" in caplog.text


def test_an_answer_that_trickles_in_is_not_waited_for_beyond_its_limit() -> None:
    asked: list[bytes] = []

    def trickle(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                link, _ = listener.accept()
                asked.append(link.recv(65_536))
                with link, suppress(OSError):
                    link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n")
                    for _ in range(600):
                        link.sendall(b" ")
                        time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=trickle, args=(listener,), daemon=True).start()
        endpoint = ChatEndpoint("tiny", f"http://127.0.0.1:{listener.getsockname()[1]}/v1", None, 0.3, lambda _: None)
        begun = time.monotonic()
        with pytest.raises(NoAnswer, match="timed out"):
            endpoint.ask([], str)
        assert time.monotonic() - begun < 25
    assert len(asked) == 3


def test_pairs_that_share_neither_words_nor_meaning_are_not_sent(serve) -> None:
    server = serve(lambda _: (200, json.dumps(GOOD)))
    far = Statement("apples ripen early in Kent", "Growers", cue="said")
    assert asking(server).compare_many([(SAFE, far)])[0].relation is Relation.UNRELATED
    assert server.asked == []


def test_an_encoder_in_a_folder_is_named_in_the_version(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"model\.onnx, tokenizer\.json, config\.json missing"):
        judge_named(f"onnx:{tmp_path}")


@pytest.mark.parametrize(
    "name", ["", "best", "onnx:", "openai:", "openai:tiny", "openai:tiny@ftp://x", "openai:tiny@http://user:pw@h/v1"]
)
def test_a_name_that_means_no_judge_is_refused_with_what_is_allowed(name: str) -> None:
    with pytest.raises(InvalidInput, match=r"MODEL@URL|COUNTERCLAIM_JUDGE_KEY"):
        judge_named(name)


def test_the_default_is_what_ships_and_asks_nobody(judge: Judge) -> None:
    assert Settings().judge == "default"
    assert judge_named("default").version == judge.version


def test_the_environment_names_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERCLAIM_JUDGE", "openai:tiny@http://127.0.0.1:9/v1")
    monkeypatch.setenv("COUNTERCLAIM_JUDGE_KEY", "secret")
    given = Settings()
    assert "secret" not in repr(given)
    assert judge_named(given.judge, key=given.judge_key).version.startswith("openai-tiny@127.0.0.1:9+prompt-1+judge-")
    monkeypatch.setenv("COUNTERCLAIM_JUDGE", "gpt")
    with pytest.raises(ValueError, match="must be default, onnx:FOLDER or openai:MODEL@URL"):
        Settings()


def test_compare_takes_a_judge_by_name(serve) -> None:
    server = serve(lambda _: (200, json.dumps(GOOD)))
    line = {"id": 1, "a": {"text": SAFE.text, "party": SAFE.party}, "b": {"text": CRACKED.text}}
    done = CliRunner().invoke(
        app, ["compare", "--strict", "--judge", f"openai:tiny@{server.url}"], input=json.dumps(line) + "\n"
    )
    told = json.loads(done.stdout)
    assert (told["relation"], told["explanation"]["version"].partition("@")[0]) == ("contradiction", "openai-tiny")
