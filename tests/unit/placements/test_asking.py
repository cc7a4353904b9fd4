"""What is asked of an employer."""

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer, NeedStrength
from webapp.catalogue.environment import Dimension
from webapp.catalogue.needs import Need
from webapp.learners.models import Requirement, SenseLimit
from webapp.placements.asking import Asked, limits_to_tell, what_to_ask

MUST, IMPORTANT = NeedStrength.MUST, NeedStrength.IMPORTANT


def requirement(*codes, strength=MUST, **more):
    return Requirement(learner=None, strength=strength, adjustments=list(codes), **more)


def codes(asked):
    return [item.adjustment.value for item in asked]


def test_each_listed_adjustment_is_asked_for_once_the_most_needed_first():
    asked = what_to_ask(
        [
            requirement("COM-02", "TIM-05", strength=IMPORTANT),
            requirement("SEN-05"),
            requirement("TIM-05"),
        ],
        {},
    )
    assert codes(asked) == ["SEN-05", "TIM-05", "COM-02"]
    assert asked[1].strength is MUST


def test_the_answer_the_employer_gave_before_goes_with_it():
    known = {Adjustment.SEN_05: AdjustmentAnswer.WILL_DO}

    assert what_to_ask([requirement("SEN-05")], known) == (
        Asked(Adjustment.SEN_05, MUST, AdjustmentAnswer.WILL_DO),
    )


def test_of_alternatives_the_likeliest_is_asked_for():
    known = {
        Adjustment.SEN_05: AdjustmentAnswer.CANNOT,
        Adjustment.REG_01: AdjustmentAnswer.CAN_WITH_HELP,
    }
    assert codes(what_to_ask([requirement("SEN-05", "REG-01", any_of=True)], known)) == ["REG-01"]


def test_a_need_alone_asks_for_one_adjustment_that_meets_it():
    known = {Adjustment.TIM_01: AdjustmentAnswer.ALREADY_DO}

    assert codes(what_to_ask([requirement(need=Need.N_TIRE)], known)) == ["TIM-01"]


def test_what_the_school_brings_is_not_asked_for():
    assert what_to_ask([requirement("SUP-04", met_by_setting=True)], {}) == ()


def test_only_limits_that_must_be_kept_are_told():
    senses = [
        SenseLimit(learner=None, dimension=Dimension.NOISE, most=2, strength=MUST),
        SenseLimit(learner=None, dimension=Dimension.CROWD, most=3, strength=IMPORTANT),
        SenseLimit(learner=None, dimension=Dimension.LIGHT, most=5, strength=MUST),
    ]
    assert limits_to_tell(senses) == ((Dimension.NOISE, 2),)
