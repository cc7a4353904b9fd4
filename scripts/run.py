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

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 10


def flask(*words: str) -> None:
    """Run one command of the product and stop here when it fails."""
    done = subprocess.run([sys.executable, "-m", "flask", "--app", "webapp", *words], cwd=ROOT)
    if done.returncode:
        sys.exit(done.returncode)


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
    """Ask each process to finish, and end it when it does not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def prepare(empty: bool) -> None:
    """Bring the database and the postcode table up to date, and fill the practice town once."""
    print("1/4 Database", flush=True)
    flask("db", "upgrade")
    print("2/4 Postcodes", flush=True)
    flask("postcodes")
    print("3/4 " + ("No practice town (EMPTY=1)" if empty else "Practice town"), flush=True)
    if not empty:
        flask("demo", "load")


def main() -> int:
    """Prepare, start, print the addresses, wait."""
    os.environ.setdefault("APP_MODE", "demo")
    os.environ.setdefault("HOST", "127.0.0.1")
    os.environ.setdefault("PORT", "8000")
    host, port = os.environ["HOST"], int(os.environ["PORT"])
    empty = os.environ.get("EMPTY", "") not in {"", "0"}
    if not port_is_free(host, port):
        sys.exit(f"Port {port} is in use. Choose another: make run PORT={port + 1}")
    prepare(empty)
    print("4/4 Starting", flush=True)
    processes = [start("serve"), start("worker")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_open(host, port, processes[0])
        flask("first-admin" if empty else "demo", *([] if empty else ["links"]))
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
