"""One record with everything that its panes show, read at one time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pamdesk.records.complexity import Complexity, TargetRules
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.links import LinkKind
from pamdesk.records.passwords import entropy_bits
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.rules import Effective, intersect
from pamdesk.records.schedule import Schedule
from pamdesk.records.schedules import next_runs, parse_complexity, parse_schedule
from pamdesk.records.scripts import scripts_of
from pamdesk.records.types import RESOURCES
from pamdesk.services import details as detail_services
from pamdesk.services import window_jobs, window_secrets
from pamdesk.services.details import RecordDetails
from pamdesk.services.link_graph import GraphGap, LinkGraph, link_graph
from pamdesk.services.states import AccountWord, StateReader
from pamdesk.services.views import kind_label
from pamdesk.services.window_jobs import JobLine
from pamdesk.services.window_secrets import CandidateLine
from pamdesk.vault.vault import Vault

RUNS = 5
_CONFIGURATION = "pamConfiguration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A record of the drawing, in the place that it has there."""

    id: str
    title: str
    type: str
    kind: str
    state: AccountWord | None = None
    used_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The way from an account to the gateway that changes it; None where a link is missing."""

    user: Neighbour | None = None
    accounts: int = 0
    resource: Neighbour | None = None
    resources: int = 0
    admin: Neighbour | None = None
    launch: Neighbour | None = None
    configuration: Neighbour | None = None
    cloud: bool = False
    gateway: str = ""
    application: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationView:
    """The settings of an account in force: its own, or the configuration's defaults where it has none."""

    settings: RotationSettings | None
    method: Method
    schedule: Schedule | None
    schedule_is_default: bool
    runs: tuple[datetime, ...]
    complexity: Complexity
    complexity_is_default: bool
    rules: TargetRules | None
    target: str
    effective: Effective | None
    bits: float
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScreen:
    """One record: details, the drawing around it, and for an account its rotation."""

    details: RecordDetails
    graph: LinkGraph
    around: Surroundings
    gaps: tuple[GraphGap, ...]
    rotation: RotationView | None
    job: JobLine | None
    candidates: tuple[CandidateLine, ...]
    checked: bool = False  # Check has something to look at
    has_policy: bool = False  # it is a configuration of AWS
    scripts: tuple[str, ...] = ()  # those that follow a rotation of this account: switched on, by name


def screen(vault: Vault, record_id: str, now: datetime | None = None) -> RecordScreen:
    """Read one record for its panes; raises NotFound where it is gone."""
    moment = now or datetime.now(UTC)
    shown = detail_services.details(vault, record_id, moment)
    graph = link_graph(vault, record_id)
    is_user = shown.type == detail_services.USER
    job = window_jobs.newest_job(vault, record_id) if is_user else None
    doubt = shown.state is not None and shown.state.word is AccountWord.IN_DOUBT
    around = surroundings(vault, record_id, moment)
    return RecordScreen(
        details=shown,
        graph=graph,
        around=around,
        gaps=graph.gaps,
        rotation=rotation(vault, record_id, moment) if is_user else None,
        job=job,
        candidates=window_secrets.in_doubt(vault, record_id) if doubt else (),
        checked=is_user or shown.type in (_CONFIGURATION, *RESOURCES),
        has_policy=shown.type == _CONFIGURATION and _is_aws(vault, record_id),
        scripts=_following(vault, around) if is_user else (),
    )


def _is_aws(vault: Vault, configuration_id: str) -> bool:
    return vault.records.plain([configuration_id])[configuration_id].text("environment") == "aws"


def _following(vault: Vault, around: Surroundings) -> tuple[str, ...]:
    ids = [each.id for each in (around.user, around.resource, around.configuration) if each is not None]
    records = [vault.records.get(one) for one in ids]
    return tuple(script.name for record in records for script in scripts_of(record) if script.enabled)


def surroundings(vault: Vault, record_id: str, now: datetime) -> Surroundings:
    """Find what stands where in the drawing of a record."""
    record = vault.records.get(record_id)
    reader = StateReader(vault, now)
    user = resource = configuration = None
    if record.type == detail_services.USER:
        user = _neighbour(vault, reader, record_id)
        place, behind = reader.where(record_id)
        cloud = bool(place) and place == behind
        resource = _neighbour(vault, reader, place) if place and not cloud else None
        configuration = _neighbour(vault, reader, behind) if behind else None
    elif record.type == "pamConfiguration":
        cloud = False
        configuration = _neighbour(vault, reader, record_id)
    else:
        cloud = False
        resource = _neighbour(vault, reader, record_id)
        links = vault.links.out(record_id)
        behind = next((x.target for x in links if x.kind is LinkKind.ENVIRONMENT), "")
        configuration = _neighbour(vault, reader, behind) if behind else None
    gateway, application = _gateway(vault, configuration.id) if configuration else ("", "")
    front = resource or configuration
    here = front.id if front is not None else ""
    kinds = vault.links.count_into(here) if here else {}
    return Surroundings(
        user=user,
        accounts=kinds.get(LinkKind.BELONGS_TO, 0) + kinds.get(LinkKind.IAM_USER, 0),
        resource=resource,
        resources=kinds.get(LinkKind.ENVIRONMENT, 0),
        admin=_joined(vault, reader, resource, LinkKind.ADMIN),
        launch=_joined(vault, reader, resource, LinkKind.LAUNCH),
        configuration=configuration,
        cloud=cloud,
        gateway=gateway,
        application=application,
    )


def _neighbour(vault: Vault, reader: StateReader, record_id: str) -> Neighbour | None:
    record = reader.place(record_id)
    if record is None:
        return None
    is_user = record.type == detail_services.USER
    return Neighbour(
        id=record.id,
        title=record.title,
        type=record.type,
        kind=kind_label(record),
        state=reader.of([record_id])[record_id].word if is_user else None,
        used_by=len(vault.links.out(record_id))
        if is_user
        else sum(vault.links.count_into(record_id).values()),
    )


def _joined(
    vault: Vault, reader: StateReader, resource: Neighbour | None, kind: LinkKind
) -> Neighbour | None:
    if resource is None:
        return None
    first = next(iter(vault.links.into(resource.id, kind)), None)
    return _neighbour(vault, reader, first.source) if first else None


def _gateway(vault: Vault, configuration_id: str) -> tuple[str, str]:
    wanted = vault.records.get(configuration_id).text("gateway") or vault.gateway_id
    gateway = next((each for each in vault.gateways.list() if each.id == wanted), None)
    if gateway is None:
        return "", ""
    names = {each.id: each.name for each in vault.applications.list()}
    return gateway.name, names.get(gateway.application_id, "")


def rotation(vault: Vault, user_id: str, now: datetime) -> RotationView:
    """Return an account's settings in force, and what its target makes of them."""
    settings = vault.rotation_settings.get(user_id)
    reader = StateReader(vault, now)
    place, behind = reader.where(user_id)
    configuration = reader.place(behind) if behind else None
    cloud = bool(place) and place == behind
    method = settings.method if settings else Method.IAM_PASSWORD if cloud else Method.GENERAL
    schedule = settings.schedule if settings else None
    own_schedule = schedule is not None
    complexity = settings.complexity if settings else None
    own_complexity = complexity is not None
    if schedule is None and configuration is not None:
        schedule = _default_schedule(configuration)
    if complexity is None:
        complexity = _default_complexity(configuration)
    module = reader.module(user_id, method, settings.secret if settings else SecretKind.PASSWORD)
    rules, target = (module.spec.rules, module.spec.title) if module else (None, "")
    effective, bits, problem = fit(complexity, rules)
    return RotationView(
        settings=settings,
        method=method,
        schedule=schedule,
        schedule_is_default=not own_schedule,
        runs=runs(schedule, now),
        complexity=complexity,
        complexity_is_default=not own_complexity,
        rules=rules,
        target=target,
        effective=effective,
        bits=bits,
        problem=problem,
    )


def runs(schedule: Schedule | None, now: datetime) -> tuple[datetime, ...]:
    """Return the next five runs; none where the schedule breaks a rule."""
    try:
        return next_runs(schedule, now, RUNS) if schedule else ()
    except InvalidRecord:
        return ()


def fit(complexity: Complexity, rules: TargetRules | None) -> tuple[Effective | None, float, str]:
    """Return what a complexity becomes at a target, its entropy in bits, and the sentence where nothing is left."""
    try:
        effective = intersect(complexity, rules or TargetRules(name="any target"))
        return effective, entropy_bits(effective), ""
    except InvalidRecord as error:
        return None, 0.0, error.message


def _default_schedule(configuration: Record) -> Schedule | None:
    text = configuration.text("default_schedule")
    try:
        return parse_schedule(text) if text else None
    except InvalidRecord:
        return None


def _default_complexity(configuration: Record | None) -> Complexity:
    text = configuration.text("default_complexity") if configuration else ""
    try:
        return parse_complexity(text) if text else Complexity()
    except InvalidRecord:
        return Complexity()
