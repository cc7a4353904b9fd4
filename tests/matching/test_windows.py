"""Windows whose days overlap: solved as a flow where that holds, as a programme where it must."""

from matching.bookings import Bookings
from matching.cohort_records import Method, PlanRequest
from matching.limits import limits_of
from matching.matcher import Matcher
from tests.matching import cohort_pairs as small
from tests.matching.cohort_pairs import pairs, seat

MON_TUE, TUE_WED, WED_THU, ALL = (0, 1), (1, 2), (2, 3), (0, 1, 2, 3)


def limits(found, request=None):
    asked = request or PlanRequest()
    return limits_of(found, Bookings(found, asked), open_pairs=small.np.arange(len(found)))


CHAIN = {
    "ann": {"shop": (5_000, MON_TUE)},
    "bo": {"shop": (9_000, TUE_WED)},
    "cy": {"shop": (5_000, WED_THU)},
}


def chain(*, first="ann", places=1):
    """Three learners at one window, each on days that meet those of the next."""
    return pairs(
        [seat("shop", places=places)], CHAIN, learners=sorted(CHAIN, key=lambda who: who != first)
    )


def test_a_day_that_everyone_shares_makes_one_row():
    found = pairs(
        [seat("shop")],
        {"ann": {"shop": (5_000, MON_TUE)}, "bo": {"shop": (9_000, TUE_WED)}},
    )
    assert [len(row.cells) for row in limits(found).forest] == [2]
    assert limits(found).rest == ()


def test_enough_places_for_everyone_make_no_row():
    assert limits(chain(places=2)).forest == ()


def test_days_that_meet_like_a_chain_are_no_forest():
    assert (len(limits(chain()).forest), len(limits(chain()).rest)) == (1, 1)


def test_a_chain_is_solved_as_a_programme_and_the_number_placed_comes_first():
    plan = Matcher().fit(chain(first="bo")).plan_
    assert [one.learner for one in plan.placements] == ["ann", "cy"]
    assert (plan.method, plan.gap) == (Method.FLOW_AND_MIP, 0)
    assert not plan.proofs[0].holds


def test_rows_that_cross_but_are_kept_leave_the_proof_of_the_flow():
    assert limits(chain()).rest
    plan = Matcher().fit(chain()).plan_
    assert [one.learner for one in plan.placements] == ["ann", "cy"]
    assert (plan.method, plan.proofs[0].holds) == (Method.FLOW, True)


def test_only_the_part_that_breaks_a_row_is_solved_anew():
    far = {f"d{number}": {"mill": (4_000 + number, ALL)} for number in range(3)}
    seats = [seat("shop"), seat("mill", employer="mill", places=2)]
    plan = Matcher().fit(pairs(seats, CHAIN | far, learners=["bo", "ann", "cy", *far])).plan_
    assert [one.learner for one in plan.placements] == ["ann", "cy", "d0", "d1"]


def test_who_can_be_placed_only_without_the_crossing_rows_is_decided_by_number_then_need():
    """Bo alone would keep two others out: the number placed comes first, then the order."""
    found = pairs(
        [seat("shop")],
        {
            "bo": {"shop": (9_000, ALL)},
            "ann": {"shop": (5_000, MON_TUE)},
            "cy": {"shop": (5_000, WED_THU)},
        },
    )
    plan = Matcher().fit(found).plan_
    assert [one.learner for one in plan.placements] == ["ann", "cy"]


def test_a_programme_without_time_keeps_every_limit_and_says_that_nothing_is_proved():
    found = small.crowded(12, 3)
    plan = Matcher(time_limit=0.0).fit(found).plan_
    assert (plan.method, plan.gap, plan.proofs[0].gap) == (Method.FLOW_AND_MIP, 1, 1)
    assert {stage.gap for stage in plan.stages} == {1}
    chosen = [pair for pair in small.chosen_by(plan, found) if pair is not None]
    assert small.keeps_limits(found, PlanRequest(), chosen)
    assert plan.totals.placed < Matcher().fit(found).plan_.totals.placed
