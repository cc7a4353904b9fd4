"""What a registration must hold before it is kept. Source: docs/rules.md, Employers."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from webapp.catalogue import filler
from webapp.catalogue.filler import FillerProblem
from webapp.core.errors import ProductError
from webapp.employers.models import ContactRole, Insurance
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AreaDetails,
    ContactDetails,
    EmployerDetails,
    InsuranceDetails,
    OfferDetails,
    OrganisationDetails,
    SiteDetails,
    SupportDetails,
    TaskDetails,
    WindowDetails,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SENSES = ("noise", "crowd", "light", "temperature", "smell", "touch")
NAME_LENGTHS = range(2, 121)
MOST_SECTORS = 3
LEVELS = range(1, 6)
DIFFICULTIES = range(1, 4)
SUPERVISION_LEVELS = range(6)
PLACES = range(1, 31)
AGES = range(11, 26)
INSURANCE_WARNING = timedelta(days=60)
"""How long before it ends we say so (docs/rules.md, Employers)."""


class Fault(StrEnum):
    """What is wrong with a field; templates and forms hold the words."""

    MISSING = "missing"
    WRONG_LENGTH = "wrong_length"
    TOO_MANY = "too_many"
    OUT_OF_RANGE = "out_of_range"
    REPEATED = "repeated"
    NOT_NAMED_HERE = "not_named_here"
    INSURANCE_ENDED = "insurance_ended"
    END_BEFORE_START = "end_before_start"
    BREAK_TOO_LONG = "break_too_long"
    NO_SUCH_DAY = "no_such_day"
    FILLER = "filler"
    UNKNOWN_POSTCODE = "unknown_postcode"
    DUPLICATE = "duplicate"
    PLACES_PROMISED = "places_promised"
    IN_USE = "in_use"


class RegistrationError(ProductError):
    """One field of a registration cannot be kept as it is."""

    def __init__(self, fault: Fault, *, field: str, value: object = None) -> None:
        super().__init__(f"{field}: {fault.value} ({value!r})")
        self.fault = fault
        self.field = field
        self.value = value


class DuplicateEmployer(RegistrationError):
    """An employer of this name at this postcode is registered already."""

    def __init__(self) -> None:
        super().__init__(Fault.DUPLICATE, field="organisation.name")


class FillerTask(RegistrationError):
    """Nobody could do this task as it is written."""

    def __init__(self, problem: FillerProblem, *, field: str, value: str) -> None:
        super().__init__(Fault.FILLER, field=field, value=value)
        self.problem = problem


Faults = Iterator[RegistrationError]


def check_employer(details: EmployerDetails, *, today: date) -> None:
    """Raise the first fault of a registration."""
    _raise_first(_faults_of_employer(details, today=today))


def check_organisation(details: OrganisationDetails) -> None:
    """Raise the first fault of who the employer is."""
    _raise_first(_faults_of_organisation(details))


def check_insurance(details: InsuranceDetails, *, today: date) -> None:
    """Raise when the insurance has ended or an answer it needs is missing."""
    _raise_first(_faults_of_insurance(details, today=today))


def check_support(details: SupportDetails) -> None:
    """Raise when the confidence is not 1 to 5."""
    _raise_first(_one_of(details.confidence, LEVELS, field="support.confidence"))


def check_area(details: AreaDetails, *, field: str = "area") -> None:
    """Raise the first fault of an area."""
    _raise_first(_faults_of_area(details, field=field))


def check_task(details: TaskDetails, *, areas: Sequence[str], field: str = "task") -> None:
    """Raise the first fault of a task at a site with these areas."""
    _raise_first(_faults_of_task(details, areas=areas, field=field))


def check_window(details: WindowDetails, *, field: str = "window") -> None:
    """Raise the first fault of a window."""
    _raise_first(_faults_of_window(details, field=field))


def is_insurance_late(insurance: Insurance, *, until: date | None, today: date) -> bool:
    """Return whether employers’ liability cover has run out."""
    return insurance is Insurance.HELD and until is not None and until < today


def is_insurance_ending(insurance: Insurance, *, until: date | None, today: date) -> bool:
    """Return whether the cover runs out within 60 days."""
    return (
        insurance is Insurance.HELD
        and until is not None
        and today <= until <= today + INSURANCE_WARNING
    )


def name_key(name: str) -> str:
    """Return the name in lower case without punctuation, for finding duplicates."""
    kept = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return " ".join(kept.split())[:120]


def _raise_first(faults: Faults) -> None:
    for fault in faults:
        raise fault


def _faults_of_employer(details: EmployerDetails, *, today: date) -> Faults:
    yield from _faults_of_organisation(details.organisation)
    yield from _faults_of_contacts(details.contacts)
    yield from _faults_of_insurance(details.insurance, today=today)
    yield from _one_of(details.support.confidence, LEVELS, field="support.confidence")
    if not details.sites:
        yield RegistrationError(Fault.MISSING, field="sites")
    people = [person.name for person in details.contacts]
    for number, site in enumerate(details.sites):
        yield from _faults_of_site(site, people=people, field=f"sites[{number}]")
    yield from _repeats([site.name for site in details.sites], field="sites.name")
    yield from _faults_of_answers(details.answers, sites=details.sites)


def _faults_of_organisation(details: OrganisationDetails) -> Faults:
    if len(details.name) not in NAME_LENGTHS or not name_key(details.name):
        yield RegistrationError(
            Fault.WRONG_LENGTH, field="organisation.name", value=len(details.name)
        )
    if not details.types:
        yield RegistrationError(Fault.MISSING, field="organisation.types")
    if not details.sectors:
        yield RegistrationError(Fault.MISSING, field="organisation.sectors")
    if len(details.sectors) > MOST_SECTORS:
        yield RegistrationError(
            Fault.TOO_MANY, field="organisation.sectors", value=len(details.sectors)
        )


def _faults_of_contacts(contacts: Sequence[ContactDetails]) -> Faults:
    mains = [person for person in contacts if person.role is ContactRole.MAIN]
    if len(mains) != 1:
        yield RegistrationError(Fault.MISSING, field="contacts.main", value=len(mains))
    for number, person in enumerate(contacts):
        if len(person.name) not in NAME_LENGTHS:
            yield RegistrationError(Fault.WRONG_LENGTH, field=f"contacts[{number}].name")


def _faults_of_insurance(details: InsuranceDetails, *, today: date) -> Faults:
    if details.answer is Insurance.HELD and details.until is None:
        yield RegistrationError(Fault.MISSING, field="insurance.until")
    if is_insurance_late(details.answer, until=details.until, today=today):
        yield RegistrationError(Fault.INSURANCE_ENDED, field="insurance.until", value=details.until)
    if details.answer is Insurance.EXEMPT_OTHER and not details.reason:
        yield RegistrationError(Fault.MISSING, field="insurance.reason")


def _faults_of_site(site: SiteDetails, *, people: Sequence[str], field: str) -> Faults:
    if not site.name:
        yield RegistrationError(Fault.MISSING, field=f"{field}.name")
    areas = [area.name for area in site.areas]
    for number, area in enumerate(site.areas):
        yield from _faults_of_area(area, field=f"{field}.areas[{number}]")
    yield from _repeats(areas, field=f"{field}.areas.name")
    for number, offer in enumerate(site.offers):
        where = f"{field}.offers[{number}]"
        yield from _faults_of_offer(offer, people=people, areas=areas, field=where)


def _faults_of_area(area: AreaDetails, *, field: str) -> Faults:
    if not area.name:
        yield RegistrationError(Fault.MISSING, field=f"{field}.name")
    for sense in SENSES:
        yield from _one_of(getattr(area, sense), LEVELS, field=f"{field}.{sense}")


def _faults_of_offer(
    offer: OfferDetails, *, people: Sequence[str], areas: Sequence[str], field: str
) -> Faults:
    yield from _one_of(offer.supervision, SUPERVISION_LEVELS, field=f"{field}.supervision")
    for part in ("supervisor", "stand_in"):
        name = getattr(offer, part)
        if name is not None and name not in people:
            yield RegistrationError(Fault.NOT_NAMED_HERE, field=f"{field}.{part}", value=name)
    for number, task in enumerate(offer.tasks):
        yield from _faults_of_task(task, areas=areas, field=f"{field}.tasks[{number}]")
    for number, window in enumerate(offer.windows):
        yield from _faults_of_window(window, field=f"{field}.windows[{number}]")


def _faults_of_task(task: TaskDetails, *, areas: Sequence[str], field: str) -> Faults:
    if problem := filler.check_task(task.text):
        yield FillerTask(problem, field=f"{field}.text", value=task.text)
    if task.area is not None and task.area not in areas:
        yield RegistrationError(Fault.NOT_NAMED_HERE, field=f"{field}.area", value=task.area)
    yield from _one_of(task.difficulty, DIFFICULTIES, field=f"{field}.difficulty")
    if task.minutes is not None and task.minutes < 1:
        yield RegistrationError(Fault.OUT_OF_RANGE, field=f"{field}.minutes", value=task.minutes)


def _faults_of_window(window: WindowDetails, *, field: str) -> Faults:
    if not window.types:
        yield RegistrationError(Fault.MISSING, field=f"{field}.types")
    if window.to_date < window.from_date:
        yield RegistrationError(Fault.END_BEFORE_START, field=f"{field}.to_date")
    elif not days_of_window(window):
        yield RegistrationError(Fault.NO_SUCH_DAY, field=f"{field}.weekdays")
    yield from _faults_of_hours(window, field=field)
    yield from _one_of(window.places, PLACES, field=f"{field}.places")
    for part in ("min_age", "max_age"):
        yield from _one_of(getattr(window, part), AGES, field=f"{field}.{part}")
    if window.min_age and window.max_age and window.max_age < window.min_age:
        yield RegistrationError(Fault.END_BEFORE_START, field=f"{field}.max_age")


def _faults_of_hours(window: WindowDetails, *, field: str) -> Faults:
    if window.finish <= window.start:
        yield RegistrationError(Fault.END_BEFORE_START, field=f"{field}.finish")
    elif not 0 <= window.break_minutes < minutes_between(window.start, window.finish):
        yield RegistrationError(Fault.BREAK_TOO_LONG, field=f"{field}.break_minutes")
    if (window.flex_start is None) != (window.flex_finish is None):
        yield RegistrationError(Fault.MISSING, field=f"{field}.flex_finish")
    elif window.flex_start and window.flex_finish and window.flex_finish <= window.flex_start:
        yield RegistrationError(Fault.END_BEFORE_START, field=f"{field}.flex_finish")


def _faults_of_answers(
    answers: Sequence[AdjustmentAnswerDetails], *, sites: Sequence[SiteDetails]
) -> Faults:
    areas = {site.name: {area.name for area in site.areas} for site in sites}
    anywhere = set().union(*areas.values())
    for number, answer in enumerate(answers):
        if answer.site is not None and answer.site not in areas:
            yield RegistrationError(
                Fault.NOT_NAMED_HERE, field=f"answers[{number}].site", value=answer.site
            )
        known = areas.get(answer.site, anywhere) if answer.site else anywhere
        if answer.area is not None and answer.area not in known:
            yield RegistrationError(
                Fault.NOT_NAMED_HERE, field=f"answers[{number}].area", value=answer.area
            )
    given = [(answer.adjustment, answer.site, answer.area) for answer in answers]
    yield from _repeats(given, field="answers")


def days_of_window(window: WindowDetails) -> list[date]:
    """Return the dates the window holds; none when its weekdays do not fall between its dates."""
    length = (window.to_date - window.from_date).days + 1
    days = (window.from_date + timedelta(days=offset) for offset in range(length))
    return [day for day in days if WEEKDAYS[day.weekday()] in window.weekdays]


def minutes_between(start: time, finish: time) -> int:
    """Return the minutes from start to finish on one day."""
    day = date.min
    return int((datetime.combine(day, finish) - datetime.combine(day, start)).total_seconds() // 60)


def _one_of(value: int | None, allowed: range, *, field: str) -> Faults:
    if value is not None and value not in allowed:
        yield RegistrationError(Fault.OUT_OF_RANGE, field=field, value=value)


def _repeats(values: Sequence[object], *, field: str) -> Faults:
    for number, value in enumerate(values):
        if value in values[:number]:
            yield RegistrationError(Fault.REPEATED, field=field, value=value)
