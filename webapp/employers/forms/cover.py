"""Insurance: employers’ liability, what the insurer knows, public liability."""

from dataclasses import replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.core import clock
from webapp.core.forms import (
    ChoiceField,
    DocumentUploadField,
    Form,
    KeptFileField,
    Needed,
    NeededIf,
    TextField,
    TickField,
    UkDateField,
)
from webapp.employers.forms.site import YES_NO_NOT_SURE
from webapp.employers.models import Insurance, InsurerTold, YesNoNotSure
from webapp.employers.registration import InsuranceDetails

BLANK_INSURANCE = InsuranceDetails(answer=Insurance.NOT_SURE)
INSURANCE_ENDED = "This date has passed. Enter when your cover ends now, or choose “Not yet”"


class LiabilityForm(Form):
    """Employers’ liability cover."""

    answer = ChoiceField(
        "Do you have employers’ liability insurance?",
        description="It normally covers young people on work experience at no extra cost.",
        choices=(
            (Insurance.HELD.value, "Yes, we have a certificate"),
            (Insurance.EXEMPT_PUBLIC.value, "We are a public body and do not need it"),
            (Insurance.EXEMPT_OTHER.value, "We do not need it for another reason"),
            (Insurance.NOT_YET.value, "Not yet"),
            (Insurance.NOT_SURE.value, "Not sure: I have to look"),
        ),
        validators=[Needed("Choose an answer. “Not sure” is fine for now")],
    )
    insurer = TextField(
        "Who is it with? (optional)", longest=120, description="Only if you have a certificate."
    )
    policy = TextField(
        "Policy number (optional)",
        longest=60,
        description="Only if you have a certificate.",
        render_kw={"width": 20},
    )
    until = UkDateField(
        "When does it end?",
        what="date your cover ends",
        description="Only if you have a certificate. For example, 31 8 2027.",
        validators=[
            NeededIf("answer", (Insurance.HELD.value,), "Enter the date your cover ends"),
        ],
    )
    reason = TextField(
        "Why do you not need it?",
        longest=300,
        description="Only if you do not need it for another reason.",
        validators=[
            NeededIf("answer", (Insurance.EXEMPT_OTHER.value,), "Say why you do not need cover"),
        ],
    )

    def validate_until(self, field: Field) -> None:
        """Refuse a certificate that has run out."""
        held = self.answer.data == Insurance.HELD.value
        if held and field.data is not None and field.data < clock.today():
            raise ValidationError(INSURANCE_ENDED)

    @staticmethod
    def shown(details: InsuranceDetails) -> dict[str, object]:
        """Return what stands in the fields; what nobody was asked yet is no answer."""
        asked = details.answer is not Insurance.NOT_SURE
        return {
            "answer": details.answer.value if asked else None,
            "insurer": details.insurer or "",
            "policy": details.policy or "",
            "until": details.until,
            "reason": details.reason or "",
        }

    def details(self, before: InsuranceDetails = BLANK_INSURANCE) -> InsuranceDetails:
        """Return the insurance with these answers; what does not belong to the answer goes."""
        answer = Insurance(self.answer.data or Insurance.NOT_SURE.value)
        held = answer is Insurance.HELD
        return replace(
            before,
            answer=answer,
            insurer=(self.insurer.data or None) if held else None,
            policy=(self.policy.data or None) if held else None,
            until=self.until.data if held else None,
            reason=(self.reason.data or None) if answer is Insurance.EXEMPT_OTHER else None,
        )


class CertificateForm(Form):
    """The certificate as it is kept; the page that takes it is `CertificateUploadForm`."""

    certificate = KeptFileField("Your certificate (optional)")

    @staticmethod
    def shown(details: InsuranceDetails) -> dict[str, object]:
        """Return which file there is."""
        return {"certificate": details.certificate}

    def details(self, before: InsuranceDetails = BLANK_INSURANCE) -> InsuranceDetails:
        """Return the insurance with this file, or without one."""
        return replace(before, certificate=self.certificate.data or None)


class CertificateUploadForm(Form):
    """A file to keep as the certificate, or to keep none."""

    certificate = DocumentUploadField(
        "Your certificate (optional)",
        description="A PDF or a photo (JPG or PNG), 5 MB at most.",
    )
    remove = TickField("Remove the file you gave us")


class ToldForm(Form):
    """Whether the insurer knows of long or unusual work."""

    insurer_told = ChoiceField(
        "Have you told your insurer about work experience?",
        description=(
            "Only needed for more than two weeks, or for work that is not normal for you."
        ),
        choices=(
            (InsurerTold.NOT_NEEDED.value, "No need: two weeks at most, and normal work"),
            (InsurerTold.YES.value, "Yes"),
            (InsurerTold.NOT_YET.value, "Not yet"),
            (InsurerTold.NOT_SURE.value, "Not sure"),
        ),
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    insurer_told_on = UkDateField(
        "When did you tell them?",
        what="day you told them",
        description="Only if you told them. For example, 11 1 2027.",
        validators=[
            NeededIf("insurer_told", (InsurerTold.YES.value,), "Enter the day you told them")
        ],
    )

    def validate_insurer_told_on(self, field: Field) -> None:
        """Refuse a day that has not come."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError("This day has not come yet. Enter the day you told them")

    @staticmethod
    def shown(details: InsuranceDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        told = details.insurer_told or (InsurerTold.YES if details.insurer_told_on else None)
        return {
            "insurer_told": told.value if told else None,
            "insurer_told_on": details.insurer_told_on,
        }

    def details(self, before: InsuranceDetails = BLANK_INSURANCE) -> InsuranceDetails:
        """Return the insurance with these answers."""
        told = InsurerTold(self.insurer_told.data) if self.insurer_told.data else None
        day = self.insurer_told_on.data if told is InsurerTold.YES else None
        return replace(before, insurer_told=told, insurer_told_on=day)


class PublicForm(Form):
    """Public liability cover."""

    public_liability = ChoiceField(
        "Do you have public liability insurance?",
        description="It covers visits and meetings.",
        choices=YES_NO_NOT_SURE,
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    public_liability_until = UkDateField("When does it end? (optional)")

    @staticmethod
    def shown(details: InsuranceDetails) -> dict[str, object]:
        """Return what stands in the fields; before the first page is answered, nothing."""
        asked = details.answer is not Insurance.NOT_SURE
        return {
            "public_liability": details.public_liability.value if asked else None,
            "public_liability_until": details.public_liability_until,
        }

    def details(self, before: InsuranceDetails = BLANK_INSURANCE) -> InsuranceDetails:
        """Return the insurance with these answers."""
        answer = YesNoNotSure(self.public_liability.data or YesNoNotSure.NOT_SURE.value)
        until = self.public_liability_until.data if answer is YesNoNotSure.YES else None
        return replace(before, public_liability=answer, public_liability_until=until)
