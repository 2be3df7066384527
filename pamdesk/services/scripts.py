"""Scripts that follow a rotation: added switched off, switched on by a person, run again alone, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime

from pamdesk.exchange.keeper_records import KEPT
from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.ids import new_id
from pamdesk.records.record import Record
from pamdesk.records.scripts import SECONDS, Script, scripts_of, with_scripts
from pamdesk.records.secret import Secret
from pamdesk.records.words import listed, quoted
from pamdesk.rotation.results import AccountResult
from pamdesk.rotation.thread import EngineThread
from pamdesk.services.imported_scripts import ImportedScript, imported_in
from pamdesk.services.naming import find
from pamdesk.vault.script_runs import RunState, ScriptRun
from pamdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """One script of a record; one that an import brought by name only has no text yet, and `id` is empty."""

    id: str
    name: str
    interpreter: str
    credentials: tuple[str, ...]
    enabled: bool
    imported: bool
    has_text: bool
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run of a script, with the record that carries it."""

    id: str
    attempt_id: str
    user_id: str
    record_id: str
    record_title: str
    script_id: str
    name: str
    state: RunState
    who: str
    begun: datetime
    ended: datetime | None
    exit_code: int | None
    sentence: str


def scripts(vault: Vault, record_id: str) -> tuple[ScriptLine, ...]:
    """Return the scripts of a record in the order in which they run, then those that an import named."""
    record = vault.records.get(record_id)
    own = scripts_of(record)
    known = {each.name.lower() for each in own}
    lines = [
        ScriptLine(
            id=each.id,
            name=each.name,
            interpreter=each.interpreter,
            credentials=tuple(_title(vault, one) for one in each.credentials),
            enabled=each.enabled,
            imported=each.imported,
            has_text=True,
            seconds=each.seconds,
        )
        for each in own
    ]
    named = [each for each in imported_in(record.fields.get(KEPT)) if each.name.lower() not in known]
    return (*lines, *(_named(each) for each in named))


def _named(script: ImportedScript) -> ScriptLine:
    return ScriptLine(
        id="",
        name=script.name,
        interpreter=script.command,
        credentials=script.credentials,
        enabled=False,
        imported=True,
        has_text=False,
        seconds=SECONDS,
    )


def add_script(
    vault: Vault,
    record_id: str,
    name: str,
    text: Secret,
    *,
    who: str,
    interpreter: str = "",
    credentials: Sequence[str] = (),
    seconds: int = SECONDS,
) -> Script:
    """Add a script, switched off; one that an import named takes its command and credentials from there.

    A script of the same name gets the new text, and is switched off: what was switched on is what runs.
    """
    record = vault.records.get(record_id)
    own = list(scripts_of(record))
    at = next((place for place, each in enumerate(own) if each.name.lower() == name.lower()), len(own))
    before = own[at] if at < len(own) else None
    named = next((e for e in imported_in(record.fields.get(KEPT)) if e.name.lower() == name.lower()), None)
    asked = credentials or (named.credentials if named and before is None else ())
    script = Script(
        id=before.id if before else new_id(),
        name=before.name if before else name,
        text=text,
        interpreter=interpreter or (before.interpreter if before else named.command if named else ""),
        credentials=_credentials(vault, asked) if asked else before.credentials if before else (),
        imported=before.imported if before else named is not None,
        seconds=seconds,
        unknown=before.unknown if before else {},
    )
    own[at : at + 1] = [script]
    _save(vault, record, own, who, "script changed" if before else "script added")
    return script


def switch_script(vault: Vault, record_id: str, name: str, *, enabled: bool, who: str) -> Script:
    """Switch a script on or off; raises `NotFound`, or `InvalidRecord` for one that has no text yet."""
    record = vault.records.get(record_id)
    script = _script(record, name)
    if script.enabled != enabled:
        script = replace(script, enabled=enabled)
        changed = [script if each.id == script.id else each for each in scripts_of(record)]
        _save(vault, record, changed, who, "script switched on" if enabled else "script switched off")
        vault.audit.append(who, f"script {'on' if enabled else 'off'}", record_id, script.name)
    return script


def remove_script(vault: Vault, record_id: str, name: str, *, who: str) -> None:
    """Remove a script from a record; raises `NotFound`."""
    record = vault.records.get(record_id)
    script = _script(record, name)
    _save(vault, record, [e for e in scripts_of(record) if e.id != script.id], who, "script removed")


def script_text(vault: Vault, record_id: str, name: str) -> Secret:
    """Return a script's text; raises `NotFound`."""
    return _script(vault.records.get(record_id), name).text


def follow_up(
    thread: EngineThread, vault: Vault, user_id: str, names: Sequence[str], *, who: str
) -> Future[AccountResult]:
    """Run scripts of an account's last rotation again, alone: those named, or those that did not end well."""
    ids = _ids(vault, user_id, names)
    return thread.submit(lambda engine: engine.follow_up(user_id, who=who, scripts=ids))


def runs(vault: Vault, user_id: str, limit: int = 100) -> tuple[RunLine, ...]:
    """Return the runs of scripts after an account's rotations, newest first."""
    found = vault.script_runs.of_user(user_id, limit)
    titles = {h.id: h.title for h in vault.records.headers([run.record_id for run in found])}
    return tuple(_run_line(run, titles.get(run.record_id, "")) for run in found)


def run_output(vault: Vault, run_id: str) -> str:
    """Return what a run printed, secrets masked; raises `NotFound`."""
    return vault.script_runs.output(run_id)


def _run_line(run: ScriptRun, title: str) -> RunLine:
    return RunLine(
        id=run.id,
        attempt_id=run.attempt_id,
        user_id=run.user_id,
        record_id=run.record_id,
        record_title=title,
        script_id=run.script_id,
        name=run.name,
        state=run.state,
        who=run.who,
        begun=run.begun,
        ended=run.ended,
        exit_code=run.exit_code,
        sentence=run.sentence,
    )


def _script(record: Record, name: str) -> Script:
    for each in scripts_of(record):
        if name in (each.id, each.name) or name.lower() == each.name.lower():
            return each
    if any(each.name.lower() == name.lower() for each in imported_in(record.fields.get(KEPT))):
        raise InvalidRecord(
            f"The import brought only the name of the script {quoted(name)}, not its text.",
            hint=f"pamdesk rotation script add {record.id} FILE --name {name}",
            code="script_text",
        )
    names = listed([quoted(each.name) for each in scripts_of(record)]) or "none"
    raise NotFound(f"{quoted(record.title)} has no script {quoted(name)}; it has {names}.", code="not_found")


def _save(vault: Vault, record: Record, changed: Sequence[Script], who: str, kind: str) -> None:
    vault.records.update(with_scripts(record, changed), who=who, kind=kind)


def _credentials(vault: Vault, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(find(vault, name) for name in names))


def _title(vault: Vault, record_id: str) -> str:
    headers = vault.records.headers([record_id])
    return headers[0].title if headers else record_id


def _ids(vault: Vault, user_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of scripts by name, among those that follow this account's rotation; raises `NotFound`."""
    if not names:
        return ()
    near = [user_id, *(link.target for link in vault.links.out(user_id))]
    far = [link.target for one in near[1:] for link in vault.links.out(one)]
    found: dict[str, str] = {}
    for record_id in dict.fromkeys([*near, *far]):
        for script in scripts_of(vault.records.get(record_id)):
            found.setdefault(script.name.lower(), script.id)
            found.setdefault(script.id, script.id)
    missing = next((name for name in names if name not in found and name.lower() not in found), None)
    if missing is not None:
        raise NotFound(f"No script {quoted(missing)} follows this rotation.", code="not_found")
    return tuple(found.get(name) or found[name.lower()] for name in names)
