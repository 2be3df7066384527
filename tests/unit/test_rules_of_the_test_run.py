"""Where servers are required a skipped server test fails, whichever way it was skipped; elsewhere it stays a skip."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SKIPPED_AT_RUN = """
import pytest
@pytest.mark.server
def test_it():
    pytest.skip("PostgreSQL is not installed")
"""
SKIPPED_BY_MARK = """
import pytest
@pytest.mark.server
@pytest.mark.skip(reason="PostgreSQL is not installed")
def test_it(): ...
"""
SKIPPED_BY_FIXTURE = """
import pytest
@pytest.fixture
def server():
    pytest.skip("PostgreSQL is not installed")
@pytest.mark.server
def test_it(server): ...
"""
SKIPPED_AS_A_MODULE = """
import pytest
pytest.skip("PostgreSQL is not installed", allow_module_level=True)
"""
OPTIONAL = """
import pytest
@pytest.mark.server
@pytest.mark.optional
def test_it():
    pytest.skip("MySQL is not installed")
"""
NO_SERVER_TEST = """
import pytest
def test_it():
    pytest.skip("only on Windows")
"""


def outcome(folder: Path, source: str, *, required: bool) -> tuple[int, str]:
    """Run one test file under the project's conftest; returns pytest's exit code and last line, without the time."""
    (folder / "test_it.py").write_text(source, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    server\n    optional\n    gui\n", "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            "-c",
            folder / "pytest.ini",
            folder,
        ],
        cwd=ROOT,
        env={**os.environ, "PAMDESK_REQUIRE_SERVERS": "1" if required else "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, re.sub(r" in [\d.]+s", "", done.stdout.splitlines()[-1].strip("= "))


@pytest.mark.parametrize("source", [SKIPPED_AT_RUN, SKIPPED_BY_MARK, SKIPPED_BY_FIXTURE])
def test_a_skipped_server_test_fails_where_servers_are_required(tmp_path: Path, source: str):
    code, last = outcome(tmp_path, source, required=True)
    assert (1, 0) == (code, last.count("skipped")), last


def test_a_skipped_module_fails_where_servers_are_required(tmp_path: Path):
    assert (2, "1 error") == outcome(tmp_path, SKIPPED_AS_A_MODULE, required=True)


@pytest.mark.parametrize("source", [SKIPPED_AT_RUN, SKIPPED_BY_FIXTURE])
def test_a_server_test_may_be_skipped_where_servers_are_not_required(tmp_path: Path, source: str):
    assert (0, "1 skipped") == outcome(tmp_path, source, required=False)


@pytest.mark.parametrize("source", [OPTIONAL, NO_SERVER_TEST])
def test_what_needs_no_required_server_may_be_skipped_everywhere(tmp_path: Path, source: str):
    assert (0, "1 skipped") == outcome(tmp_path, source, required=True)
