"""Mail settings that do not depend on an application."""

from pathlib import Path

import pytest

from webapp.mail.settings import MailSettings


@pytest.fixture
def mail(tmp_path: Path) -> MailSettings:
    """The settings of a site at example.org."""
    return MailSettings(
        sender="good-first-day@example.org",
        product="Good First Day",
        support_phone="01632 960 100",
        base_url="https://example.org",
        practice_mailbox=tmp_path / "mailbox",
    )
