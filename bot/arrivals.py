"""Arrivals: a request is read whole before a thread works on it, so that whoever sends slowly holds nobody up."""

from collections.abc import Callable
from contextlib import suppress
from io import SEEK_END, BytesIO
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Any

from cheroot.makefile import MakeFile
from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest
from cheroot.wsgi import Server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

ARRIVAL_SECONDS = 10
"""For the whole of a request, head and body; Slack itself gives up on us after three."""
HEAD_LIMIT = 32_768
"""Bytes of a request's first line and headers; Slack's stay below two thousand."""
WAITING = 100
"""Connections whose request is not whole yet; with one more, the oldest is ended."""
PORTION = 65_536
"""Bytes read at a time."""

_HEAD_ENDS = b"\r\n\r\n"


class Arriving(BytesIO):
    """What has arrived over a connection. cheroot reads it like the connection itself, but never has to wait."""

    bytes_read = 0  # for cheroot's statistics, which are off

    def __init__(self, *, body_limit: int) -> None:
        super().__init__()
        self._body_limit = body_limit
        self._whole_at: int | None = None

    def add(self, portion: bytes) -> None:
        """Put behind what is there; what was read is forgotten once nothing else is left."""
        begun, end = self.tell(), self.seek(0, SEEK_END)
        if begun == end:
            begun = self.seek(0)
            self.truncate()
        self.write(portion)
        self.seek(begun)

    def has_data(self) -> bool:
        """Whether there is a whole request, or enough of one to see that it must be refused. cheroot's name for it."""
        begun, end = self.tell(), self.getbuffer().nbytes
        if self._whole_at is None or self._whole_at <= begun:
            self._whole_at = self._end_of_first(begun)
        return begun < end and self._whole_at is not None and self._whole_at <= end

    def _end_of_first(self, begun: int) -> int | None:
        """Where the first request ends; None while its head has not arrived."""
        seen = self.getvalue()[begun:]
        head, ended, _ = seen.partition(_HEAD_ENDS)
        if not ended:
            return begun + len(seen) if len(seen) > HEAD_LIMIT else None
        body_at = begun + len(head) + len(ended)
        length = _body_length(head + ended)
        return body_at if length is None or length > self._body_limit else body_at + length


def _body_length(head: bytes) -> int | None:
    """How many bytes follow the head, as cheroot will understand it; None for what it will refuse."""
    lines = BytesIO(head)
    lines.readline()
    try:
        said = HeaderReader()(lines).get(b"Content-Length", b"0")
    except ValueError:
        return None
    return int(said) if said.isdigit() else None


class _Request(HTTPRequest):
    """Refuses bodies whose length nobody can know beforehand; Slack always says it."""

    def read_request_headers(self) -> bool:
        if not super().read_request_headers():  # type: ignore[no-untyped-call]  # as cheroot has it
            return False
        if self.chunked_read:
            self.simple_response("411 Length Required")
            return False
        if not self.inheaders.get(b"Content-Length", b"0").isdigit():
            self.simple_response("400 Bad Request", "Malformed Content-Length Header.")
            return False
        return True


class _Connection(HTTPConnection):
    RequestHandlerClass = _Request

    def __init__(
        self, server: "PatientServer", sock: socket, makefile: Callable[..., Any] = MakeFile
    ) -> None:
        def file(sock: socket, mode: str, size: int) -> Any:  # noqa: ANN401  # what cheroot makes of it
            return server.arriving() if "r" in mode else makefile(sock, mode, size)

        super().__init__(server, sock, file)

    def receive(self) -> bool:
        """Take what is there, without waiting; False when the other side is gone."""
        self.socket.settimeout(0)
        try:
            portion = self.socket.recv(PORTION)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.rfile.add(portion)
        return bool(portion)

    def close(self) -> None:
        self.server.forget(self)
        with suppress(OSError):  # it may be gone already
            super().close()


class PatientServer(Server):
    """cheroot's server, whose one listening thread waits for all requests; a worker only gets whole ones.

    cheroot's workers would read from the connection themselves, and as many slow senders would hold all of them.
    """

    ConnectionClass = _Connection
    max_request_header_size = HEAD_LIMIT

    def __init__(self, address: tuple[str, int], application: "WSGIApplication", *, threads: int) -> None:
        super().__init__(address, application, numthreads=threads, request_queue_size=128)
        self._waiting: dict[_Connection, float] = {}  # the oldest first, with when its request began

    def arriving(self) -> Arriving:
        """Where a connection's requests arrive."""
        return Arriving(body_limit=self.max_request_body_size)

    def process_conn(self, conn: _Connection) -> None:
        """Take what has arrived over a connection: hand it to a worker when it is whole, else wait for more."""
        alive = conn.rfile.has_data() or conn.receive()
        if conn.rfile.has_data():
            self.forget(conn)
            conn.socket.settimeout(self.timeout)
            super().process_conn(conn)
        elif alive:
            self._wait_for_more(conn)
        else:
            conn.close()

    def forget(self, conn: _Connection) -> None:
        """Its request is whole, or will never be."""
        self._waiting.pop(conn, None)

    def _wait_for_more(self, conn: _Connection) -> None:
        self.put_conn(conn)
        # cheroot closes what was last used longer than `timeout` ago; bytes that drip in are no use.
        conn.last_used = self._waiting.setdefault(conn, conn.last_used)
        if len(self._waiting) > WAITING:
            oldest = next(iter(self._waiting))
            self.forget(oldest)
            with suppress(OSError):
                oldest.socket.shutdown(SHUT_RDWR)  # which the listening thread notices
