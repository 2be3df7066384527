"""The command line's contract: keys of --json, exit codes, secrets that never stand on a line, one object on every outcome."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import pamdesk
from pamdesk.cli.program import COMMANDS, carry_out
from pamdesk.records.secret import Secret
from pamdesk.services import logs
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault

CANARY = "canary-2f60-cli"
PASSWORD = "correct horse battery"
ROOT = Path(pamdesk.__file__).parent.parent
ACCOUNT_KEYS = {"id", "title", "target", "method", "state", "changed", "reason", "code", "seconds"}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        (line,) = self.out.splitlines()
        found = json.loads(line)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a vault and its password file, named by the environment as a scheduler would."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PAMDESK_VAULT", str(tmp_path / "v.pamdesk"))
    monkeypatch.setenv("PAMDESK_PASSWORD_FILE", str(tmp_path / "password"))
    (tmp_path / "password").write_text(PASSWORD + "\n")
    (tmp_path / "secret").write_text(CANARY + "\n")
    Vault.create(tmp_path / "v.pamdesk", Secret(PASSWORD), cost=KdfCost.for_tests()).close()
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def carry(*arguments: str) -> Ran:
        capsys.readouterr()
        code = carry_out(arguments)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return carry


def add_account(run: Callable[..., Ran], home: Path) -> str:
    """A database that nobody answers for, with admin and one account, linked and set up; returns the account's id."""
    made = run("records", "add", "pamUser", "--title", "app", "login=app", f"password=@{home / 'secret'}")
    for arguments in (
        ["records", "add", "pamConfiguration", "--title", "Office", "environment=local"],
        [
            "records",
            "add",
            "pamDatabase",
            "--title",
            "db",
            "host=127.0.0.1",
            "port=1",
            "database_type=postgresql",
        ],
        ["records", "add", "pamUser", "--title", "root", "login=root", f"password=@{home / 'secret'}"],
        ["link", "app", "--belongs-to", "db"],
        ["link", "root", "--admin-of", "db"],
        ["link", "db", "--environment", "Office"],
        ["rotation", "set", "app", "--method", "general", "--schedule", "weekly mon 03:00 Asia/Tokyo"],
    ):
        assert run(*arguments).code == 0
    return made.out.strip()


def test_every_command_of_the_table_can_be_loaded_and_says_its_use(run: Callable[..., Ran]):
    for name in COMMANDS:
        ran = run(name, "--help")
        assert (name, ran.code) == (name, 0)
        assert ran.out.startswith(f"Usage: pamdesk {name}")


def test_no_command_is_a_stub_of_a_later_version(run: Callable[..., Ran]):
    for later in ("get", "exec", "discover", "export"):
        assert run(later).code == 2


def test_adding_prints_the_id_and_show_gives_the_keys_of_the_contract(home: Path, run: Callable[..., Ran]):
    user = add_account(run, home)
    shown = run("records", "show", "app", "--json").json
    assert {"id", "type", "title", "folder", "fields", "links", "rotation"} <= shown.keys()
    assert (shown["id"], shown["type"], shown["title"], shown["folder"]) == (
        user,
        "pamUser",
        "app",
        "General",
    )
    assert shown["fields"] == {"login": "app", "password": None}
    assert [(each["kind"], each["to"]["title"]) for each in shown["links"]] == [("belongs_to", "db")]
    assert shown["rotation"]["method"] == "general"
    assert shown["rotation"]["schedule"] == "weekly mon 03:00 Asia/Tokyo"


def test_list_gives_the_keys_of_the_contract(home: Path, run: Callable[..., Ran]):
    user = add_account(run, home)
    [line] = run("records", "list", "--type", "pamUser", "--search", "app", "--json").json["records"]
    shown = run("records", "show", "app", "--json").json["rotation"]
    standing = {name: shown[name] for name in ("state", "last", "next")}
    assert ("never", None) == (standing["state"], standing["last"])
    assert standing["next"]  # it has a schedule
    assert line == {"id": user, "type": "pamUser", "title": "app", "folder": "General", **standing}
    [database] = run("records", "list", "--type", "pamDatabase", "--json").json["records"]
    assert (None, None, None) == (database["state"], database["last"], database["next"])


def test_a_secret_shows_only_with_reveal_and_the_audit_says_so(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    for hidden in (
        run("records", "show", "app"),
        run("records", "show", "app", "--json"),
        run("records", "history", "app", "--json"),
        run("records", "list", "--search", "app"),
        run("audit", "list"),
        run("links", "app"),
    ):
        assert hidden.code == 0
        assert CANARY not in hidden.out + hidden.err
    assert run("records", "show", "app", "--reveal", "--json").json["fields"]["password"] == CANARY
    assert CANARY in run("records", "show", "app", "--reveal").out
    assert CANARY in run("records", "history", "app", "--reveal").out
    entries = run("audit", "list", "--record", "app", "--json").json["entries"]
    assert [each["detail"] for each in entries if each["action"] == "revealed"] == [
        "records history",
        "records show",
        "records show",
    ]


def test_a_secret_on_the_command_line_is_refused_and_not_repeated(home: Path, run: Callable[..., Ran]):
    ran = run("records", "add", "pamUser", "--title", "x", "login=x", f"password={CANARY}")
    assert ran.code == 2
    assert "password=@FILE" in ran.err
    assert CANARY not in ran.out + ran.err
    assert run("records", "list", "--json").json == {"records": []}


def test_the_literal_for_the_instance_role_is_no_secret(home: Path, run: Callable[..., Ran]):
    both = ("access_key_id=USE_INSTANCE_ROLE", "secret_access_key=USE_INSTANCE_ROLE")
    assert run("records", "add", "pamConfiguration", "--title", "aws", "aws_id=x", *both).code == 0


def test_a_value_comes_from_standard_input_and_only_one_can(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{CANARY}\n".encode())))
    assert run("records", "add", "pamUser", "--title", "x", "login=x", "password=@-").code == 0
    assert run("records", "show", "x", "--reveal", "--json").json["fields"]["password"] == CANARY
    assert run("records", "set", "x", "password=@-", "notes=@-").code == 2


def test_two_at_signs_mean_a_value_that_begins_with_one(home: Path, run: Callable[..., Ran]):
    assert run("records", "add", "login", "--title", "x", "login=@@handle").code == 0
    assert run("records", "show", "x", "--json").json["fields"] == {"login": "@handle"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["records", "show", "nothing"], "not_found"),
        (["records", "show", "twin"], "ambiguous"),
        (["records", "add", "pamToaster", "--title", "x"], "unknown_type"),
        (["records", "add", "login", "--title", "x", "colour=red"], "unknown_field"),
        (["records", "add", "login", "--title", "x", "no equals sign"], "usage"),
        (["records", "add", "login", "--title", "x", "url=@/does/not/exist"], "usage"),
        (["records", "add"], "usage"),
        (["rotate"], "usage"),
        (["rotate", "twin", "--all"], "usage"),
        (["rotate", "nothing"], "not_found"),
        (["rotation", "set", "nothing", "--disable"], "not_found"),
        (["link", "twin"], "usage"),
        (["bogus"], "usage"),
        (["records", "list", "--folder", "Nowhere"], "not_found"),
        (["import", "keeper", "/does/not/exist.json"], "file"),
    ],
)
def test_usage_and_unknown_ids_are_exit_2_with_one_json_object(
    home: Path, run: Callable[..., Ran], arguments: list[str], code: str
):
    for _ in range(2):
        run("records", "add", "login", "--title", "twin")
    ran = run(*arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, code)
    assert set(ran.json["error"]) == {"code", "message", "hint"}
    assert ran.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["records", "add", "pamUser", "--title", "no login"],
        ["records", "set", "app", "login="],
        ["link", "root", "--belongs-to", "Office"],
        ["rotation", "set", "db", "--disable"],
        ["rotation", "set", "app", "--schedule", "sometimes"],
        ["rotation", "set", "app", "--complexity", "4,9,9,9,9"],
    ],
)
def test_what_breaks_a_rule_is_exit_1_and_changes_nothing(
    home: Path, run: Callable[..., Ran], arguments: list[str]
):
    add_account(run, home)
    before = [run(*each).out for each in (["records", "list"], ["rotation", "status"], ["links", "db"])]
    ran = run(*arguments, "--json")
    assert ran.code == 1
    assert ran.json["error"]["message"]
    assert [
        run(*each).out for each in (["records", "list"], ["rotation", "status"], ["links", "db"])
    ] == before


def test_a_wrong_password_is_exit_3_and_is_not_repeated(home: Path, run: Callable[..., Ran]):
    (home / "other").write_text(CANARY)
    ran = run("records", "list", "--password-file", str(home / "other"), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "wrong_password")
    assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize("content", [b"", b"\n", b"x" * 5000, b"\xff\xfe"])
def test_a_password_file_that_holds_no_password_is_exit_3(
    home: Path, run: Callable[..., Ran], content: bytes
):
    (home / "password").write_bytes(content)
    ran = run("records", "list", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "password_file")


def test_no_vault_there_is_exit_2(home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch):
    assert run("records", "list", "--vault", str(home / "nowhere"), "--json").code == 2
    monkeypatch.delenv("PAMDESK_VAULT")
    ran = run("records", "list", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "no_vault_named")


def test_options_of_the_vault_may_stand_before_or_after_the_command(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    named = ("--vault", str(home / "v.pamdesk"), "--password-file", str(home / "password"))
    monkeypatch.setenv("PAMDESK_VAULT", str(home / "nowhere"))
    assert run(*named, "records", "list").code == 0
    assert run("records", "list", *named).code == 0


def test_a_rotation_that_is_refused_is_exit_1_with_every_key(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    ran = run("rotate", "app", "--json")
    (account,) = ran.json["accounts"]
    assert ran.code == 1
    assert set(account) == ACCOUNT_KEYS
    assert account["state"] in ("refused", "failed")
    assert (account["title"], account["target"], account["method"], account["changed"]) == (
        "app",
        "postgresql",
        "general",
        False,
    )
    assert ran.err == ""


def test_plan_status_and_links_give_the_same_list_of_accounts(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    for arguments in (["rotate", "app", "--plan"], ["rotation", "status"], ["links", "app"]):
        (account,) = run(*arguments, "--json").json["accounts"]
        assert set(account) >= ACCOUNT_KEYS
        assert account["title"] == "app"


def test_rotating_nothing_is_done(home: Path, run: Callable[..., Ran]):
    for which in ("--all", "--due"):
        ran = run("rotate", which, "--json")
        assert (ran.code, ran.json) == (0, {"accounts": []})
    assert run("rotation", "recover", "--json").json == {"accounts": []}


def test_an_account_that_is_switched_off_is_not_in_all_and_refused_by_name(
    home: Path, run: Callable[..., Ran]
):
    add_account(run, home)
    assert run("rotation", "set", "app", "--disable").code == 0
    assert run("rotate", "--all", "--json").json == {"accounts": []}
    (account,) = run("rotate", "app", "--json").json["accounts"]
    assert (account["code"], account["changed"]) == ("off", False)
    assert run("rotation", "status", "--json").json["accounts"][0]["state"] == "off"


def test_deleting_an_admin_says_what_stops_and_needs_yes(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    refused = run("records", "delete", "root", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "still_needed")
    (stop,) = refused.json["error"]["stops"]
    assert stop.startswith("“root” is the admin of “db”:")
    assert run("records", "delete", "root", "--yes").code == 0
    assert run("records", "show", "root").code == 2
    assert run("records", "restore", "root").code == 0
    assert run("links", "db", "--json").json["gaps"] == []


def test_a_certificate_that_was_shown_is_pinned_and_the_audit_says_who_did(
    home: Path, run: Callable[..., Ran]
):
    add_account(run, home)
    fingerprint = "SHA256:" + ":".join(["AB"] * 32)
    assert run("records", "trust", "db", "--fingerprint", fingerprint).code == 0
    assert run("records", "show", "db", "--json").json["fields"]["certificate_fingerprint"] == fingerprint
    newest = run("audit", "list", "--limit", "1", "--json").json["entries"][0]
    assert (newest["action"], newest["title"], newest["detail"]) == ("trusted", "db", fingerprint)
    assert run("records", "trust", "db", "--fingerprint", "SHA256:short").code == 1
    assert run("records", "trust", "app", "--fingerprint", fingerprint).code == 1


def test_a_link_is_taken_away_and_its_gap_is_said(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    assert run("unlink", "db", "--environment", "Office").code == 0
    assert [each["code"] for each in run("links", "app", "--json").json["gaps"]] == ["no_environment"]
    assert run("unlink", "db", "--environment", "Office").code == 2


def test_the_password_is_changed_and_the_old_one_opens_nothing(home: Path, run: Callable[..., Ran]):
    (home / "new").write_text("another good password\n")
    assert run("vault", "change-password", "--new-password-file", str(home / "new"), "--json").json == {
        "changed": True
    }
    assert run("vault", "info").code == 3
    assert run("vault", "info", "--password-file", str(home / "new")).code == 0


def test_a_short_master_password_is_refused_before_anything_is_made(home: Path, run: Callable[..., Ran]):
    (home / "password").write_text("short")
    ran = run("vault", "create", str(home / "w.pamdesk"), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "password_too_short")
    assert not (home / "w.pamdesk").exists()


def test_a_backup_is_restored_to_another_place_with_everything_in_it(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    assert run("vault", "backup", str(home / "b.zip")).code == 0
    assert run("vault", "restore", str(home / "b.zip"), str(home / "w.pamdesk")).code == 0
    shown = run("records", "list", "--vault", str(home / "w.pamdesk"), "--json").json
    assert [each["title"] for each in shown["records"]] == ["app", "db", "Office", "root"]


def test_an_import_reports_line_by_line_and_a_dry_run_adds_nothing(home: Path, run: Callable[..., Ran]):
    file = home / "keeper.json"
    user = {"type": "pamUser", "title": "u", "login": "u", "password": CANARY, "managed": "perhaps"}
    file.write_text(json.dumps({"project": "P", "pam_data": {"users": [user]}}, indent=1))
    dry = run("import", "keeper", str(file), "--dry-run", "--json")
    assert dry.json["records"] == [{"id": None, "type": "pamUser", "title": "u", "folder": "P / Users"}]
    assert run("records", "list", "--json").json == {"records": []}
    assert dry.code == 1
    real = run("import", "keeper", str(file))
    assert real.code == 1
    assert real.out.splitlines()[0] == (
        "P: 1 record, 0 links and 0 rotation settings were added. 1 entry left out, line by line below."
    )
    assert "line 10: Managed by AWS is yes or no" in real.out
    assert CANARY not in dry.out + real.out + dry.err + real.err


def test_an_import_that_took_everything_is_exit_0_and_so_is_the_same_again(
    home: Path, run: Callable[..., Ran]
):
    file = home / "keeper.json"
    user = {"type": "pamUser", "title": "u", "login": "u"}
    file.write_text(json.dumps({"project": "P", "pam_data": {"users": [user]}}))
    first = run("import", "keeper", str(file), "--json")
    again = run("import", "keeper", str(file), "--json")
    assert (first.code, len(first.json["records"]), first.json["present"]) == (0, 1, 0)
    assert (again.code, len(again.json["records"]), again.json["present"]) == (0, 0, 1)


def test_a_broken_file_is_exit_1_with_line_and_column(home: Path, run: Callable[..., Ran]):
    (home / "x.json").write_text('{"pam_data": \n oops}')
    ran = run("import", "keeper", str(home / "x.json"), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "invalid_json")
    assert "at line 2, column 2:" in ran.json["error"]["message"]


def test_the_audit_is_verified(home: Path, run: Callable[..., Ran]):
    add_account(run, home)
    ran = run("audit", "verify", "--json")
    assert (ran.code, ran.json["ok"], ran.json["first_bad"]) == (0, True, None)


def test_the_built_in_gateway_is_listed(home: Path, run: Callable[..., Ran]):
    (gateway,) = run("gateway", "list", "--json").json["gateways"]
    assert (gateway["name"], gateway["application"], gateway["built_in"]) == ("This PamDesk", "PamDesk", True)


def test_hostile_titles_do_nothing_to_the_terminal(home: Path, run: Callable[..., Ran]):
    file = home / "notes"
    file.write_text("line\x1b[31m red\u202e")
    assert run("records", "add", "login", "--title", "x", f"notes=@{file}").code == 0
    shown = run("records", "show", "x").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_fault_in_the_program_is_one_object_and_a_report_without_the_secret(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    def broken(*args: object, **settings: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr("pamdesk.services.folders.lines", broken)
    monkeypatch.setattr(logs, "user_log_path", lambda *args, **settings: home / "log")
    ran = run("folders", "list", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "fault")
    (report,) = (home / "log").iterdir()
    assert str(report) in ran.json["error"]["hint"]
    assert CANARY not in ran.out + ran.err + report.read_text("utf-8")


def test_without_a_window_the_command_says_what_to_do(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "pamdesk.desktop.main", None)
    ran = run()
    assert ran.code == 1
    assert "pamdesk doctor names what is missing" in ran.err


def spawn(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pamdesk", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        **settings,
    )


def test_without_a_terminal_no_password_is_exit_3_and_nothing_waits(home: Path):
    environment = {key: value for key, value in os.environ.items() if key != "PAMDESK_PASSWORD_FILE"}
    ran = spawn("records", "list", "--json", env=environment, timeout=60)
    assert ran.returncode == 3
    assert json.loads(ran.stdout)["error"]["code"] in ("vault_locked", "wrong_password")


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal or error for a pipe that is closed"
)
def test_a_reader_that_goes_away_is_no_fault(home: Path):
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "pamdesk", "records", "list"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, "")


def test_the_list_of_commands_loads_none_of_them():
    asked = spawn("--help")
    assert asked.returncode == 0
    code = (
        "import sys\nfrom pamdesk.cli.program import carry_out\ncarry_out(['--help'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stderr.split()
    heavy = {
        "pamdesk.vault.vault",
        "pamdesk.rotation.engine",
        "sqlcipher3",
        "boto3",
        "PySide6",
        "rich",
        "cryptography",
    }
    assert heavy.intersection(loaded) == set()


def test_listing_records_loads_no_engine_and_no_driver(home: Path):
    code = (
        "import sys\nfrom pamdesk.cli.program import carry_out\ncarry_out(['records', 'list', '--json'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stderr.split()
    heavy = {"pamdesk.rotation.engine", "boto3", "psycopg2", "pymysql", "PySide6", "rich", "asyncio"}
    assert heavy.intersection(loaded) == set()


def test_an_argument_that_is_no_text_is_usage_and_no_fault(home: Path, run: Callable[..., Ran]):
    for arguments in (["records", "show", "bad\udcff"], ["records", "list", "--search", "\udcff"]):
        ran = run(*arguments, "--json")
        assert (ran.code, ran.json["error"]["message"]) == (2, "An argument is not UTF-8 text.")


def test_a_folder_that_is_no_vault_is_said_to_be_none(home: Path, run: Callable[..., Ran]):
    (home / "folder").mkdir()
    ran = run("vault", "info", "--vault", str(home / "folder"), "--json")
    assert (ran.code, ran.json["error"]["message"]) == (2, f"There is no vault at {home / 'folder'}.")


def test_a_folder_inside_one_that_is_not_there_says_what_to_make_first(home: Path, run: Callable[..., Ran]):
    ran = run("folders", "add", "Production / Databases", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "not_found")
    assert ran.json["error"]["hint"] == "A folder is made inside one that is there: make that one first."
    assert run("folders", "add", "Production").code == 0
    assert run("folders", "add", "Production / Databases").code == 0


def test_an_earlier_password_becomes_current_only_after_a_yes(home: Path, run: Callable[..., Ran]):
    account = add_account(run, home)
    before = run("records", "history", account, "--json").json["versions"]
    (home / "newer").write_text("Newer-Secret-2")
    assert run("records", "set", account, f"password=@{home / 'newer'}").code == 0
    refused = run("records", "restore-version", account, "1", "--json")
    assert (refused.json["error"]["code"], refused.code == 0) == ("not_confirmed", False)
    assert len(run("records", "history", account, "--json").json["versions"]) == len(before) + 1
    done = run("records", "restore-version", account, "1", "--yes", "--json")
    assert done.code == 0
