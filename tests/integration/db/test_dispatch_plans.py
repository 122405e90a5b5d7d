"""What the relay asks at every round reads the events behind its cursor once, whatever the planner believes."""

from typing import Any

from sqlalchemy import text

from db import erasure
from tests.articles import article

LOOPS_ONLY = ("hashjoin", "mergejoin", "material", "memoize", "hashagg", "sort", "bitmapscan")
JOBS = text("""
    INSERT INTO jobs (id, consumer, event_id, position, article_id, state)
    SELECT gen_random_uuid(), 'cross_reference', gen_random_uuid(), n, 'article ' || n, 'done'
    FROM generate_series(1, 300) AS n
""")


def scans(plan: Any) -> list[Any]:
    """The nodes of a plan that read a table of events."""
    below = [node for child in plan.get("Plans", ()) for node in scans(child)]
    return [plan, *below] if str(plan.get("Relation Name")).startswith("events") else below


def test_withdrawals_behind_the_cursor_are_looked_for_once_however_many_jobs_are_done(running):
    running.submit([article(f"NATO said the strikes of day {n} are just.") for n in range(20)])
    with running.engine.begin() as connection:
        connection.execute(JOBS)
        for kind in LOOPS_ONLY:
            connection.execute(text(f"SET LOCAL enable_{kind} = off"))
        explained = text(f"EXPLAIN (ANALYZE, FORMAT JSON) {erasure._JOBS_OF.text}")
        ((plan,),) = connection.execute(explained, {"after": 0, "upto": 1000}).scalars()
        connection.rollback()
    assert (read := [node for node in scans(plan["Plan"]) if node["Actual Loops"]])
    assert {node["Actual Loops"] for node in read} == {1}
