"""Build the program for this operating system, as one folder that needs no Python: see packaging/README.md.

python packaging/build.py [--out FOLDER] [--work FOLDER]     dist/ and build/ beside this project, unless told
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = Path(__file__).with_name("pamdesk.spec")
PROGRAM = "pamdesk.exe" if sys.platform == "win32" else "pamdesk"


def build(out: Path, work: Path) -> Path:
    """Run PyInstaller and return the built command; raises CalledProcessError, with PyInstaller's own words before it."""
    command = [sys.executable, "-m", "PyInstaller", str(SPEC), "--noconfirm", "--log-level", "WARN"]
    # The spec asks Python for every module of the program, installed or not.
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    subprocess.run(
        [*command, "--distpath", str(out), "--workpath", str(work)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return out / "pamdesk" / PROGRAM


def main(arguments: list[str]) -> int:
    """Build, and say where the program is."""
    parser = argparse.ArgumentParser(description="Build PamDesk for this operating system.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build")
    asked = parser.parse_args(arguments)
    try:
        program = build(asked.out.resolve(), asked.work.resolve())
    except subprocess.CalledProcessError as error:
        print("The program was not built; PyInstaller's last lines are above.", file=sys.stderr)
        return error.returncode
    folder = program.parent
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{program}: {size / 1_000_000:.0f} MB in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
