"""The plan for a cohort is the best one there is: compared with every plan of small cohorts."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.cohort_records import Objective, Previous
from matching.matcher import Matcher
from tests.matching import cohort_pairs as small

law = settings(
    max_examples=settings.default.max_examples // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@law
@given(st.data())
def test_no_plan_is_better_whatever_days_overlap(data):
    found = data.draw(small.small())
    request = data.draw(small.requests(found))
    plan = Matcher().fit(found, request=request).plan_
    best = max(small.worth(found, every) for every in small.every_plan(found, request))
    assert small.worth(found, small.chosen_by(plan, found)) == best
    assert plan.gap == 0


@law
@given(st.data())
def test_no_plan_is_better_where_each_window_has_its_own_days(data):
    found = data.draw(small.small(same_days=True))
    request = data.draw(small.requests(found))
    objective = data.draw(st.sampled_from(Objective))
    plan = Matcher(objective=objective).fit(found, request=request).plan_
    bands = small.BANDS if objective is Objective.FAIR else ()
    worths = [small.worth(found, every, bands=bands) for every in small.every_plan(found, request)]
    reached = small.worth(found, small.chosen_by(plan, found), bands=bands)
    if objective is Objective.TOTAL:
        assert reached[-1] == max(worth[-1] for worth in worths)
    else:
        assert reached == max(worths)


@law
@given(st.data())
def test_no_plan_that_places_the_same_learners_keeps_more_of_the_last_one(data):
    found = data.draw(small.small())
    last = data.draw(st.lists(st.sampled_from(range(len(found))), max_size=4)) if len(found) else []
    request = replace(
        data.draw(small.requests(found)),
        previous=tuple(
            Previous(
                learner=found.learners[found.learner[pair]],
                offer=found.places[found.place[pair]].offer,
                window=found.places[found.place[pair]].window,
            )
            for pair in last
        ),
    )

    def aims(chosen):
        kept = sum(pair in last for pair in chosen)
        return (*small.worth(found, chosen)[:2], kept)

    plan = Matcher().fit(found, request=request).plan_
    best = max(aims(every) for every in small.every_plan(found, request))
    assert aims(small.chosen_by(plan, found)) == best
