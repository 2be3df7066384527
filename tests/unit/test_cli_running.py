"""Ctrl+C while a command uses the engine: heard at every moment, and asked of the engine on its own thread."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from pamdesk.cli import main
from pamdesk.cli.running import Running, running
from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import ignore
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault


class FakeEngine:
    """An engine whose one batch comes into being at the third time that it is asked for."""

    def __init__(self) -> None:
        self.asked = 0
        self.cancelled: list[str] = []
        self.ended: Future[str] = Future()

    def batches(self) -> tuple[str, ...]:
        self.asked += 1
        return ("batch",) if self.asked > 2 else ()

    def cancel(self, batch_id: str) -> None:
        self.cancelled.append(batch_id)
        threading.Timer(0.5, self.ended.set_result, ["ended"]).start()


class FakeThread:
    """Carries out at once what is called on the engine."""

    def __init__(self, engine: FakeEngine) -> None:
        self.engine = engine

    def call(self, act: Callable[[FakeEngine], None]) -> None:
        act(self.engine)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault.create(
        tmp_path / "v.pamdesk", Secret("a password"), cost=KdfCost.for_tests(), state_dir=tmp_path
    )
    yield made
    made.close()


def test_a_signal_before_the_batch_exists_cancels_it_once_when_it_does(
    vault: Vault, capsys: pytest.CaptureFixture[str]
):
    engine = FakeEngine()
    command = Running(vault, FakeThread(engine), as_json=False)  # type: ignore[arg-type]
    command.signalled(signal.SIGINT, None)
    assert engine.cancelled == []
    assert command.finish(engine.ended) == "ended"
    assert engine.cancelled == ["batch"]
    assert capsys.readouterr().err.startswith("Stopping: no further account is begun")


def test_the_engine_is_asked_only_on_its_own_thread(vault: Vault, monkeypatch: pytest.MonkeyPatch):
    threads: set[str] = set()

    def noting(name: str, answer: object) -> None:
        def act(self: Engine) -> object:
            threads.add(threading.current_thread().name)
            return answer

        monkeypatch.setattr(Engine, name, act)

    noting("batches", ())
    noting("due", ["id"])
    with running(vault, ignore, as_json=False) as command:
        assert command.due() == ["id"]
        signal.raise_signal(signal.SIGINT)
        assert command.due() == ["id"]
    assert threads == {"pamdesk-engine"}


def test_the_signals_are_ours_only_while_the_engine_lives(vault: Vault):
    before = signal.getsignal(signal.SIGINT)
    with running(vault, ignore, as_json=False) as command:
        assert signal.getsignal(signal.SIGINT) == command.signalled
    assert signal.getsignal(signal.SIGINT) == before


def test_ctrl_c_while_the_program_is_loaded_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    class Interrupted:
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "pamdesk.cli.program", Interrupted())
    monkeypatch.setattr(sys, "argv", ["pamdesk", "vault", "info"])
    assert main.run() == 1
    assert capsys.readouterr().err == "Stopped. Nothing was begun.\n"
