"""Start the site and the worker; Ctrl-C stops both.

Called by `make run` inside the virtual environment. PORT, HOST, EMPTY, APP_MODE,
INSTANCE_PATH and DATABASE_URL in the environment are respected.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import click
from flask.cli import ScriptInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from webapp import create_app  # noqa: E402  the folder above is where it is found
from webapp.core.db import db  # noqa: E402

STOP_SECONDS = 10


class Product:
    """The product’s own commands, run in this process: importing it once keeps starting quick."""

    def __init__(self) -> None:
        self.app = create_app()
        self.info = ScriptInfo(create_app=lambda: self.app)

    def run(self, *words: str) -> None:
        """Run one command and stop here when it fails."""
        try:
            self.app.cli.main(list(words), prog_name="flask", obj=self.info, standalone_mode=False)
        except click.ClickException as refused:
            refused.show()
            sys.exit(refused.exit_code)

    def let_go(self) -> None:
        """Close what the commands opened, so that site and worker have the database alone."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start one lasting process of the product in a group of its own."""
    command = [sys.executable, "-m", "flask", "--app", "webapp", *words]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def port_is_free(host: str, port: int) -> bool:
    """Return whether nothing listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def wait_until_open(host: str, port: int, site: subprocess.Popen[bytes]) -> None:
    """Return when the site answers; stop when it ended instead."""
    where = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  compared, not bound
    while site.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((where, port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The site did not start. Its message is above.")


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each process to finish, and end it when it does not; a second Ctrl-C changes nothing."""
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_IGN)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def prepare(product: Product, *, empty: bool) -> None:
    """Bring the database and the postcode table up to date, and fill the practice town once."""
    print("1/4 Database", flush=True)
    product.run("db", "upgrade")
    print("2/4 Postcodes", flush=True)
    product.run("postcodes")
    print("3/4 " + ("No practice town (EMPTY=1)" if empty else "Practice town"), flush=True)
    if not empty:
        product.run("demo", "load")


def main() -> int:
    """Prepare, start, print the addresses, wait."""
    for name, usual in (("APP_MODE", "demo"), ("HOST", "127.0.0.1"), ("PORT", "8000")):
        os.environ[name] = os.environ.get(name) or usual
    host, port = os.environ["HOST"], int(os.environ["PORT"])
    empty = os.environ.get("EMPTY", "") not in {"", "0"}
    if not port_is_free(host, port):
        sys.exit(f"Port {port} is in use. Choose another: make run PORT={port + 1}")
    product = Product()
    prepare(product, empty=empty)
    product.let_go()
    print("4/4 Starting", flush=True)
    processes = [start("serve"), start("worker")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_open(host, port, processes[0])
        product.run(*(["first-admin"] if empty else ["demo", "links"]))
        product.let_go()
        print("\nPress Ctrl-C to stop.", flush=True)
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        print("A part stopped by itself; stopping the rest.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        print("\nStopping", flush=True)
        stop(processes)


if __name__ == "__main__":
    sys.exit(main())
