"""A real mail server on this machine that keeps what it accepts, and misbehaves on request."""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"
GREYLISTED = "451 4.7.1 Try again later"
NO_SUCH_BOX = "550 5.1.1 No such mailbox"
BOX_FULL = "552 5.2.2 Mailbox full"


@dataclass
class Accepted:
    """One message as the server took it over."""

    message_id: str
    recipient: str
    content: bytes


@dataclass
class MailServer:
    """Accepts mail on 127.0.0.1; change the attributes to make it misbehave.

    A message counts as accepted before the client is told so, as in a real server: a client
    that dies in between has delivered it and does not know.
    """

    seconds_per_message: float = 0.0
    greylist_one_in: int = 0
    """The first try of one message in so many is put off with 451."""
    refuse: dict[str, str] = field(default_factory=dict)
    """Recipient to the reply its RCPT gets."""
    drop_after_data: int = 0
    """So many connections are cut after the message was taken, before the answer."""
    hang_at: str = ""
    """EHLO, RCPT or DATA: the server stops answering there."""
    data_reply: str = OK
    port: int = 0
    accepted: list[Accepted] = field(default_factory=list)
    in_data: threading.Event = field(default_factory=threading.Event)
    on_accept: Callable[[int], None] | None = None
    """Called in the server’s thread with the number accepted so far."""

    def __post_init__(self) -> None:
        self._controller: Controller | None = None
        self._seen_rcpt: set[str] = set()
        self._rcpt_count = 0
        self._free = asyncio.Event()

    def __enter__(self) -> "MailServer":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Listen, on the same port as before if there was one."""
        self.port = self.port or free_port()
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, ready_timeout=10, server_hostname="test"
        )
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; what was accepted stays known."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def counts(self) -> Counter[str]:
        """Return how often each Message-ID was accepted."""
        return Counter(one.message_id for one in self.accepted)

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        await self._hang("EHLO")
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        await self._hang("RCPT")
        if reply := self.refuse.get(address):
            return reply
        if self._is_greylisted(address):
            return GREYLISTED
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data_reply != OK:
            return self.data_reply
        content = bytes(envelope.content or b"")
        self.accepted.append(
            Accepted(
                message_id=message_from_bytes(content)["Message-ID"],
                recipient=envelope.rcpt_tos[0],
                content=content,
            )
        )
        if self.on_accept:
            self.on_accept(len(self.accepted))
        await self._hang("DATA")
        if self.drop_after_data:
            self.drop_after_data -= 1
            assert server.transport is not None
            server.transport.abort()
            return OK
        await asyncio.sleep(self.seconds_per_message)
        return OK

    def _is_greylisted(self, address: str) -> bool:
        """Every so-many-th new recipient is put off once."""
        if not self.greylist_one_in or address in self._seen_rcpt:
            return False
        self._seen_rcpt.add(address)
        self._rcpt_count += 1
        return self._rcpt_count % self.greylist_one_in == 0

    async def _hang(self, verb: str) -> None:
        if self.hang_at == verb:
            self.in_data.set()
            await asyncio.sleep(3600)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
