"""Quick jobs are called for together, others one by one."""

from db.dispatch import Pace, Ring
from workers.companies import MOST, companies

QUICK, SLOW = Pace(0.0005, 2), Pace(0.4, 2)


def rings(count: int, consumer: str = "extract", *, untried: bool = True) -> list[Ring]:
    return [Ring(f"{consumer}-{n}", consumer, untried) for n in range(count)]


def test_quick_jobs_are_called_for_together_oldest_first():
    made = companies(rings(200), {"extract": QUICK})
    assert [job for company in made for job in company.job_ids] == [ring.job_id for ring in rings(200)]
    assert {len(company.job_ids) for company in made[:-1]} == {MOST}


def test_slow_jobs_and_those_whose_pace_is_not_known_are_called_for_one_by_one():
    for pace in ({"extract": SLOW}, {}, {"cross_reference": QUICK}):
        assert {len(company.job_ids) for company in companies(rings(200), pace)} == {1}


def test_jobs_together_take_no_longer_than_is_worth_it():
    made = companies(rings(200), {"extract": Pace(0.02, 2)})
    assert max(len(company.job_ids) for company in made) == 5


def test_a_job_that_something_happened_to_is_called_for_alone():
    rung = [*rings(3, untried=False), *rings(10, "cross_reference")]
    made = companies(rung, {"extract": QUICK, "cross_reference": QUICK})
    assert [len(company.job_ids) for company in made] == [1, 1, 1, 5, 5]
    assert {company.consumer for company in made[3:]} == {"cross_reference"}


def test_a_few_quick_jobs_are_shared_out_among_the_workers():
    assert [len(company.job_ids) for company in companies(rings(7), {"extract": Pace(0.0005, 3)})] == [3, 3, 1]
