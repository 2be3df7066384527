"""Set PamDesk up on this machine, then run it or test it. Needs Python 3.11 or newer, nothing else.

python3 packaging/bootstrap.py run  [pamdesk's arguments]     without arguments: the practice environment
python3 packaging/bootstrap.py test [pytest's arguments]      the checks of the code, then every test

Everything lands in .venv beside this project, pinned by requirements.lock; on Debian, apt-get brings the libraries.
A second start finds all this done. What is said on the way goes to standard error.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
TEST_PART = "# What only the tests need.\n"  # where packaging/lock.py divides the lock
OLDEST = (3, 11)

CHECKS = (
    ("ruff check", (str(PYTHON), "-m", "ruff", "check", "--quiet")),
    ("ruff format", (str(PYTHON), "-m", "ruff", "format", "--check", "--quiet")),
    ("mypy", (str(PYTHON), "-m", "mypy", "--no-error-summary")),
    ("import contracts", (str(BIN / "lint-imports"), "--no-logo")),
)
# Four workers on two cores: most of a test's time is spent waiting for a server.
PYTEST = (str(PYTHON), "-m", "pytest", "-n", "4", "--dist", "loadgroup", "--max-worker-restart", "0")
# The window's tests have a process of their own: one that Qt ends takes no other test with it.
WINDOW_TESTS = (str(PYTHON), "-m", "pytest", "tests/gui")


class Refusal(Exception):
    """A sentence for the person at the terminal: what is missing, and the command that mends it."""


def main(arguments: list[str]) -> int:
    """Prepare what the verb needs and hand over to it; returns its exit code, 1 where preparing failed, 2 for usage."""
    if sys.version_info < OLDEST:
        say(f"PamDesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    if not arguments or arguments[0] not in ("run", "test"):
        say(str(__doc__).rstrip())
        return 2
    verb, rest = arguments[0], arguments[1:]
    try:
        prepare(for_tests=verb == "test")
    except Refusal as refusal:
        say(str(refusal))
        return 1
    if verb == "run":
        return hand_over([str(PYTHON), str(ROOT / "main.py"), *(rest or ["sandbox"])])
    return test(rest)


def test(arguments: list[str]) -> int:
    """Run the checks, stopping at the first that fails, then pytest, whose summary comes last."""
    import subprocess

    os.chdir(ROOT)
    for name, command in CHECKS:
        say(f"{name} ...")
        code = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
        if code:
            say(f"{name} found the faults above; the tests were not run.")
            return code
    if arguments:
        return hand_over([*PYTEST, *arguments])
    say("the tests of the window ...")
    code = subprocess.run(WINDOW_TESTS, stdin=subprocess.DEVNULL, check=False).returncode
    if code < 0:
        say(f"The process of the window's tests was ended by signal {-code}; once more ...")
        code = subprocess.run(WINDOW_TESTS, stdin=subprocess.DEVNULL, check=False).returncode
    if code:
        say("The tests of the window found faults; the others were not run.")
        return code
    return hand_over([*PYTEST, "--ignore", "tests/gui"])


def prepare(*, for_tests: bool) -> None:
    """Bring libraries, virtual environment and packages to what the lock says; nothing where that is done already.

    Raises Refusal.
    """
    state = fingerprint()
    stamps = {tests: VENV / f"ready-for-{'tests' if tests else 'running'}" for tests in (False, True)}
    if any(has(stamps[tests], state) for tests in {for_tests, True}):
        return
    if sys.platform.startswith("linux"):
        install_libraries(for_tests)
    made_by = VENV / "made-by"
    if not has(made_by, sys.version):
        say("Making a virtual environment in .venv ...")
        call([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment was not made")
        made_by.write_text(sys.version, "utf-8")
    install_packages(for_tests)
    stamps[for_tests].write_text(state, "utf-8")


def fingerprint() -> str:
    """Return what a finished preparation depends on, as one digest."""
    digest = sha256(sys.version.encode())
    for file in (LOCK, ROOT / "pyproject.toml", Path(__file__), Path(__file__).with_name("debian.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def has(file: Path, text: str) -> bool:
    """Say whether a file is there and holds exactly this text."""
    try:
        return file.read_text("utf-8") == text
    except FileNotFoundError:
        return False


def install_libraries(for_tests: bool) -> None:
    """Bring Debian's packages as root; elsewhere name what is missing. Raises Refusal where nothing could start."""
    import debian

    if not debian.is_debian():
        absent = debian.missing_libraries()
        if absent:
            say("This system lacks libraries that the window needs: " + ", ".join(absent) + ".")
        return
    needed, wanted = debian.missing(debian.needed(for_tests)), debian.missing(debian.wanted(for_tests))
    if not needed and not wanted:
        return
    command = "apt-get install --no-install-recommends " + " ".join(needed + wanted)
    if os.geteuid() != 0:
        if needed:
            raise Refusal(f"Packages of the system are missing; as root, run: {command}")
        say(f"Without these packages letters may look wrong or tests are skipped; as root, run: {command}")
        return
    say(f"Installing {len(needed + wanted)} packages of the system: {' '.join(needed + wanted)} ...")
    failed = debian.install(needed + wanted)
    if failed:
        raise Refusal(
            f"{failed}\napt-get did not install the packages; its last lines are above. It was: {command}"
        )


def install_packages(for_tests: bool) -> None:
    """Install the pins of the lock by their hashes, then PamDesk itself from this folder. Raises Refusal."""
    import tempfile

    text = LOCK.read_text("utf-8")
    part = text if for_tests else text.partition(TEST_PART)[0]
    pins_in_part = sum(line[:1].isalnum() for line in part.splitlines())
    say(f"Installing {pins_in_part} packages into .venv (one to three minutes) ...")
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "--no-deps",
    ]
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder, "requirements.txt")
        pins.write_text(part, "utf-8")
        call(
            [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(pins)],
            "The packages were not installed",
        )
    call([*pip, "--no-build-isolation", "--editable", str(ROOT)], "PamDesk itself was not installed")


def call(command: list[str], failure: str) -> None:
    """Run a command with its output on standard error; raises Refusal, beginning with the failure, where it fails."""
    import subprocess

    code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode
    if code:
        raise Refusal(f"{failure}: {' '.join(command[:4])} ended with code {code}; its own words are above.")


def hand_over(command: list[str]) -> int:
    """Become the command; on Windows, which cannot, wait for it and return its exit code."""
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606  (no shell: the arguments go through as they are)
    import subprocess

    return subprocess.run(command, check=False).returncode


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
