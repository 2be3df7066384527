"""The bar of `rotate`: it leaves a terminal as it found it, also where the process ends in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import pamdesk

ROOT = Path(pamdesk.__file__).parent.parent
HIDE, SHOW = b"\x1b[?25l", b"\x1b[?25h"
LEAVING = """
import os
from pamdesk.cli.progress import Progress
progress = Progress()
with progress.shown(3):
    progress.take_away()
    os._exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_process_that_leaves_in_the_middle_gives_the_cursor_back():
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", LEAVING],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 65536):
            seen += part
    except OSError:  # Linux says so where the other side is closed
        pass
    finally:
        os.close(ours)
    assert child.wait(30) == 7
    assert (seen.count(HIDE), seen.count(SHOW)) == (1, 1)
