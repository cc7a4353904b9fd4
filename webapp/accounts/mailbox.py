"""The practice mailbox: shows each message as received. Registered in demo and test only."""

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from webapp.accounts.policies import Audience, allow
from webapp.core.errors import NotFound
from webapp.mail import mailbox, settings

blueprint = Blueprint("mailbox", __name__, url_prefix="/demo/mail", template_folder="templates")

MESSAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none';"
    " form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A message brings its own styles and nothing else; its links open in a new tab."""
FILE_POLICY = "default-src 'none'; sandbox"


@blueprint.get("")
@allow(Audience.PUBLIC)
def inbox() -> str:
    """List the messages, newest first; ?to= keeps those to one person."""
    mail = settings.current()
    wanted = request.args.get("to", "").strip().lower()
    messages = mailbox.received(mail.practice_mailbox)
    return render_template(
        "mailbox/inbox.html",
        messages=[one for one in messages if wanted in one.recipient.lower()],
        wanted=wanted,
        has_server=bool(mail.server),
    )


@blueprint.get("/<key>")
@allow(Audience.PUBLIC)
def message(key: str) -> str:
    """Show one message: HTML in a frame, text, invitation and files."""
    return render_template("mailbox/message.html", message=_message(key))


@blueprint.get("/<key>/html")
@allow(Audience.PUBLIC)
def html(key: str) -> Response:
    """Serve the HTML part alone, for the frame, where it can do nothing but be read."""
    answer = current_app.response_class(_message(key).html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = MESSAGE_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/<key>/files/<int:number>")
@allow(Audience.PUBLIC)
def file(key: str, number: int) -> Response:
    """Give a file that came with the message, to save and never to show."""
    files = _message(key).files
    if number >= len(files):
        raise NotFound
    found = files[number]
    answer = current_app.response_class(found.content, mimetype=found.mime_type)
    answer.headers.set("Content-Disposition", "attachment", filename=found.name)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _message(key: str) -> mailbox.ReceivedMessage:
    return mailbox.message(settings.current().practice_mailbox, key)
