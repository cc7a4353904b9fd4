"""The first part of a registration: under ten minutes, before anyone signs in."""

from dataclasses import replace
from datetime import date

from webapp.catalogue.sectors import SECTORS, Sector
from webapp.core.forms import Form
from webapp.core.wizard import Answers, Journey, Mark, Section, Step, Typed
from webapp.core.wizard.rows import Rows, rows_of
from webapp.core.wizard.sent import as_sent
from webapp.employers.forms.contact import ContactForm
from webapp.employers.forms.helping import SupportForm
from webapp.employers.forms.organisation import OrganisationForm
from webapp.employers.forms.safety import PrivacyForm
from webapp.employers.forms.site import WhereForm
from webapp.employers.models import Insurance
from webapp.employers.registration import AgreementDetails, EmployerDetails, InsuranceDetails
from webapp.employers.updating import EMPTY_OFFER

KIND = "registration"
"""The kind of its drafts."""
FORMS: dict[str, type[Form]] = {
    "organisation": OrganisationForm,
    "contact": ContactForm,
    "where": WhereForm,
    "support": SupportForm,
    "privacy": PrivacyForm,
}
"""The form of each step, in order."""


def form_of(code: str, typed: Typed) -> Form:
    """Return the form as it was typed, checked against nothing yet."""
    return FORMS[code](formdata=as_sent(typed), meta={"csrf": False})


def _is_right(code: str, typed: Typed, _kept: Answers) -> bool:
    return bool(form_of(code, typed).validate())


JOURNEY = Journey(
    sections=tuple(
        Section(code=code, steps=(Step(code=code),), mark=Mark.REGISTER) for code in FORMS
    ),
    is_right=_is_right,
)


def rows(answers: Answers) -> list[tuple[Step, Rows]]:
    """Return each step with its questions and answers in words."""
    return [
        (step, rows_of(form_of(step.code, answers.get(step.code, {}))))
        for step in JOURNEY.path(answers)
    ]


def sectors_of(answers: Answers) -> list[Sector]:
    """Return the kinds of work chosen so far."""
    chosen = answers.get("organisation", {}).get("sectors", ())
    return [SECTORS.code(code) for code in chosen if code in SECTORS]


def registration_of(answers: Answers, *, today: date) -> EmployerDetails:
    """Return what all pages say together. Call it once nothing is unfinished."""
    organisation, contact, where, support = (
        form_of(code, answers[code]) for code in ("organisation", "contact", "where", "support")
    )
    return EmployerDetails(
        organisation=organisation.details(),
        contacts=(contact.details().main,),
        insurance=InsuranceDetails(answer=Insurance.NOT_SURE),
        sites=(replace(where.details(), offers=(EMPTY_OFFER,)),),
        support=support.details(),
        agreement=AgreementDetails(privacy_notice_read_on=today),
    )
