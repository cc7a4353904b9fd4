"""The worker without the pages round it, for campaigns that start it a hundred times.

The same queue, delivery, lock and signals as `flask worker`; it leaves out the packages
above mail, whose imports take most of a start.
"""

import logging
import sys

import sqlalchemy as sa

from webapp.config import Settings
from webapp.core import clock
from webapp.core.db import engine_options
from webapp.jobs.lock import lock_file
from webapp.jobs.worker import Worker, stopped_by_signals
from webapp.mail import settings as mail
from webapp.mail.deliver import register_delivery
from webapp.mail.setup import mail_settings
from webapp.providers.models import Provider

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    assert Provider.__tablename__ == "provider", "the ledger refers to it"
    given = Settings()
    clock.use(clock.Clock(given.instance_path / "clock-offset", settable=True))
    mail.use(mail_settings(given))
    register_delivery()
    engine = sa.create_engine(given.database_url, **engine_options(given.database_url))
    worker = Worker(engine, lock_file(engine.url, instance_path=given.instance_path))
    with stopped_by_signals(worker):
        worker.run(until_idle="--until-idle" in sys.argv)
    engine.dispose()
