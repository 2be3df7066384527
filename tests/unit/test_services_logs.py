"""No secret reaches the log or a crash report."""

from __future__ import annotations

import logging
import re
import stat
import sys
from pathlib import Path

import pytest

from pamdesk.records.errors import UserError
from pamdesk.records.masking import SecretMask
from pamdesk.records.secret import Secret
from pamdesk.services.logs import MaskingFilter, crash_report, log_to_standard_error, write_crash_report

CANARY = "canary-9d1e-zq"


def test_a_secret_in_play_is_masked_and_afterwards_forgotten():
    mask = SecretMask()
    with mask.in_play(Secret(CANARY)):
        with mask.in_play(Secret(CANARY)):
            pass
        assert mask.clean(f"sent {CANARY}!") == "sent ***!"
    assert mask.clean(f"sent {CANARY}!") == f"sent {CANARY}!"


def test_the_longer_of_two_secrets_is_masked_first():
    mask = SecretMask()
    with mask.in_play(Secret("abcd"), Secret("abcd1234")):
        assert mask.clean("abcd1234") == "***"


@pytest.mark.parametrize(
    "text",
    [
        f"ALTER USER a IDENTIFIED BY '{CANARY}'",
        f"connect host=db password={CANARY} user=a",
        f"postgresql://admin:{CANARY}@db/x",
        f"SCRAM-SHA-256$4096:{CANARY}",
        f"-----BEGIN RSA PRIVATE KEY-----\n{CANARY}",
    ],
)
def test_what_has_the_shape_of_a_secret_is_masked_even_if_nobody_named_it(text: str):
    assert CANARY not in SecretMask().clean(text)


def test_the_filter_masks_arguments_and_leaves_tracebacks_out(caplog: pytest.LogCaptureFixture):
    mask = SecretMask()
    logger = logging.getLogger("pamdesk.test_logs")
    masking = MaskingFilter(mask)
    logger.addFilter(masking)
    try:
        with mask.in_play(Secret(CANARY)):
            try:
                raise ValueError(CANARY)
            except ValueError:
                logger.exception("refused: %s", CANARY)
    finally:
        logger.removeFilter(masking)
    assert [record.getMessage() for record in caplog.records] == ["refused: *** (ValueError)"]
    assert CANARY not in caplog.text


def _fail() -> None:
    password = CANARY
    try:
        int(password)
    except ValueError as error:
        raise UserError("The port is no number.") from error


def test_a_crash_report_names_places_but_no_values(tmp_path: Path):
    with pytest.raises(UserError) as raised:
        _fail()
    report = crash_report(raised.value)
    assert CANARY not in report
    assert "pamdesk.records.errors.UserError: The port is no number." in report
    assert "builtins.ValueError: (the message is left out: it may hold a secret)" in report
    assert "in _fail" in report


def test_a_crash_report_is_for_its_owner_alone(tmp_path: Path):
    place = write_crash_report(ValueError(CANARY), tmp_path / "new")
    assert place is not None
    assert CANARY not in place.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_where_no_report_can_be_written_nothing_fails(tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert write_crash_report(ValueError("x"), tmp_path / "file") is None


def test_a_line_of_the_log_names_its_zone(capsys: pytest.CaptureFixture[str]):
    handler = log_to_standard_error()
    try:
        logging.getLogger("pamdesk.test").info("A sentence.")
    finally:
        logging.getLogger().removeHandler(handler)
    line = capsys.readouterr().err.splitlines()[-1]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} INFO A sentence\.", line)
