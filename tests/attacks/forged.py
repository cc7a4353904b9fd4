"""Requests as an attacker or a test writes them by hand, past the page."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def form_token(client: FlaskClient, url: str) -> str:
    """Return the CSRF token on this page."""
    page = client.get(url)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, f"{url} has no form: {page.status}"
    return found[1]


def post(client: FlaskClient, url: str, *, page: str | None = None, **fields: str) -> TestResponse:
    """Return the answer to these fields, with the token of the page (by default this one)."""
    return client.post(url, data={"csrf_token": form_token(client, page or url), **fields})
