"""Jobs are leased, fenced, tried again and in the end failed; nothing is done twice."""

import pytest
from sqlalchemy import text

from services.domain.errors import ConcurrencyConflict
from tests.articles import article


def expire(running) -> None:
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET lease_until = now() - interval '1 s' WHERE state = 'running'"))


def make_due(running) -> None:
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE jobs SET due_at = now() - interval '1 s' WHERE state = 'pending'"))


def test_a_redelivered_message_changes_nothing(running, turning):
    running.submit([article("NATO said the strikes are just.")])
    (ring,) = turning.relay()
    assert turning.work(ring.job_id)
    before = running.queries.events()
    assert not turning.work(ring.job_id)
    assert running.queries.events() == before


def test_a_job_in_hand_is_not_given_to_another(running, turning):
    running.submit([article("NATO said the strikes are just.")])
    (ring,) = turning.relay()
    assert turning.take(ring.job_id) is not None
    assert turning.take(ring.job_id) is None


def test_a_worker_that_lost_its_lease_can_not_finish(running, turning):
    running.submit([article("NATO said the strikes are just.")])
    (ring,) = turning.relay()
    slow = turning.take(ring.job_id)
    expire(running)
    quick = turning.take(ring.job_id)
    turning.finish(quick, turning.answer(quick))
    with pytest.raises(ConcurrencyConflict):
        turning.finish(slow, turning.answer(slow))
    turning.run()
    assert [e.type for e in running.queries.events()].count("ClaimsExtracted") == 1


def test_a_failing_job_is_tried_a_few_times_then_failed_and_can_be_retried(running, turning):
    running.submit([article("This is poison.")])
    turning.relay()
    for _ in range(running.settings.job_attempts):
        make_due(running)
        (ring,) = turning.relay()
        lease = turning.take(ring.job_id)
        with running.start_uow() as work:
            work.jobs.fail(lease, "ValueError: this text is poison")
            work.commit()
    (failed,) = running.queries.failed().items
    assert (failed.state, failed.attempts) == ("failed", running.settings.job_attempts)
    assert "poison" in failed.error
    assert running.queries.article(failed.article_id).status == "failed"
    assert turning.relay() == []
    assert running.retry_failed([failed.id]) == 1
    assert [ring.job_id for ring in turning.relay()] == [failed.id]


def test_a_job_whose_workers_keep_dying_ends_in_the_failed_list(running, turning):
    running.submit([article("NATO said the strikes are just.")])
    turning.relay()
    for _ in range(running.settings.job_attempts):
        make_due(running)
        for ring in turning.relay():
            assert turning.take(ring.job_id) is not None
        expire(running)
    turning.relay()
    (failed,) = running.queries.failed().items
    assert "died" in failed.error


def test_work_waits_until_the_read_side_has_passed_its_event(running, turning):
    from db import dispatch
    from db.watermark import Leader

    running.submit([article("NATO said the strikes are just.")])
    Leader(running.engine).catch_up()
    with running.engine.begin() as connection:
        assert dispatch.dispatch(connection) == 0
    assert len(turning.relay()) == 1
