"""The gallery: pages that use each macro once, without a database."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from flask import Flask, flash, render_template, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from webapp.core import pages
from webapp.core.formatting import FILTERS
from webapp.core.forms import (
    ChoiceField,
    CsvUploadField,
    EmailAddressField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    PhoneField,
    PostcodeField,
    ScaleField,
    SecretField,
    SelectOneField,
    TextField,
    TickField,
    TimeField,
    UkDateField,
    WholeNumberField,
)

HERE = Path(__file__).parent
WEBAPP = HERE.parent.parent / "webapp"
NOISE = ("Library quiet", "Quiet talk", "Busy office", "Raised voices", "Need to shout")
ANSWERS = (
    ("already_do", "Already do"),
    ("will_do", "Will do"),
    ("can_with_help", "With help"),
    ("cannot", "Cannot"),
    ("not_sure", "Not sure"),
)
LINKED = ("/lead", "/lead/learners", "/lead/matching", "/learner", "/concern", "/learner/sharing")


class EveryField(Form):
    """One of each field."""

    name = TextField(
        "What is this site called?",
        description="As a visitor would say it.",
        validators=[Needed("Enter the name of the site")],
    )
    email = EmailAddressField("Email address")
    secret = SecretField("Password")
    postcode = PostcodeField("Postcode")
    phone = PhoneField("Phone number")
    people = WholeNumberField("How many people work here?", what="number of people")
    starts_on = UkDateField(
        "First day", what="first day", validators=[Needed("Enter the first day")]
    )
    starts_at = TimeField("When does the day start?")
    about = LongTextField("What happens here?")
    kind = ChoiceField(
        "What kind of place is it?",
        choices=[("shop", "Shop"), ("farm", "Farm"), ("other", "Something else")],
        validators=[Needed("Choose what kind of place it is")],
    )
    here = ManyChoicesField(
        "Which of these are here?",
        description="Choose any. Leave blank if none.",
        choices=[("music", "Music or radio"), ("smells", "Food smells"), ("stairs", "Stairs")],
    )
    surprises = ChoiceField(
        "How often do surprise things happen?",
        choices=[("rarely", "Rarely"), ("often", "Often"), ("not_sure", "Not sure")],
    )
    agreed = TickField("I have read this")
    area = SelectOneField("Which area?", choices=[("archive", "Archive"), ("yard", "Yard")])
    noise = ScaleField(
        "How loud is it?",
        description="Over a whole hour, not the loudest second.",
        words=NOISE,
        validators=[Needed("Choose how loud it is")],
    )
    quiet = ChoiceField("A quieter place to work", choices=ANSWERS)
    rows = CsvUploadField("Your file", description="A CSV file of 5 MB at most")


@dataclass(frozen=True, slots=True)
class Someone:
    """Who is signed in, as layouts see it."""

    name: str = "Grace Bell"


def create_gallery() -> Flask:
    """Return the gallery’s application."""
    app = Flask("gallery", root_path=str(WEBAPP))
    app.config.update(
        SECRET_KEY="only-for-the-gallery-0123456789",
        APP_MODE="demo",
        PRODUCT_NAME="Good First Day",
        SUPPORT_PHONE="01632 960 100",
    )
    app.testing = True
    CSRFProtect(app)
    pages.init_app(app)
    own = app.jinja_env.loader
    assert own is not None
    app.jinja_env.loader = ChoiceLoader([own, FileSystemLoader(HERE / "templates")])
    app.jinja_env.filters.update(FILTERS)
    app.context_processor(
        lambda: {"actor": None if request.path.startswith("/public") else Someone()}
    )
    for path in LINKED:
        app.add_url_rule(path, path, lambda: "")
    add_pages(app)
    return app


def add_pages(app: Flask) -> None:
    """Add one page for each way of using the macros."""

    @app.route("/lead/fields", methods=["GET", "POST"])
    def fields() -> str:
        form = EveryField()
        form.validate_on_submit()
        return render_template("gallery/fields.html", form=form)

    @app.get("/lead/components")
    def components() -> str:
        flash("Saved. Next: ask the railway.", "success")
        flash("The email came back.", "warning")
        return render_template("gallery/components.html")

    @app.get("/learner/choice")
    def choice() -> str:
        return render_template(
            "gallery/choice.html", day=date(2027, 3, 2), start=time(10), finish=time(15, 30)
        )

    @app.get("/learner/faces")
    def faces() -> str:
        return render_template("gallery/faces.html")

    @app.get("/public/<page>")
    def public(page: str) -> str:
        return render_template(f"errors/{page}.html")
