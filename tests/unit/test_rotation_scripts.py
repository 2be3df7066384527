"""What a script is told, how it is run, and that nothing of a secret is left of what it prints; no server is needed."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.masking import MASKED, SecretMask
from pamdesk.records.record import CustomField, Record
from pamdesk.records.scripts import FIELD, LARGEST, Script, scripts_of, with_scripts
from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.rotation.script_commands import NoInterpreter, command_of
from pamdesk.rotation.script_folders import ScriptFolder, new_path, still_runs
from pamdesk.rotation.script_input import script_input
from pamdesk.rotation.script_masking import forms, without_cut_forms
from pamdesk.rotation.script_process import Ran
from pamdesk.rotation.scripts import shown
from pamdesk.services import scripts
from pamdesk.targets.contract import TargetModule
from pamdesk.vault.journal import State
from pamdesk.vault.script_runs import RunState
from tests.fakes.server import FakeServer, fake_module
from tests.scripts import carry, noting
from tests.worlds import TEST, World

NOW = datetime(2026, 1, 2, tzinfo=UTC)
POSIX = pytest.mark.skipif(os.name != "posix", reason="these scripts are for a POSIX shell")


def record(kind: str, title: str, **fields: str | Secret) -> Record:
    return Record(
        id=f"id-{title}", type=kind, title=title, folder="f", fields=fields, created=NOW, modified=NOW
    )


def script(name: str = "u.sh", text: str = "#!/bin/sh\n", **changes: str) -> Script:
    return replace(Script(id="1", name=name, text=Secret(text)), **changes)  # type: ignore[arg-type]


def test_the_input_has_the_names_that_other_programs_use_and_numbers_a_second_one() -> None:
    user = replace(
        record("pamUser", "app", login="app", private_pem_key=Secret("PEM"), password=Secret("old")),
        custom=(CustomField("login", "second"), CustomField("pin", Secret("1234567"))),
    )
    told = script_input(
        configuration=record("pamConfiguration", "aws", access_key_id=Secret("AKIA"), environment="aws"),
        resource=None,
        user=user.with_fields({"password": Secret("new"), FIELD: Secret("[]")}),
        credentials=(),
        new=Secret("new"),
        old=None,
    )
    keys = json.loads(base64.b64decode(told.line.reveal()))
    records = json.loads(base64.b64decode(keys.pop("records")))
    assert {
        "providerRecordUid": "id-aws",
        "resourceRecordUid": "",
        "userRecordUid": "id-app",
        "newPassword": "new",
        "oldPassword": "",
        "user": "app",
    } == keys
    assert [
        {"uid": "id-aws", "title": "aws", "accessKeyId": "AKIA", "environment": "aws"},
        {
            "uid": "id-app",
            "title": "app",
            "login": "app",
            "privatePEMKey": "PEM",
            "password": "new",
            "login2": "second",
            "pin": "1234567",
        },
    ] == records
    assert {"AKIA", "PEM", "new", "1234567"} <= {each.reveal() for each in told.secrets}


@pytest.mark.parametrize("secret", ["Tr0ub4dor&3x", 'q"u\\o/te+', "pässwörd-日本", "line-one-1\nline-two-2"])
def test_every_form_of_a_secret_is_masked(secret: str) -> None:
    mask, held = SecretMask(), forms([Secret(secret)])
    parts = [secret, *secret.split("\n")]
    with mask.in_play(*held):
        for part in parts:
            for form in (part, json.dumps(part)[1:-1], json.dumps(part, ensure_ascii=False)[1:-1]):
                assert "a *** b" == mask.clean(f"a {form} b")
            for before in ("", "x", "xy"):
                for encoding in ("utf-8", "utf-16-le"):
                    data = before.encode(encoding) + part.encode(encoding) + b"..."
                    assert "***" in mask.clean(base64.b64encode(data).decode())
                    assert "***" in mask.clean(base64.urlsafe_b64encode(data).decode())


def test_a_secret_that_is_cut_at_the_end_is_masked_quickly_however_long_it_is() -> None:
    long = Secret("abcd" * 20_000 + "!")
    began = time.monotonic()
    assert "out ***" == without_cut_forms("out correct hor", forms([Secret("correct horse"), long]))
    assert time.monotonic() - began < 1
    assert "out cor" == without_cut_forms("out cor", forms([Secret("correct horse")]))


@pytest.mark.parametrize("kept", range(14))
def test_wherever_output_was_cut_no_half_of_a_secret_stands_at_its_beginning(kept: int) -> None:
    secret = "correct#horse9"
    masked = forms([Secret(secret)])
    longest = max(len(each.reveal()) for each in masked)
    with MASKED.in_play(*masked):
        ran = Ran(0, (secret * 30)[kept:].encode() + b"\nend\n", cut=True)
        text = shown(ran, masked, longest)
    assert text.startswith("[…]\n")
    assert text.endswith("***\nend\n")
    assert [] == [size for size in range(4, len(secret)) if secret[-size:] in text]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "../evil.sh"}, "no plain file name"),
        ({"name": ""}, "no plain file name"),
        ({"text": " \n"}, "is empty"),
        ({"text": "x" * (LARGEST + 1)}, "is empty"),
        ({"text": "a\0b"}, "no text"),
    ],
)
def test_a_script_that_is_not_valid_is_refused_in_words(changes: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidRecord, match=said):
        with_scripts(record("pamUser", "app"), [script(**changes)])


def test_a_record_that_carries_no_scripts_refuses_them_and_what_a_newer_version_wrote_is_kept() -> None:
    with pytest.raises(InvalidRecord, match="carries no scripts"):
        with_scripts(record("login", "mail"), [script()])
    later = replace(script(), unknown={"retries": 3})
    kept = with_scripts(record("pamUser", "app"), [later])
    assert (later,) == scripts_of(kept)
    assert "#!/bin/sh" not in repr(kept)


@POSIX
def test_the_program_that_runs_a_script_is_named_by_it(tmp_path: Path) -> None:
    file = tmp_path / "s.sh"
    assert ["/bin/sh", "-eu x", str(file)] == command_of(script(text="#!/bin/sh -eu x\n"), file)
    named = command_of(script(interpreter="sh -e 'a b'"), file)
    assert ("sh", ["-e", "a b", str(file)]) == (Path(named[0]).name, named[1:])
    assert Path(command_of(script(text="pass\n"), tmp_path / "s.py")[0]).name.startswith("python3")
    with pytest.raises(NoInterpreter):
        command_of(script(text="echo\n"), tmp_path / "s.bat")


@POSIX
def test_the_folder_of_a_script_is_private_and_gone_after_it() -> None:
    folder = ScriptFolder(new_path(), "s.sh", "#!/bin/sh\r\necho\r\n")
    assert [0o700, 0o600] == [path.stat().st_mode & 0o777 for path in (folder.path, folder.file)]
    assert b"\r" not in folder.file.read_bytes()
    assert still_runs(str(folder.path))
    folder.remove()
    assert (False, False) == (folder.path.exists(), still_runs(str(folder.path)))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A vault with accounts on a fake server: here the scripts are what is real."""
    server = FakeServer()
    made = World.create(tmp_path / "v.pamdesk")
    database = made.database("billing-prod", "db.example.com", 5432, "postgresql")
    module = fake_module(server)

    def find(*_: object) -> TargetModule:
        return module

    monkeypatch.setattr(targets, "for_account", find)
    for login in ("dba", *(f"app{n}" for n in range(12))):
        server.passwords[login] = "old-password"
        made.user(login, "old-password", on=database, admin_of=database if login == "dba" else "")
    yield made
    made.vault.close()


def accounts(world: World) -> list[str]:
    return [one for one in world.vault.records.ids(type="pamUser") if one != world.vault.records.find("dba")]


@POSIX
def test_accounts_run_their_scripts_side_by_side_so_many_at_once_and_the_loop_goes_on(
    world: World, tmp_path: Path
) -> None:
    going = tmp_path / "going"
    going.mkdir()
    text = f"#!/bin/sh\ntouch '{going}'/$$\nls '{going}' | wc -l\nsleep 0.4\nrm '{going}'/$$\n"
    carry(world.vault, world.configuration, "c.sh", text)
    gaps = []

    async def watch() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.01)
            gaps.append(time.monotonic() - began)

    async def work() -> list[AccountResult]:
        engine = Engine(world.vault, limits=Limits(scripts=3, per_host=1))
        watching = asyncio.create_task(watch())
        try:
            return list(await engine.rotate(accounts(world), who=TEST))
        finally:
            watching.cancel()
            await engine.close()

    results = asyncio.run(work())
    assert [(ResultState.DONE, "ok")] * 12 == [(each.state, each.code) for each in results]
    runs = [run for user in accounts(world) for run in scripts.runs(world.vault, user)]
    at_once = [int(scripts.run_output(world.vault, run.id)) for run in runs]
    assert (12, 3) == (len(runs), max(at_once))
    assert sorted(gaps)[len(gaps) // 2] < 0.1


@POSIX
def test_a_program_that_closes_ends_its_script_and_the_next_start_runs_it_again(
    world: World, tmp_path: Path
) -> None:
    user, place = accounts(world)[0], tmp_path / "ran"
    text = f"#!/bin/sh\necho $$ >> '{place}'\nif ! test -e '{place}.again'; then sleep 60; fi\n"
    carry(world.vault, user, "u.sh", text)

    async def closed() -> None:
        engine = Engine(world.vault, limits=Limits(close_patience=0.2))
        rotating = asyncio.create_task(engine.rotate([user], who=TEST))
        while not place.exists() or not place.read_text().endswith("\n"):
            await asyncio.sleep(0.05)
        await engine.close()
        rotating.cancel()

    asyncio.run(closed())
    with pytest.raises(ProcessLookupError):
        os.kill(int(place.read_text().split()[0]), 0)
    [run] = world.vault.script_runs.of_user(user)
    assert (RunState.BEGUN, State.DEPENDENTS) == (run.state, world.vault.journal.attempts(user)[0].state)
    assert not Path(run.folder).exists()
    (tmp_path / "ran.again").touch()

    async def recovered() -> list[AccountResult]:
        engine = Engine(world.vault)
        try:
            return list(await engine.recover(patience=1.0))
        finally:
            await engine.close()

    [result] = asyncio.run(recovered())
    assert ("ok", 2) == (result.code, len(place.read_text().split()))
    assert "it was run again" in result.reason


@POSIX
def test_of_accounts_with_failing_scripts_each_is_done_and_told(world: World, tmp_path: Path) -> None:
    carry(world.vault, world.configuration, "c.sh", noting(tmp_path / "ran", "x") + "exit 9\n")

    async def work() -> list[AccountResult]:
        engine = Engine(world.vault)
        try:
            return list(await engine.rotate(accounts(world), who=TEST))
        finally:
            await engine.close()

    results = asyncio.run(work())
    assert [(ResultState.DONE, True, "followup_failed")] * 12 == [
        (each.state, each.changed, each.code) for each in results
    ]
    assert 12 == len((tmp_path / "ran").read_text().split())


@POSIX
def test_a_script_that_reads_nothing_of_a_long_input_holds_nothing_up(world: World) -> None:
    user = accounts(world)[0]
    kept = world.vault.records.get(user)
    world.vault.records.update(kept.with_fields({"private_pem_key": Secret("x" * 400_000)}), who=TEST)
    carry(world.vault, user, "u.sh", "#!/bin/sh\nexec 0<&-\necho done\n")

    async def work() -> AccountResult:
        engine = Engine(world.vault)
        try:
            [result] = await engine.rotate([user], who=TEST)
            return result
        finally:
            await engine.close()

    before = _descriptors()
    assert "ok" == asyncio.run(work()).code
    assert _descriptors() <= before + 4


def _descriptors() -> int:
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.exists() else 0
