"""The catalogue and the matcher give the same codes: `matching` reads no catalogue."""

from enum import StrEnum

import pytest

from matching.cohort_records import ChangeWhy, PlanFindingCode, UnplacedReason
from matching.explain_records import WhyNotReason
from webapp.catalogue.plans import ChangedBecause, NoPlaceBecause, NotThereBecause, PlanProblem


@pytest.mark.parametrize(
    ("of_the_catalogue", "of_the_matcher"),
    [
        (PlanProblem, PlanFindingCode),
        (NoPlaceBecause, UnplacedReason),
        (ChangedBecause, ChangeWhy),
        (NotThereBecause, WhyNotReason),
    ],
)
def test_there_are_words_for_every_code_of_a_plan_and_for_no_other(
    of_the_catalogue: type[StrEnum], of_the_matcher: type[StrEnum]
):
    assert {code.value for code in of_the_catalogue} == {code.value for code in of_the_matcher}
