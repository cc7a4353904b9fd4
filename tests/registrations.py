"""Two employers as they register: a heritage railway, and a courier firm with no plan yet."""

from datetime import date, time

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.hazards import Hazard, MachineGuard
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.employers.models import AloneWithLearner, ContactRole, Insurance
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AgreementDetails,
    AreaDetails,
    ContactDetails,
    EmployerDetails,
    InsuranceDetails,
    OfferDetails,
    OrganisationDetails,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
    TaskDetails,
    WindowDetails,
)

WILL_DO = "COM-01 COM-02 COM-03 COM-06 SEN-01 SEN-05 SUP-01 SUP-05 TIM-05 TSK-01 TRV-01 TRV-04"


def answers(codes: str, answer: AdjustmentAnswer) -> tuple[AdjustmentAnswerDetails, ...]:
    """Return the same answer for several adjustments."""
    return tuple(
        AdjustmentAnswerDetails(adjustment=Adjustment(code), answer=answer)
        for code in codes.split()
    )


def railway_tasks() -> tuple[TaskDetails, ...]:
    """Return the four tasks of the railway; the last one is in a noisy workshop."""
    return (
        TaskDetails(
            text="Sort and label railway tickets by year",
            area="Archive",
            minutes=90,
            done_looks_like="Each box holds one year",
            who_shows="Ruth Dale",
        ),
        TaskDetails(
            text="Check timetable boards against the printed timetable",
            area="Ticket office",
            minutes=60,
        ),
        TaskDetails(
            text="Stamp and count visitor leaflets",
            area="Ticket office",
            minutes=45,
            uses=("counting",),
        ),
        TaskDetails(
            text="Pass tools to the fitter",
            area="Workshop",
            hazards=(Hazard.MOVING_MACHINERY, Hazard.LOUD_NOISE, Hazard.HOT_SURFACES),
            machine_guard=MachineGuard.NOT_SURE,
        ),
    )


def railway_window() -> WindowDetails:
    """Return Tuesday 2 to Friday 5 March 2027, 10am to 3pm."""
    return WindowDetails(
        types=(ExperienceType.TAS, ExperienceType.BLK),
        from_date=date(2027, 3, 2),
        to_date=date(2027, 3, 5),
        weekdays=("tue", "wed", "thu", "fri"),
        start=time(10),
        finish=time(15),
        break_minutes=30,
        min_age=14,
    )


def railway() -> EmployerDetails:
    """Return Millbrook Heritage Railway."""
    return EmployerDetails(
        organisation=OrganisationDetails(
            name="Millbrook Heritage Railway",
            types=(EmployerType.CHARITY,),
            sectors=(Sector.HERITAGE, Sector.TRANSPORT),
            description="A steam railway with old trains.",
        ),
        contacts=(
            ContactDetails(
                role=ContactRole.MAIN,
                name="Ruth Dale",
                job_title="Visitor manager",
                email="ruth@example.org",
                phone="01632 960 120",
            ),
            ContactDetails(role=ContactRole.STAND_IN, name="Imran Shah"),
        ),
        insurance=InsuranceDetails(
            answer=Insurance.HELD, insurer="Signal Mutual", until=date(2027, 8, 31)
        ),
        safety=SafetyDetails(alone_with_learner=AloneWithLearner.IN_OPEN_VIEW),
        agreement=AgreementDetails(
            code_agreed_by="Ruth Dale",
            code_agreed_on=date(2027, 1, 4),
            privacy_notice_read_on=date(2027, 1, 4),
        ),
        support=SupportDetails(confidence=3, help_wanted=("communicate",)),
        sites=(
            SiteDetails(
                name="Millbrook station",
                address="Station Road, Millbrook",
                postcode="CH1 1AA",
                which_door="The blue door by the clock",
                areas=(
                    AreaDetails(name="Archive", noise=1, crowd=1),
                    AreaDetails(name="Ticket office", noise=2, crowd=2),
                    AreaDetails(
                        name="Workshop",
                        noise=5,
                        crowd=2,
                        hazards=(
                            Hazard.MOVING_MACHINERY,
                            Hazard.LOUD_NOISE,
                            Hazard.HOT_SURFACES,
                        ),
                    ),
                ),
                offers=(
                    OfferDetails(
                        title="Work experience at the railway",
                        supervision=2,
                        supervisor="Ruth Dale",
                        stand_in="Imran Shah",
                        tasks=railway_tasks(),
                        windows=(railway_window(),),
                    ),
                ),
            ),
        ),
        answers=(
            *answers(WILL_DO, AdjustmentAnswer.WILL_DO),
            *answers("PHY-01", AdjustmentAnswer.CANNOT),
            AdjustmentAnswerDetails(
                adjustment=Adjustment.SEN_02, answer=AdjustmentAnswer.WILL_DO, area="Archive"
            ),
        ),
    )


def courier(*tasks: str) -> EmployerDetails:
    """Return SwiftVan Couriers, confidence 1, with these tasks and nothing more."""
    return EmployerDetails(
        organisation=OrganisationDetails(
            name="SwiftVan Couriers",
            types=(EmployerType.SMALL,),
            sectors=(Sector.WAREHOUSE, Sector.TRANSPORT),
        ),
        contacts=(
            ContactDetails(
                role=ContactRole.MAIN,
                name="Dave Pugh",
                email="dave@example.org",
                phone="07700 900 133",
            ),
        ),
        insurance=InsuranceDetails(answer=Insurance.HELD, until=date(2027, 6, 30)),
        support=SupportDetails(confidence=1, help_wanted=("tasks",)),
        sites=(
            SiteDetails(
                name="Depot",
                address="2 Canal Way",
                postcode="CH1 1AB",
                areas=(AreaDetails(name="Depot", noise=4, crowd=3),),
                offers=(
                    OfferDetails(
                        title="Work experience with couriers",
                        supervision=3,
                        supervisor="Dave Pugh",
                        tasks=tuple(TaskDetails(text=task, area="Depot") for task in tasks),
                    ),
                ),
            ),
        ),
    )
