"""What every answer carries and every request must carry: headers, nonce, same-site, CSRF."""

import secrets

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from webapp.config import AppMode

csrf = CSRFProtect()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
YEAR_SECONDS = 365 * 24 * 60 * 60
NO_MODE = (
    "Set APP_MODE to demo, test or production, then start again.\n"
    "Without it the commands work and the web pages do not.\n"
)
UNUSED_POWERS = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")


def csp_nonce() -> str:
    """Return the word of this answer that lets our own inline script run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def content_policy() -> str:
    """Return the Content-Security-Policy of a page: nothing from elsewhere, nothing inline."""
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "frame-src 'self'",  # the practice mailbox shows a message in a sandboxed frame
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def keep_referrer_private() -> None:
    """Send no address of this page to any other: for pages whose address is a secret."""
    g.private_address = True


def refuse_without_mode() -> Response | None:
    """Answer 503 while nobody said what this process is for."""
    if current_app.config["SETTINGS"].mode is not AppMode.NONE:
        return None
    return Response(NO_MODE, status=503, mimetype="text/plain")


def refuse_cross_site() -> None:
    """Answer 403 to a change that another site started; browsers say so themselves."""
    sent_by = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in SAFE_METHODS and sent_by not in {"same-origin", "none"}:
        abort(403)


def add_headers(response: Response) -> Response:
    """Return the answer with our headers; a view may have set a stricter one itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    private = g.get("private_address", False)
    headers.setdefault("Referrer-Policy", "no-referrer" if private else "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", ", ".join(f"{power}=()" for power in UNUSED_POWERS))
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
    return response


def init_app(app: Flask) -> None:
    """Put all of this round every request."""
    app.before_request(refuse_without_mode)
    app.before_request(refuse_cross_site)
    # Pages with a secret address send no referrer; the token and Sec-Fetch-Site remain.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    csrf.init_app(app)
    app.after_request(add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
