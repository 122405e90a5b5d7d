"""One article's whole way, through real relay and worker processes."""

import pytest

from tests.articles import article
from tests.stack import stack


@pytest.mark.e2e
def test_two_articles_go_all_the_way_to_a_contradiction_report(database_url, broker, tmp_path):
    with stack(database_url, broker, tmp_path) as running:
        items = [
            article("NATO said the strikes are just.", outlet="Wire", day=1),
            article("Russia said the strikes are not just.", outlet="Desk", day=2),
        ]
        outcomes = running.system.submit(items, correlation_id="request-1")
        assert [outcome.new for outcome in outcomes] == [True, True]
        assert set(running.settled([item.id for item in items]).values()) == {"processed"}
        report = running.system.queries.report()
        (finding,) = report.contradictions
        assert (finding.a.party, finding.b.party, finding.kind) == ("NATO", "Russia", "denial")
        events = running.system.queries.events()
        assert {e.correlation_id for e in events} == {"request-1"}
        causes = {e.id: e for e in events}
        found = next(e for e in events if e.type == "ContradictionsFound")
        assert causes[causes[found.causation_id].causation_id].type == "ArticleSubmitted"
        assert [worker.jobs_done for worker in running.system.queries.throughput().workers]
        assert {name: ok for name, ok, _ in running.system.doctor()}["relay"]
