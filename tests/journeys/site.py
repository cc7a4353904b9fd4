"""The real thing for a journey: a database, the site and the worker as processes of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Site:
    """A site and a worker on one instance folder, stopped when the test is over."""

    folder: Path
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
        return kept | {
            "APP_MODE": "demo",
            "INSTANCE_PATH": str(self.folder),
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            "POSTCODE_TABLE": str(ROOT / "tests" / "data" / "postcodes-small.bin"),
        }

    def flask(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "webapp", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"flask {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        for words in (("serve",), ("worker",)):
            log = (self.folder / f"{words[0]}.log").open("wb")
            with log:
                self.processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "flask", "--app", "webapp", *words],
                        cwd=ROOT,
                        env=self.environment,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                    )
                )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError((self.folder / "serve.log").read_text())

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def demo_links(self) -> dict[str, str]:
        """Return the sign-in link of each demo person, by name."""
        links = {}
        for line in self.flask("demo", "links").splitlines():
            if found := re.search(r"(https?://\S+)", line):
                name = line[: found.start()].strip(" :\t")
                links[name] = re.sub(r"https?://[^/]+", self.url, found.group(1))
        return links

    def mail_to(self, address: str, *, about: str = "", seconds: float = 30) -> EmailMessage:
        """Return the newest message to this address, waiting until the worker has sent it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = [m for m in self.mails() if m["To"] == address and about in m["Subject"]]
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} about {about!r}")

    def mails(self) -> list[EmailMessage]:
        """Return every message that was delivered, oldest first."""
        box = self.folder / "mailbox"
        files = [file for kind in ("new", "cur") for file in (box / kind).glob("*")]
        parser = BytesParser(policy=policy.default)
        return [
            parser.parsebytes(file.read_bytes())
            for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)
        ]
