"""What the window needs of this machine: Qt, the libraries of its platform plugin, a display, fonts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from pamdesk.records.words import listed
from pamdesk.services.findings import MachineFinding, missing, notice, ok
from pamdesk.services.programs import SECONDS, printed_by

# The Debian 12 package of each library that Qt 6 loads for a window under X11 (`dpkg -S`, Debian 12).
DEBIAN_PACKAGES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
_MODULES = ("QtWidgets", "QtGui", "QtSvg")
_HAN_AND_KANA = "ja"


def examine_window() -> tuple[MachineFinding, ...]:
    """Look at Qt, at the display and at the fonts; imports nothing of Qt into this process."""
    return (examine_qt(), examine_display(os.environ), examine_fonts())


def examine_qt() -> MachineFinding:
    """Say whether Qt can be loaded, naming every library that its modules and its X11 plugin lack."""
    found = find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return missing(
            "qt", "PySide6 is not installed, so there is no window.", "pip install PySide6-Essentials"
        )
    folder = Path(next(iter(found.submodule_search_locations)))
    if sys.platform == "linux":
        lacking = libraries_lacking(_qt_files(folder))
        if lacking:
            return qt_lacks(lacking)
    if not getattr(sys, "frozen", False):
        reason = _import_fails("PySide6.QtWidgets")
        if reason:
            return missing("qt", f"Qt is installed but cannot be loaded: {reason}.")
    return ok("qt", "Qt can be loaded, with every library that its window needs.")


def qt_lacks(lacking: Sequence[str]) -> MachineFinding:
    """Name the missing libraries, and the command that installs their Debian packages where they are known."""
    packages = sorted({DEBIAN_PACKAGES[name] for name in lacking if name in DEBIAN_PACKAGES})
    mend = f"apt-get install -y {' '.join(packages)}" if packages and shutil.which("apt-get") else ""
    verb = "is" if len(lacking) == 1 else "are"
    return missing("qt", f"The window cannot open: {listed(lacking)} {verb} missing on this machine.", mend)


def libraries_lacking(files: Sequence[Path]) -> tuple[str, ...]:
    """Return the libraries that these files, and what they load in turn, cannot find; empty where `ldd` is absent."""
    return not_found(printed_by("ldd", *map(str, files))) if files else ()


def not_found(printed: str) -> tuple[str, ...]:
    """Return the names that `ldd` printed as not found, each once, sorted."""
    return tuple(sorted(set(_NOT_FOUND.findall(printed))))


def examine_display(environment: Mapping[str, str]) -> MachineFinding:
    """Say whether there is a display to open a window on."""
    if sys.platform != "linux" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ok("display", "There is a display for the window.")
    return notice(
        "display",
        "There is no display here: the command line and the gateway work, the window does not open.",
        "pamdesk sandbox --no-window --rotate-all",
    )


def examine_fonts() -> MachineFinding:
    """Say whether Japanese text can be shown."""
    if sys.platform != "linux" or _has_font(_HAN_AND_KANA):
        return ok("fonts", "Fonts for English and Japanese are there.")
    mend = "apt-get install -y fonts-noto-cjk" if shutil.which("apt-get") else ""
    return notice("fonts", "No font here has Japanese characters: Japanese titles show as boxes.", mend)


def _has_font(language: str) -> bool:
    if shutil.which("fc-list") is None:
        return any(any(folder.rglob("*CJK*")) for folder in _font_folders() if folder.is_dir())
    return bool(printed_by("fc-list", f":lang={language}", "family").strip())


def _font_folders() -> tuple[Path, ...]:
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def _qt_files(folder: Path) -> list[Path]:
    modules = [path for name in _MODULES for path in folder.glob(f"{name}.*.so")]
    return [*modules, *folder.glob("Qt/plugins/platforms/libqxcb.so")]


def _import_fails(module: str) -> str:
    """Return why a module cannot be imported, asked in a process of its own because Qt may abort; empty where it can."""
    try:
        asked = subprocess.run(
            [sys.executable, "-c", f"import {module}"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"loading it takes more than {SECONDS} s"
    if asked.returncode == 0:
        return ""
    lines = asked.stderr.strip().splitlines()
    return lines[-1].removeprefix("ImportError: ").rstrip(".") if lines else f"exit code {asked.returncode}"
