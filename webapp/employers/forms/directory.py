"""Searching the employers."""

from webapp.catalogue.sectors import SECTORS
from webapp.core.forms import Form, SelectOneField, TextField


class SearchForm(Form):
    """Part of a name, and a kind of work."""

    name = TextField("Name", longest=120)
    sector = SelectOneField(
        "Kind of work",
        prompt="Any kind",
        choices=[(entry.code.value, entry.employer) for entry in SECTORS],
    )
