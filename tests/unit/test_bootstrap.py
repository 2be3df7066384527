"""The set-up: what it takes from the lock, when it has nothing to do, and how long it holds services."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The set-up, its virtual environment moved to an empty folder."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    import bootstrap

    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    yield bootstrap
    for name in ("bootstrap", "debian"):
        sys.modules.pop(name, None)


def test_an_unknown_verb_is_a_question_of_usage_and_changes_nothing(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, PACKAGING / "bootstrap.py", "go"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (2, "", True) == (done.returncode, done.stdout, "bootstrap.py run" in done.stderr)


@pytest.mark.parametrize(("stamp", "for_tests"), [("running", False), ("tests", True), ("tests", False)])
def test_a_finished_preparation_is_not_repeated(bootstrap, monkeypatch, stamp: str, for_tests: bool):
    (bootstrap.VENV / f"ready-for-{stamp}").write_text(bootstrap.fingerprint(), "utf-8")
    monkeypatch.setattr(bootstrap, "call", lambda *_: pytest.fail("something was installed again"))
    monkeypatch.setattr(bootstrap, "install_libraries", lambda *_: pytest.fail("apt-get was asked again"))
    bootstrap.prepare(for_tests=for_tests)


def test_what_was_prepared_for_running_is_not_enough_for_the_tests(bootstrap, monkeypatch):
    asked: list[bool] = []
    (bootstrap.VENV / "ready-for-running").write_text(bootstrap.fingerprint(), "utf-8")
    monkeypatch.setattr(bootstrap, "call", lambda *_: None)
    monkeypatch.setattr(bootstrap, "install_libraries", asked.append)
    bootstrap.prepare(for_tests=True)
    assert asked == ([True] if sys.platform.startswith("linux") else [])


def test_running_installs_no_test_package(bootstrap):
    program, _, tests = bootstrap.LOCK.read_text("utf-8").partition(bootstrap.TEST_PART)
    assert (False, True) == ("\npytest==" in program, "\npytest==" in tests)
    assert (True, True) == ("\npyside6-essentials==" in program, "\nhatchling==" in program)


def test_services_are_held_only_while_packages_are_installed(bootstrap, monkeypatch, tmp_path: Path):
    import debian

    policy = tmp_path / "policy-rc.d"
    monkeypatch.setattr(debian, "POLICY", policy)
    seen: list[tuple[str, int]] = []

    def fail_while_held():
        with debian._services_held():
            seen.append((policy.read_text("utf-8"), policy.stat().st_mode & 0o777))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_while_held()
    assert [(debian.POLICY_TEXT, 0o755)] == seen
    assert not policy.exists()


def test_a_policy_that_the_machine_has_already_is_left_as_it_is(bootstrap, monkeypatch, tmp_path: Path):
    import debian

    policy = tmp_path / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    monkeypatch.setattr(debian, "POLICY", policy)
    with debian._services_held():
        assert policy.read_text("utf-8") == "#!/bin/sh\nexit 0\n"
    assert policy.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt-get and root are questions of Linux")
def test_without_root_the_missing_packages_are_named_with_the_command(bootstrap, monkeypatch):
    import debian

    monkeypatch.setattr(debian, "is_debian", lambda: True)
    monkeypatch.setattr(debian, "missing", lambda packages: [p for p in packages if p == "libgl1"])
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.Refusal, match=r"as root, run: apt-get install .*libgl1$"):
        bootstrap.install_libraries(False)
