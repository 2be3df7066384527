"""The fault proxy disturbs exactly what it was told to disturb, seen through an echo server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from pamdesk.sandbox.faults import Counts
from tests.servers.proxy import Action, FaultProxy

Proxies = Callable[[int], FaultProxy]


class EchoServer:
    """Answers every chunk with itself, and remembers all it has received."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.received = b""
        self.ended = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        # On Linux a close alone does not wake the thread that waits for a client.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._echo, args=(client,), daemon=True).start()

    def _echo(self, client: socket.socket) -> None:
        with client:
            try:
                while content := client.recv(65536):
                    self.received += content
                    client.sendall(content)
            except OSError:
                # The proxy has cut the way back; what counts is what was received.
                pass
        self.ended.set()


@pytest.fixture
def echo_server() -> Iterator[EchoServer]:
    server = EchoServer()
    yield server
    server.close()


def connect(proxy: FaultProxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=5)


def ask(client: socket.socket, content: bytes) -> bytes:
    client.sendall(content)
    return client.recv(65536)


def test_without_a_fault_everything_passes_and_is_counted(
    echo_server: EchoServer, fault_proxy: Proxies
) -> None:
    proxy = fault_proxy(echo_server.port)
    with connect(proxy) as client:
        assert ask(client, b"hello") == b"hello"
    assert proxy.counts == Counts(
        connections=1, client_chunks=1, client_bytes=5, server_chunks=1, server_bytes=5
    )


@pytest.mark.parametrize(
    ("action", "received"),
    [(Action.CUT_BEFORE, b"one"), (Action.CUT_AFTER, b"onetwo"), (Action.DROP_ANSWER, b"onetwo")],
)
def test_a_cut_resets_the_client_and_the_server_has_what_was_let_through(
    echo_server: EchoServer, fault_proxy: Proxies, action: Action, received: bytes
) -> None:
    proxy = fault_proxy(echo_server.port)
    with connect(proxy) as client:
        proxy.arm_after(2, action)
        assert ask(client, b"one") == b"one"
        with pytest.raises(ConnectionResetError):
            ask(client, b"two")
    assert echo_server.ended.wait(5)
    assert (echo_server.received, proxy.fired) == (received, True)


def test_a_fault_strikes_once(echo_server: EchoServer, fault_proxy: Proxies) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.arm_after(1, Action.CUT_BEFORE)
    with connect(proxy) as client, pytest.raises(ConnectionResetError):
        ask(client, b"first")
    with connect(proxy) as client:
        assert ask(client, b"second") == b"second"


def test_a_fault_by_size_lets_other_sizes_pass(echo_server: EchoServer, fault_proxy: Proxies) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.arm_on_size(at_least=10, at_most=20, action=Action.CUT_BEFORE)
    with connect(proxy) as client:
        assert ask(client, b"small") == b"small"
        assert ask(client, b"x" * 30) == b"x" * 30
        with pytest.raises(ConnectionResetError):
            ask(client, b"x" * 15)


def test_a_held_chunk_arrives_after_its_release_though_the_client_is_gone(
    echo_server: EchoServer, fault_proxy: Proxies
) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.arm_after(1, Action.HOLD)
    with connect(proxy) as client:
        client.sendall(b"late")
        assert proxy.wait_fired(5)
    before = echo_server.received
    proxy.release()
    assert echo_server.ended.wait(5)
    assert (before, echo_server.received) == (b"", b"late")


def test_a_black_hole_keeps_the_connection_open_and_answers_nothing(
    echo_server: EchoServer, fault_proxy: Proxies
) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.arm_after(1, Action.BLACK_HOLE)
    with connect(proxy) as client:
        client.settimeout(0.3)
        with pytest.raises(TimeoutError):
            ask(client, b"swallowed")
    assert echo_server.received == b""


def test_a_delay_holds_each_way_back(echo_server: EchoServer, fault_proxy: Proxies) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.delay(0.1)
    with connect(proxy) as client:
        start = time.monotonic()
        ask(client, b"slow")
        assert time.monotonic() - start >= 0.2


def test_refused_means_that_nothing_listens_until_it_is_accepted_again(
    echo_server: EchoServer, fault_proxy: Proxies
) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        connect(proxy)
    proxy.accept()
    with connect(proxy) as client:
        assert ask(client, b"back") == b"back"


def test_cut_when_hides_the_answer_to_what_made_it_true(
    echo_server: EchoServer, fault_proxy: Proxies
) -> None:
    proxy = fault_proxy(echo_server.port)
    proxy.cut_when(lambda: b"now" in echo_server.received)
    with connect(proxy) as client:
        assert ask(client, b"not yet") == b"not yet"
        with pytest.raises(ConnectionResetError):
            ask(client, b"now")


def test_cut_resets_every_open_connection(echo_server: EchoServer, fault_proxy: Proxies) -> None:
    proxy = fault_proxy(echo_server.port)
    with connect(proxy) as first, connect(proxy) as second:
        assert (ask(first, b"1"), ask(second, b"2")) == (b"1", b"2")
        proxy.cut()
        for client in (first, second):
            with pytest.raises(ConnectionResetError):
                client.recv(1)
