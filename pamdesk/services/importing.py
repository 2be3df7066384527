"""Taking a file's records into the vault: looked at whole first, then written whole or taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pamdesk.exchange import keeper
from pamdesk.exchange.plan import ImportPlan, PlannedLink, PlannedRecord
from pamdesk.exchange.report import LineSeverity, Report, ReportLine
from pamdesk.records.errors import InvalidRecord, NotFound, PamDeskError, UserError
from pamdesk.records.ids import new_id
from pamdesk.records.link_rules import check_link
from pamdesk.records.links import Link
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import RotationSettings
from pamdesk.records.schedules import require_allowed
from pamdesk.records.validation import require_valid
from pamdesk.records.words import quoted
from pamdesk.services.import_matching import Matching, in_vault
from pamdesk.services.rotations import HOURLY_LIMIT
from pamdesk.vault.folders import Folder
from pamdesk.vault.vault import Vault

CONFIGURATION = "pamConfiguration"
LARGEST = 64 * 1024 * 1024  # bytes; 100,000 records of Keeper's format are about 40 MB


@dataclass(frozen=True, slots=True)
class AddedRecord:
    """One record that was added, or would be."""

    id: str
    type: str
    title: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, or would do (`dry_run`), and what it says about the lines that it did not take as they stood."""

    project: str
    dry_run: bool
    added: tuple[AddedRecord, ...]
    links: int
    rotations: int
    lines: tuple[ReportLine, ...]

    @property
    def skipped(self) -> int:
        """How many lines name something that was left out, and is not in the vault either."""
        return sum(line.severity is LineSeverity.SKIPPED for line in self.lines)

    @property
    def present(self) -> int:
        """How many records are in the vault already."""
        return sum(line.severity is LineSeverity.PRESENT for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Ready:
    """Everything checked: only writing is left."""

    records: tuple[tuple[PlannedRecord, Record], ...]
    links: tuple[Link, ...]
    rotations: tuple[RotationSettings, ...]


def read_file(path: Path) -> str:
    """Read a file as text; raises UserError where it cannot be read, is larger than 64 MB, or is no text."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise NotFound(f"The file {path} cannot be read: {error.strerror}.", code="file") from None
    if len(content) > LARGEST:
        raise UserError(
            f"The file {path.name} is larger than {LARGEST // 1024 // 1024} MB.", code="file_too_large"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"The file {path.name} is not UTF-8 text.", code="not_text") from None


def import_keeper(vault: Vault, text: str, who: str, *, dry_run: bool = False) -> ImportResult:
    """Import the JSON of Keeper's `pam project import`; raises UserError, and has changed nothing then."""
    plan = keeper.read(text)
    checked = _Checking(vault, plan)
    ready = checked.ready()
    if not dry_run:
        _write(vault, ready, who)
    return ImportResult(
        project=plan.project,
        dry_run=dry_run,
        added=tuple(
            AddedRecord(record.id, record.type, record.title, " / ".join(planned.folder))
            for planned, record in ready.records
        ),
        links=len(ready.links),
        rotations=len(ready.rotations),
        lines=tuple(sorted([*plan.lines, *checked.report.lines], key=lambda line: line.line)),
    )


class _Checking:
    """Looks at every part of a plan against the vault; what cannot be taken is reported, and nothing is written."""

    def __init__(self, vault: Vault, plan: ImportPlan) -> None:
        self._vault = vault
        self._plan = plan
        self._now = datetime.now(UTC)
        self._ids: dict[int, str] = {}  # of new records, and of those that are in the vault already
        self._new: dict[str, Record] = {}
        self.report = Report()

    def ready(self) -> _Ready:
        records = tuple(
            (planned, record)
            for planned in self._plan.records
            if (record := self._record(planned)) is not None
        )
        links = self._links()
        rotations = tuple(self._rotations())
        return _Ready(records, links, rotations)

    def _record(self, planned: PlannedRecord) -> Record | None:
        try:
            known = in_vault(self._vault, planned.title)
        except NotFound as error:
            self.report.skipped(planned.line, planned.path, f"{error.message} It was skipped.")
            return None
        if known is not None:
            self.report.present(
                planned.line,
                planned.path,
                f"{quoted(planned.title)} is in the vault already; it was skipped.",
            )
            if self._vault.records.header(known).type == planned.type:
                self._ids[planned.key] = known
            return None
        record = self._made(planned)
        try:
            require_valid(record)
        except InvalidRecord as error:
            self.report.skipped(planned.line, planned.path, error.message)
            return None
        self._ids[planned.key] = record.id
        self._new[record.id] = record
        return record

    def _made(self, planned: PlannedRecord) -> Record:
        record = Record(
            id=new_id(),
            type=planned.type,
            title=planned.title,
            folder=self._vault.folders.default_id,
            notes=planned.notes,
            fields=planned.fields,
            custom=planned.custom,
            created=self._now,
            modified=self._now,
        )
        if planned.type != CONFIGURATION:
            return record
        # The project's own folder takes the place of this one when it exists.
        return record.with_fields({"gateway": self._gateway(planned), "application_folder": record.folder})

    def _gateway(self, planned: PlannedRecord) -> str:
        found = [each.id for each in self._vault.gateways.list() if planned.gateway in (each.id, each.name)]
        if found:
            return found[0]
        if planned.gateway:
            sentence = (
                f"There is no gateway {quoted(planned.gateway)} here; the built-in one takes its place."
            )
            self.report.notice(planned.line, planned.path, sentence)
        return self._vault.gateway_id

    def _links(self) -> tuple[Link, ...]:
        existing = self._vault.links.all()
        matching = Matching(self._vault, self._plan.records, self._ids)
        taken: list[Link] = []
        for planned in self._plan.links:
            try:
                link = self._resolved(planned, matching)
                if link is None or link in existing or link in taken:
                    continue
                check_link(
                    link, self._get(link.source), self._get(link.target), [*existing, *taken], self._title
                )
            except (InvalidRecord, NotFound) as error:
                sentence = f"{error.message} The link {planned.kind.value} was left out."
                self.report.skipped(planned.line, planned.path, sentence)
                continue
            taken.append(link)
        return tuple(taken)

    def _resolved(self, planned: PlannedLink, matching: Matching) -> Link | None:
        """Return the link with ids; None where an end was left out (said already) or both ends were here before."""
        target = (
            self._ids.get(planned.target)
            if isinstance(planned.target, int)
            else matching.resource(planned.target)
        )
        if target is None:
            return None
        if isinstance(planned.source, int):
            source = self._ids.get(planned.source)
        else:
            source = matching.user(planned.source, planned.target)
        if source is None or not {source, target} & self._new.keys():
            return None
        return Link(source, planned.kind, target)

    def _get(self, record_id: str) -> Record:
        return self._new.get(record_id) or self._vault.records.get(record_id)

    def _title(self, record_id: str) -> str:
        return self._get(record_id).title

    def _rotations(self) -> list[RotationSettings]:
        found = []
        hourly = self._vault.settings.get(HOURLY_LIMIT, True)
        for planned in self._plan.rotations:
            user = self._ids.get(planned.user)
            if user is None or user not in self._new:
                continue
            schedule = planned.schedule
            try:
                if schedule is not None:
                    require_allowed(schedule, hourly_limit=hourly)
            except InvalidRecord as error:
                sentence = f"{error.message} The schedule was left out, and the default holds."
                self.report.skipped(planned.line, planned.path, sentence)
                schedule = None
            found.append(
                RotationSettings(
                    user_id=user,
                    method=planned.method,
                    schedule=schedule,
                    complexity=planned.complexity,
                    enabled=planned.enabled,
                    changed=self._now,
                )
            )
        return found


def _write(vault: Vault, ready: _Ready, who: str) -> None:
    """Write everything, or take back what was written: the newest first."""
    undo: list[Callable[[], object]] = []
    try:
        records = [_placed(vault, planned, record, who, undo) for planned, record in ready.records]
        vault.records.add_many(records, who=who)
        undo.extend(lambda one=record.id: vault.records.purge(one, who) for record in records)  # type: ignore[misc]
        for link in ready.links:
            vault.links.add(link, who)
        for settings in ready.rotations:
            vault.rotation_settings.set(settings, who)
    except BaseException:
        _take_back(undo)
        raise


def _take_back(undo: list[Callable[[], object]]) -> None:
    """Undo as far as it goes: where one step cannot be undone (the disk is gone), the fault that began it is what is said."""
    for act in reversed(undo):
        try:
            act()
        except PamDeskError:
            return


def _placed(
    vault: Vault, planned: PlannedRecord, record: Record, who: str, undo: list[Callable[[], object]]
) -> Record:
    folder = _folder(vault, planned.folder, who, undo)
    placed = replace(record, folder=folder.id)
    return placed.with_fields({"application_folder": folder.id}) if record.type == CONFIGURATION else placed


def _folder(vault: Vault, names: tuple[str, ...], who: str, undo: list[Callable[[], object]]) -> Folder:
    """Return the folder at this path from the top, made where it is not there; the project's own is shared."""
    known = {(each.parent, each.name): each for each in vault.folders.list()}
    parent: Folder | None = None
    for name in names:
        found = known.get((parent.id if parent else None, name))
        if found is None:
            found = vault.folders.add(name, parent.id if parent else None, parent is None, who=who)
            undo.append(lambda one=found.id: vault.folders.remove(one, who=who))  # type: ignore[misc]
        parent = found
    if parent is None:
        raise InvalidRecord("A record of the file has no folder.", code="no_folder")
    return parent
