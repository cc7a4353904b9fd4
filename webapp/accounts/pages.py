"""The pages anyone may read: the start, how it works, help, privacy, accessibility, credits."""

from flask import Blueprint, render_template

from webapp.accounts.policies import Audience, allow

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@allow(Audience.PUBLIC)
def home() -> str:
    """Return the start page."""
    return render_template("public/home.html")


@blueprint.get("/how-it-works")
@allow(Audience.PUBLIC)
def how_it_works() -> str:
    """Return the seven steps from a wish to a first day."""
    return render_template("public/how_it_works.html")


@blueprint.get("/help")
@allow(Audience.PUBLIC)
def help_page() -> str:
    """Return who to call, for each kind of reader."""
    return render_template("public/help.html")


@blueprint.get("/privacy")
@allow(Audience.PUBLIC)
def privacy() -> str:
    """Return what is kept, who sees it and how to stop it."""
    return render_template("public/privacy.html")


@blueprint.get("/accessibility")
@allow(Audience.PUBLIC)
def accessibility() -> str:
    """Return the statement the 2018 regulations ask for (SI 2018/952, regulation 8)."""
    return render_template("public/accessibility.html")


@blueprint.get("/credits")
@allow(Audience.PUBLIC)
def credits_page() -> str:
    """Return whose pictures, letters, code and data are used here."""
    return render_template("public/credits.html")
