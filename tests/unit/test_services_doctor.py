"""`pamdesk doctor` names what is missing, and works where Qt cannot be loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk.services import doctor, doctor_window
from pamdesk.services.findings import Health, MachineFinding

LDD = """\
\tlinux-vdso.so.1 (0x00007ffc)
\tlibQt6XcbQpa.so.6 => /opt/qt/libQt6XcbQpa.so.6 (0x00007f)
\tlibxcb-cursor.so.0 => not found
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""


def test_libraries_that_ldd_cannot_find_are_each_named_once():
    assert doctor_window.not_found(LDD) == ("libEGL.so.1", "libxcb-cursor.so.0")


def test_missing_qt_libraries_come_with_the_command_that_installs_their_debian_packages(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert doctor_window.qt_lacks(("libEGL.so.1", "libxcb-cursor.so.0")) == MachineFinding(
        "qt",
        Health.MISSING,
        "The window cannot open: libEGL.so.1 and libxcb-cursor.so.0 are missing on this machine.",
        "apt-get install -y libegl1 libxcb-cursor0",
    )


def test_a_library_of_an_unknown_package_is_still_named():
    finding = doctor_window.qt_lacks(("libstrange.so.9",))
    assert finding.sentence == "The window cannot open: libstrange.so.9 is missing on this machine."
    assert finding.mend == ""


@pytest.mark.skipif(sys.platform != "linux", reason="ldd is a program of Linux; it runs there")
def test_a_library_that_is_really_absent_is_found(tmp_path: Path):
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("needs gcc to make a library that lacks another; apt-get install gcc runs it")
    (tmp_path / "a.c").write_text("int a(void) { return 1; }")
    (tmp_path / "b.c").write_text("int a(void); int b(void) { return a(); }")
    absent, needing = tmp_path / "libabsent.so", tmp_path / "libneeding.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", absent, tmp_path / "a.c"], check=True)
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", needing, tmp_path / "b.c", f"-L{tmp_path}", "-labsent"],
        check=True,
    )
    absent.unlink()
    assert doctor_window.libraries_lacking([needing]) == ("libabsent.so",)


def test_without_qt_the_doctor_still_answers(tmp_path: Path):
    hidden = "import sys; sys.modules['PySide6'] = None\n"
    program = (
        hidden + "from pamdesk.services.doctor_window import examine_display; print(examine_display({}).name)"
    )
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "display"


def test_the_doctor_loads_no_qt():
    program = "import sys; from pamdesk.services.doctor import examine; examine(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert [name for name in loaded.split() if name.split(".")[0] in ("PySide6", "shiboken6")] == []


def test_a_clock_before_the_program_was_written_is_missing():
    finding = doctor.examine_clock(lambda: datetime(2001, 1, 1, tzinfo=UTC))
    assert finding.state is Health.MISSING
    assert finding.sentence.startswith("The clock says 2001-01-01, which cannot be")


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.access", lambda place, mode: False)
    assert [each.state for each in doctor.examine_place(tmp_path)] == [Health.MISSING]


def test_the_place_of_a_vault_that_is_not_there_yet_is_looked_at_from_the_nearest_folder(tmp_path: Path):
    states = [each.state for each in doctor.examine_place(tmp_path / "not" / "yet")]
    assert Health.MISSING not in states


def test_only_what_is_missing_makes_the_machine_unfit():
    notice = MachineFinding("fonts", Health.NOTICE, "…")
    assert doctor.is_fit((notice,))
    assert not doctor.is_fit((notice, MachineFinding("qt", Health.MISSING, "…")))
