"""What employers may read before they decide: guides, and what is kept about them."""

from flask import Blueprint, render_template

from webapp.accounts.access import current_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import Audience, allow

blueprint = Blueprint("employer_guides", __name__, template_folder="../templates")


def layout_here() -> str:
    """Return the layout of employers for those who are signed in as one, else that of anyone."""
    actor = current_actor()
    is_employer = actor is not None and actor.is_any(Role.EMPLOYER)
    return "layouts/employer.html" if is_employer else "layouts/public.html"


@blueprint.get("/employer/guides")
@allow(Audience.PUBLIC)
def index() -> str:
    """List the guides."""
    return render_template("employers/guides.html", layout=layout_here())


@blueprint.get("/employer/guides/first-placement")
@allow(Audience.PUBLIC)
def first_placement() -> str:
    """Tell how a first placement goes, and what is a myth."""
    return render_template("employers/first_placement.html", layout=layout_here())


@blueprint.get("/privacy/employers")
@allow(Audience.PUBLIC)
def privacy() -> str:
    """Tell what is kept about employers, why and for how long."""
    return render_template("employers/privacy.html")
