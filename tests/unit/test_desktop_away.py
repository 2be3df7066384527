"""When a person counts as away: input, the screen's lock, sleep; and that X11 is asked for input anywhere, not only ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pamdesk.desktop.system.away import Away, Look, judge

LIMIT = 900.0


def at(idle: float | None, *, locked: bool = False, after: float = 5.0) -> Away:
    before = Look(1000.0, 0.0, locked=False)
    return judge(Look(1000.0 + after, idle, locked), before, between=5.0, limit=LIMIT)


@pytest.mark.parametrize(
    ("idle", "found"),
    [(0.0, Away.HERE), (869.9, Away.HERE), (870.0, Away.SOON), (899.9, Away.SOON), (900.0, Away.IDLE)],
)
def test_the_limit_is_warned_of_thirty_seconds_before(idle: float, found: Away) -> None:
    assert at(idle) is found


def test_where_idle_time_is_not_told_nothing_follows_from_it() -> None:
    assert at(None) is Away.HERE


def test_a_locked_screen_counts_at_once() -> None:
    assert at(0.0, locked=True) is Away.LOCKED


def test_a_clock_that_leapt_between_two_looks_means_sleep() -> None:
    assert at(0.0, after=70.0) is Away.SLEPT
    assert at(0.0, after=60.0) is Away.HERE


def test_never_is_never_but_for_lock_and_sleep() -> None:
    look = Look(1005.0, 1e6, locked=False)
    assert judge(look, None, between=5.0, limit=0.0) is Away.HERE


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """An X server of its own."""
    absent = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if absent:
        pytest.skip(f"there is no {absent[0]} on this machine")
    told = tmp_path / "display"
    with told.open("wb") as answer:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "320x240x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, stdout=answer, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not told.read_text().strip():
            assert time.monotonic() < end, "Xvfb did not start"
            time.sleep(0.05)
        yield f":{told.read_text().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is asked on Linux alone")
@pytest.mark.server
def test_x11_counts_from_the_last_input_of_any_program(display: str) -> None:
    from pamdesk.desktop.system.x11 import X11Idle

    idle = X11Idle(display)
    time.sleep(1.2)
    before = idle.seconds()
    tool = shutil.which("xdotool")
    assert tool is not None
    subprocess.run([tool, "mousemove", "20", "20", "key", "a"], env={"DISPLAY": display}, check=True)
    after = idle.seconds()
    idle.close()
    assert before >= 1.0
    assert after < 1.0


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is asked on Linux alone")
def test_where_no_x_server_answers_it_is_said() -> None:
    from pamdesk.desktop.system.x11 import X11Idle

    with pytest.raises(OSError, match="no X server answers"):
        X11Idle(":4711")
