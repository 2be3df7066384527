"""A server ends when it is told to, and when its owner is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pamdesk.records.errors import UserError
from pamdesk.sandbox.processes import (
    ChildProcess,
    Program,
    free_port,
    remove_folder,
    run_to_end,
    start_on_free_port,
)

SLEEP = [sys.executable, "-c", "print('ready', flush=True)\nimport time\ntime.sleep(60)"]


def program(folder: Path, argv: list[str] | None = None, *, grace_seconds: float = 10.0) -> Program:
    return Program("The test's server", argv or SLEEP, folder, folder / "log", grace_seconds=grace_seconds)


def wait_for_end(pid: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not psutil.pid_exists(pid)


def test_stop_ends_the_process_by_its_own_id(tmp_path: Path) -> None:
    child = ChildProcess(program(tmp_path))
    before = psutil.pid_exists(child.pid)
    child.stop()
    assert (before, psutil.pid_exists(child.pid), child.running()) == (True, False, False)


def test_a_second_stop_does_nothing(tmp_path: Path) -> None:
    child = ChildProcess(program(tmp_path))
    child.stop()
    child.stop()
    assert not child.running()


def test_a_process_that_ignores_its_signal_is_killed_after_its_grace(tmp_path: Path) -> None:
    deaf = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('ready', flush=True)\ntime.sleep(60)"
    child, _ = start_on_free_port(
        lambda _: program(tmp_path, [sys.executable, "-c", deaf], grace_seconds=0.3), "ready"
    )
    child.stop()
    assert not psutil.pid_exists(child.pid)


def test_it_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    owner_code = (
        "import sys, time; from pathlib import Path\n"
        "from pamdesk.sandbox.processes import ChildProcess, Program\n"
        f"folder = Path({str(tmp_path)!r})\n"
        f"child = ChildProcess(Program('server', {SLEEP!r}, folder, folder / 'log'))\n"
        "print(child.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", owner_code], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert psutil.pid_exists(pid)
        owner.kill()
    assert wait_for_end(pid)


@pytest.mark.skipif(
    sys.platform != "linux", reason="the kernel's own signal at a parent's death; Linux has it"
)
def test_it_ends_even_when_its_watchdog_is_killed(tmp_path: Path) -> None:
    child = ChildProcess(program(tmp_path))
    watchdog = psutil.Process(child.pid).parent()
    assert watchdog is not None
    watchdog.send_signal(signal.SIGKILL)
    assert wait_for_end(child.pid)
    child.stop()


def test_it_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    import threading

    started: list[ChildProcess] = []
    thread = threading.Thread(target=lambda: started.append(ChildProcess(program(tmp_path))))
    thread.start()
    thread.join()
    time.sleep(0.2)
    assert started[0].running()
    started[0].stop()


def test_a_program_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"The test's server did not start: .*no-such-program"):
        ChildProcess(program(tmp_path, ["no-such-program"]))


def test_a_server_that_gives_up_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="did not start: FATAL: no disk"):
        start_on_free_port(
            lambda _: program(tmp_path, [sys.executable, "-c", "print('FATAL: no disk')"]), "ready"
        )


def test_another_port_is_tried_where_one_was_taken(tmp_path: Path) -> None:
    ports: list[int] = []

    def server(port: int) -> Program:
        ports.append(port)
        taken = [sys.executable, "-c", "print('FATAL: Address already in use')"]
        return program(tmp_path, taken if len(ports) == 1 else None)

    child, port = start_on_free_port(server, "ready\n")
    child.stop()
    assert (len(ports), port) == (2, ports[1])


def test_a_free_port_can_be_listened_on() -> None:
    import socket

    with socket.create_server(("127.0.0.1", free_port())):
        pass


def test_a_program_that_is_interrupted_ends_with_all_that_it_started(tmp_path: Path) -> None:
    # As initdb does: its own child writes, and both write on for a moment when they are asked to end.
    writer = (
        "import time\nn = 0\nwhile True:\n    n += 1; open(f'file-{n % 500}', 'w').close(); time.sleep(0.001)"
    )
    parent = (
        "import subprocess, sys, os\n"
        f"child = subprocess.Popen([sys.executable, '-c', {writer!r}])\n"
        "open('started', 'w').write(str(child.pid)); child.wait()"
    )
    with pytest.raises(subprocess.TimeoutExpired):
        run_to_end(program(tmp_path, [sys.executable, "-c", parent]), seconds=1.5)
    pid = int((tmp_path / "started").read_text(encoding="ascii"))
    before = sorted(tmp_path.iterdir())
    time.sleep(0.05)
    assert ([], before) == ([p for p in [pid] if running(p)], sorted(tmp_path.iterdir()))


def test_a_folder_goes_although_something_still_writes_in_it_for_a_moment(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    writer = (
        "import contextlib, os, time\nend = time.monotonic() + 1\nn = 0\nprint('writing', flush=True)\n"
        "while time.monotonic() < end:\n    n += 1\n    with contextlib.suppress(FileNotFoundError):\n"
        f"        os.mkdir(os.path.join({str(folder)!r}, str(n)))"
    )
    with subprocess.Popen([sys.executable, "-c", writer], stdout=subprocess.PIPE) as writing:
        assert writing.stdout is not None
        writing.stdout.readline()
        remove_folder(folder)
        assert (0, False) == (writing.wait(10), folder.exists())


def running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
