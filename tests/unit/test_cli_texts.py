"""What the tables say to people: moments with their zone, reasons, commands that mend, and a word where there is nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk.cli.moments import local
from pamdesk.records.secret import Secret
from pamdesk.records.words import moment
from pamdesk.vault.vault import Vault
from tests.unit.test_cli_commands import PASSWORD, Ran, add_account, home, run

__all__ = ["home", "run"]


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("needs tzset, which Windows has not")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("tokyo")
def test_a_moment_is_this_machines_time_with_its_distance_from_utc():
    at = datetime(2026, 11, 23, 21, 14, 5, tzinfo=UTC)
    assert local(at) == "2026-11-24 06:14 +09:00"
    assert local(at, seconds=True) == moment(at, seconds=True)
    assert local(at, seconds=True) == "2026-11-24 06:14:05 +09:00"


@pytest.mark.usefixtures("tokyo")
def test_tables_and_sentences_share_one_zone_and_json_is_utc(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    assert "+09:00" in run("audit", "list").out
    assert run("audit", "list", "--json").json["entries"][0]["at"].endswith("+00:00")
    assert "+09:00" in run("vault", "info").out
    assert "+09:00" in run("records", "history", "app").out
    assert " 03:00 +09:00" in run("rotation", "set", "app", "--schedule", "daily 03:00 Asia/Tokyo").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["records", "list"], "No records."),
        (["rotation", "status"], "No account has rotation settings."),
        (["rotation", "history"], "No attempts."),
        (["rotation", "recover"], "Nothing was left open."),
        (["rotate", "--all"], "There is nothing to do."),
    ],
)
def test_an_empty_list_says_so(home: Path, run: Callable[..., Ran], arguments: list[str], sentence: str):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (0, f"{sentence}\n")


def test_a_record_without_links_says_so(home: Path, run: Callable[..., Ran]):
    run("records", "add", "login", "--title", "alone")
    assert run("links", "alone").out == "No links.\n"


def test_the_reason_of_a_rotation_stands_in_the_history(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    assert run("rotate", "app", "--why", "ticket 4711").code == 1
    head, row = run("rotation", "history", "app").out.splitlines()
    assert head.split() == ["STARTED", "ACCOUNT", "STATE", "WHO", "WHY", "SENTENCE"]
    assert "ticket 4711" in row


def test_recovery_and_history_say_one_word_of_an_attempt_that_sent_nothing(
    home: Path, run: Callable[..., Ran]
):
    user = add_account(run, home)
    with Vault.open(home / "v.pamdesk", Secret(PASSWORD)) as vault:
        lease = vault.leases.acquire(user, vault.owner).result()
        vault.journal.begin(lease, target="postgresql", method="general", who="t", why="").result()
    [recovered] = run("rotation", "recover", "--json").json["accounts"]
    [attempt] = run("rotation", "history", "app", "--json").json["attempts"]
    assert (recovered["state"], recovered["code"], recovered["changed"]) == ("skipped", "interrupted", False)
    assert (attempt["state"], attempt["step"], attempt["changed"]) == ("skipped", "cancelled", False)
    assert "Skipped" in run("rotation", "history", "app").out


def test_an_account_without_settings_names_the_command_that_makes_them(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    user = run("records", "add", "pamUser", "--title", "bare", "login=bare").out.strip()
    assert run("link", "bare", "--belongs-to", "db").code == 0
    for arguments in (["rotate", "bare"], ["rotate", "bare", "--plan"], ["links", "bare"]):
        assert f"pamdesk rotation set {user} --method general" in run(*arguments).out


def test_no_two_rows_of_a_record_have_one_name(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    names = [
        line[: line.index("  ")] for line in run("records", "show", "db").out.splitlines() if line[0] != " "
    ]
    assert sorted(set(names)) == sorted(names)
    assert names[:3] == ["Title", "Record type", "Folder"]
