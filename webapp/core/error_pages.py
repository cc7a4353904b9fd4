"""What a page says when something went wrong: plain words, who to call, nothing of the inside."""

import logging

from flask import Flask, got_request_exception, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.core.db import db
from webapp.core.errors import NotFound

log = logging.getLogger(__name__)

Answer = tuple[str, int] | tuple[str, int, dict[str, str]]
OWN_PAGE = frozenset({400, 403, 404, 413, 429, 500, 503})
"""Status codes with words of their own; any other shows the nearest of 400 and 500."""
KEPT_HEADERS = ("Allow", "Retry-After")
RETRY_SECONDS = 5
WRONG_HOST = "This site does not answer to that name. Check the address.\n"


def draw(code: int) -> str:
    """Return the words for this status code."""
    db.session.rollback()  # so that the page can read again
    name = code if code in OWN_PAGE else 400 if code < 500 else 500
    return render_template(f"errors/{name}.html")


def http_error(error: HTTPException) -> Answer | HTTPException | Response:
    """Return the page of an error that routing or a view raised; redirects pass."""
    if error.code is None or error.code < 400:
        return error
    if request_ctx.url_adapter is None:  # an unknown host name: no page has an address there
        return WRONG_HOST, 400, {"Content-Type": "text/plain; charset=utf-8"}
    wanted = dict(error.get_headers())
    headers = {name: wanted[name] for name in KEPT_HEADERS if name in wanted}
    return draw(error.code), error.code, headers


def csrf_error(error: CSRFError) -> Answer:
    """Return the page that says how to keep the words that were typed."""
    log.info("form token refused endpoint=%s: %s", request.endpoint, error.description)
    return render_template("errors/csrf.html"), 400


def not_found(_error: NotFound) -> Answer:
    """Return the same page for what does not exist and for what is someone else’s."""
    return draw(404), 404


def database_error(error: OperationalError) -> Answer:
    """Return 503 when others kept the database locked for too long; else it is our mistake."""
    if "database is locked" not in str(error.orig):
        raise error
    log.warning("database busy endpoint=%s", request.endpoint)
    return draw(503), 503, {"Retry-After": str(RETRY_SECONDS)}


def log_fault(_app: Flask, exception: Exception, **_extra: object) -> None:
    """Log what happened by the name of the page: its address may be a secret."""
    log.error("fault endpoint=%s", request.endpoint, exc_info=exception)


def init_app(app: Flask) -> None:
    """Draw every error in our words; Flask hands what nobody caught on as a 500."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(CSRFError, csrf_error)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(OperationalError, database_error)
    app.log_exception = lambda _info: None  # type: ignore[assignment,method-assign]  # it logs addresses
    got_request_exception.connect(log_fault, app)
