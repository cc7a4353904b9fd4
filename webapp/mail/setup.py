"""Joins mail to the application: its settings, and the job that sends it."""

from flask import Flask

from webapp.config import Settings
from webapp.mail import settings
from webapp.mail.deliver import register_delivery

PRACTICE_MAILBOX = "mailbox"


def init_app(app: Flask) -> None:
    """Take the mail settings over and let the worker send email."""
    settings.use(mail_settings(app.config["SETTINGS"]))
    register_delivery()


def mail_settings(given: Settings) -> settings.MailSettings:
    """Return the part of the settings that mail needs."""
    return settings.MailSettings(
        sender=given.mail_sender,
        product=given.product_name,
        support_phone=given.support_phone,
        base_url=given.base_url,
        practice_mailbox=given.instance_path / PRACTICE_MAILBOX,
        server=given.mail_server,
        port=given.mail_port,
        security=settings.MailSecurity(given.mail_security),
        user=given.mail_user,
        password=given.mail_password,
    )
