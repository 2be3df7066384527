"""Write requirements.lock anew from pyproject.toml: `python packaging/lock.py`, with uv installed.

Every package is pinned with the hashes of its files for every system. The lock has two parts, so that running the
program does not install what only its tests need: see MARK.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEAD = "# Written by packaging/lock.py from pyproject.toml; not to be edited by hand.\n"
RUN_PART = "# The program and its practice environment.\n"
MARK = "# What only the tests need.\n"  # packaging/bootstrap.py cuts the lock here.

_COMPILE = (
    "pip",
    "compile",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
)
_NO_HOST = ("--no-emit-index-url", "--no-emit-find-links")
_BUILD = ("--group", "pyproject.toml:build", "pyproject.toml")


def compiled(*arguments: str, out: Path) -> list[str]:
    """Return one block of lines for each pin that uv resolves; raises CalledProcessError with uv's own words."""
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    subprocess.run(
        [uv, *_COMPILE, *_NO_HOST, *arguments, *_BUILD, "--quiet", "-o", str(out)], cwd=ROOT, check=True
    )
    return re.findall(r"^\S.*(?:\n[ ].*)*\n", out.read_text("utf-8"), re.MULTILINE)


def name(block: str) -> str:
    """Return the package name that a block pins."""
    return block.partition("==")[0]


def main() -> int:
    """Resolve twice, once for everything and once for what the program needs, and write the lock in two parts."""
    with tempfile.TemporaryDirectory() as folder:
        # The old lock is uv's preference: only what pyproject.toml asks for changes; --upgrade renews everything.
        everything, program = Path(folder, "everything.txt"), Path(folder, "program.txt")
        if LOCK.exists():
            everything.write_text(LOCK.read_text("utf-8"), "utf-8")
        blocks = compiled("--all-extras", *sys.argv[1:], out=everything)
        needed = {name(block) for block in compiled("--extra", "sandbox", "-c", str(everything), out=program)}
    LOCK.write_text(
        HEAD
        + RUN_PART
        + "".join(block for block in blocks if name(block) in needed)
        + MARK
        + "".join(block for block in blocks if name(block) not in needed),
        "utf-8",
        newline="\n",
    )
    print(f"{LOCK.name}: {len(needed)} packages for the program, {len(blocks)} pins in all.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
