"""Where the files that are shipped with the program lie."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """A file under `resources/`: in a frozen bundle, in an installed wheel, or in a checkout."""
    bundle = getattr(sys, "_MEIPASS", None)  # PyInstaller: "Run-time Information"
    if bundle:
        return Path(bundle, "resources", *parts)
    package = Path(__file__).resolve().parents[1]
    installed = package / "_resources"  # the wheel's force-include in pyproject.toml
    root = installed if installed.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)
