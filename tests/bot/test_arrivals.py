"""HTTP's door: whoever sends slowly, endlessly or nonsense keeps nobody else from being answered."""

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrivals import HEAD_LIMIT, WAITING, Arriving, PatientServer
from bot.web import THREADS, serve, stop_within

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

DEADLINE = 1
"""Seconds for a request to arrive; ten in earnest."""
SWEEP = 1.0
"""Seconds that closing may take beyond the deadline: cheroot looks twice a second."""


def echo(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answers with the body it was sent."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving() -> Iterator[PatientServer]:
    running = serve(echo, port=0, host="127.0.0.1", arrival=DEADLINE)  # type: ignore[arg-type]  # any application will do
    running.prepare()
    thread = Thread(target=running.serve)
    thread.start()
    yield running
    stop_within(running, 2)
    thread.join()


@pytest.fixture(scope="module")
def running() -> Iterator[PatientServer]:
    with serving() as server:
        yield server


@pytest.fixture
def server(running: PatientServer) -> PatientServer:
    """With nobody waiting at its door."""
    until(lambda: not running._waiting)
    return running


@pytest.fixture
def call(server: PatientServer) -> Iterator[Callable[[], socket.socket]]:
    with ExitStack() as ends:

        def connect() -> socket.socket:
            return ends.enter_context(closing(socket.create_connection(server.bind_addr, timeout=5)))

        yield connect


def posted(body: bytes, *, length: object = None, more: str = "") -> bytes:
    said = len(body) if length is None else length
    return f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {said}\r\n{more}\r\n".encode() + body


def answer(line: socket.socket) -> bytes:
    """All that comes until the other side closes or has no more to say; a reset ends it, too."""
    heard = b""
    try:
        while True:
            part = line.recv(65_536)
            heard += part
            head, whole, body = heard.partition(b"\r\n\r\n")
            if not part or (whole and f"Content-Length: {len(body)}".encode() in head):
                return heard
    except ConnectionResetError:
        return heard


def is_closed(line: socket.socket) -> bool:
    line.settimeout(0)
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def drip(lines: list[socket.socket], part: bytes, *, until: Event) -> None:
    """One more byte over each connection every twentieth of a second, as long as anybody listens."""
    while not until.wait(0.05):
        for line in lines:
            with suppress(OSError):
                line.send(part)


@pytest.mark.parametrize(
    ("begun", "part"),
    [
        (posted(b"", length=500_000), b"x"),
        (b"POST /slack/events HTTP/1.1\r\nX-Slow: ", b"x"),
        (b"", b"\r"),
    ],
    ids=["body", "head", "nothing"],
)
def test_forty_who_drip_hold_nobody_up_and_are_ended(
    call: Callable[[], socket.socket], begun: bytes, part: bytes
) -> None:
    slow = [call() for _ in range(2 * THREADS)]
    for line in slow:
        line.sendall(begun)
    start, over = monotonic(), Event()
    dripping = Thread(target=drip, args=(slow, part), kwargs={"until": over})
    dripping.start()
    try:
        waits = []
        while monotonic() - start < DEADLINE * 0.8:
            asked = monotonic()
            line = call()
            line.sendall(posted(b"approve"))
            assert answer(line).endswith(b"\r\n\r\napprove")
            waits.append(monotonic() - asked)
        assert len(waits) > 3
        assert max(waits) < DEADLINE / 2
        assert not any(map(is_closed, slow))
        while not all(map(is_closed, slow)):
            assert monotonic() - start < DEADLINE + SWEEP + 1
            sleep(0.02)
    finally:
        over.set()
        dripping.join()


def test_the_oldest_give_way_when_very_many_drip(call: Callable[[], socket.socket]) -> None:
    slow = [call() for _ in range(WAITING + 20)]
    for line in slow:
        line.sendall(posted(b"half", length=8))
    begun = monotonic()

    while not all(map(is_closed, slow[:10])):
        assert monotonic() - begun < DEADLINE * 0.8, "that would be the deadline's work"
        sleep(0.01)

    assert not is_closed(slow[-1])
    slow[-1].settimeout(5)
    slow[-1].sendall(b"done")
    assert answer(slow[-1]).endswith(b"halfdone")


def test_a_request_in_pieces_is_answered_and_the_connection_kept(call: Callable[[], socket.socket]) -> None:
    line = call()
    for _ in range(2):
        whole = posted(b"first" * 50_000)
        for at in range(0, len(whole), 40_000):
            line.sendall(whole[at : at + 40_000])
        assert answer(line).endswith(b"first" * 50_000)


def test_two_requests_at_once_are_both_answered(call: Callable[[], socket.socket]) -> None:
    line = call()
    line.sendall(posted(b"one") + posted(b"two", more="Connection: close\r\n"))

    heard = answer(line)
    while part := line.recv(65_536):
        heard += part

    assert heard.count(b"HTTP/1.1 200 OK") == 2
    assert heard.endswith(b"two")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (posted(b"", length=1_000_001), b"413"),
        (posted(b"", length=10**30), b"413"),
        (posted(b"", length=-5), b"400"),
        (posted(b"", length="many"), b"400"),
        (posted(b"", length="1_0"), b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n", b"411"),
        (b"GET /" + b"x" * HEAD_LIMIT + b" HTTP/1.1\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * HEAD_LIMIT, b"413"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"\r\n\r\n", b"400"),
        (b"\x16\x03\x01 over TLS\r\n\r\n", b"400"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_once(
    call: Callable[[], socket.socket], sent: bytes, status: bytes
) -> None:
    line = call()
    begun = monotonic()
    line.sendall(sent)

    assert answer(line).split()[1] == status
    assert monotonic() - begun < DEADLINE * 0.8
    until(lambda: is_closed(line))


def test_who_hangs_up_is_forgotten(server: PatientServer, call: Callable[[], socket.socket]) -> None:
    line = call()
    line.sendall(posted(b"half", length=8))
    until(lambda: len(server._waiting) == 1)

    line.close()

    until(lambda: not server._waiting)


def test_who_said_all_and_then_hung_up_is_answered(call: Callable[[], socket.socket]) -> None:
    line = call()
    line.sendall(posted(b"all of it"))
    line.shutdown(socket.SHUT_WR)

    assert answer(line).endswith(b"all of it")


def test_whatever_has_not_arrived_keeps_nobody_from_ending() -> None:
    with serving() as server, closing(socket.create_connection(server.bind_addr)) as line:
        line.sendall(posted(b"half", length=8))
        until(lambda: len(server._waiting) == 1)
        begun = monotonic()

        stop_within(server, 5)

        assert monotonic() - begun < 2
        assert is_closed(line)


def until(look: Callable[[], bool]) -> None:
    begun = monotonic()
    while not look():
        assert monotonic() - begun < DEADLINE * 0.8
        sleep(0.01)


@given(
    st.lists(st.binary(max_size=40), min_size=1, max_size=4),
    st.lists(st.integers(1, 60), min_size=1, max_size=40),
)
def test_however_requests_are_cut_each_is_whole_exactly_when_its_last_byte_is_there(
    bodies: list[bytes], cuts: list[int]
) -> None:
    arriving = Arriving(body_limit=1_000)
    stream = b"".join(map(posted, bodies))
    expected = [len(posted(body)) for body in bodies]
    sent = 0
    done = 0
    while sent < len(stream):
        size = cuts[sent % len(cuts)]
        arriving.add(stream[sent : sent + size])
        sent = min(len(stream), sent + size)
        while arriving.has_data():
            whole = arriving.read(expected[done])
            assert whole == posted(bodies[done])
            done += 1
        assert sum(expected[: done + 1]) > sent or done == len(bodies)

    assert done == len(bodies)
    assert not arriving.has_data()
