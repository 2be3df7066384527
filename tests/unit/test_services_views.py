"""The words, rows, counts and gaps that the window reads, from a real vault and its journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.cli import documents
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedules import parse_schedule
from pamdesk.records.secret import Secret
from pamdesk.services import folders, links, records, rotations
from pamdesk.services.details import details
from pamdesk.services.link_graph import gaps, link_graph
from pamdesk.services.records import Changes
from pamdesk.services.rotations import SettingsChange
from pamdesk.services.states import AccountWord, StateReader, worst
from pamdesk.services.views import ViewKey, built_in_views, rows, tree
from pamdesk.vault.journal import State
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault
from tests.fakes.server import FakeServer, fake_module

WHO = "tester"
CANARY = "canary-77c0-views"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault.create(
        tmp_path / "v.pamdesk", Secret("a password"), cost=KdfCost.for_tests(), state_dir=tmp_path / "state"
    )
    yield made
    made.close()


def add(vault: Vault, type_key: str, title: str, folder: str | None = None, **fields: str) -> Record:
    return records.add(vault, type_key, Changes(fields=fields, title=title, folder=folder), WHO)


@pytest.fixture
def database(vault: Vault) -> Record:
    configuration = add(vault, "pamConfiguration", "Office", environment="local")
    made = add(vault, "pamDatabase", "db", host="db.example.com", database_type="postgresql")
    links.add(vault, Link(made.id, LinkKind.ENVIRONMENT, configuration.id), WHO)
    return made


def account(vault: Vault, database: Record, name: str = "app", schedule: str = "on-demand") -> Record:
    user = add(vault, "pamUser", name, login=name, password=CANARY)
    links.add(vault, Link(user.id, LinkKind.BELONGS_TO, database.id), WHO)
    rotations.change_settings(vault, user.id, SettingsChange(schedule=parse_schedule(schedule)), WHO)
    return user


def rotated(vault: Vault, user: Record, end: State, code: str = "") -> None:
    """Write an attempt as the engine does, up to this end."""
    lease = vault.leases.acquire(user.id, vault.owner).result()
    journal = vault.journal
    attempt = journal.begin(lease, target="postgresql", method="general", who=WHO, why="").result()
    candidate = journal.stage(lease, attempt.id, Secret(f"{CANARY}-new")).result()
    if end is State.DONE:
        journal.promote(lease, attempt.id, candidate.id, sentence="Changed.", at=datetime.now(UTC)).result()
    changed = {State.DONE: True, State.IN_DOUBT: None}.get(end, False)
    journal.finish(lease, attempt.id, end, code=code, sentence="It ended.", changed=changed).result()
    vault.leases.release(lease).result()


def word(vault: Vault, user: Record, now: datetime | None = None) -> AccountWord:
    return StateReader(vault, now).of([user.id])[user.id].word


@pytest.mark.parametrize(
    ("end", "code", "expected"),
    [
        (State.DONE, "", AccountWord.DONE),
        (State.DONE, "followup_failed", AccountWord.FOLLOWUP_FAILED),
        (State.NOT_APPLIED, "x", AccountWord.FAILED),
        (State.REFUSED, "x", AccountWord.REFUSED),
        (State.IN_DOUBT, "x", AccountWord.IN_DOUBT),
        (State.CANCELLED, "x", AccountWord.NEVER),
    ],
)
def test_the_word_follows_from_how_the_last_rotation_ended(
    vault: Vault, database: Record, end: State, code: str, expected: AccountWord
):
    user = account(vault, database)
    assert word(vault, user) is AccountWord.NEVER
    rotated(vault, user, end, code)
    assert word(vault, user) is expected


def test_an_attempt_that_sent_nothing_is_not_listed_as_a_change_of_an_account_proved_before(
    vault: Vault, database: Record
):
    user = account(vault, database)
    rotated(vault, user, State.DONE)
    assert [(line.state, line.changed) for line in rotations.status(vault, [user.id])] == [("done", True)]
    rotated(vault, user, State.CANCELLED, "interrupted")
    assert [(line.state, line.changed) for line in rotations.status(vault, [user.id])] == [("done", False)]


@pytest.mark.parametrize(
    ("fields", "proved"),
    [
        ({"password": "typed"}, False),
        ({"login": "other"}, False),
        ({"mysql_host": "10.0.0.%"}, False),
        ({"distinguished_name": "arn:aws:iam::123456789012:user/app"}, False),
        ({"connect_database": "other"}, True),
        ({"secret_access_key": "not what was rotated"}, True),
    ],
)
def test_what_is_entered_by_hand_takes_the_proof_back(
    vault: Vault, database: Record, fields: dict[str, str], proved: bool
):
    user = account(vault, database)
    records.update(vault, user.id, Changes(fields={"password": "typed before any rotation"}), WHO)
    assert word(vault, user) is AccountWord.NEVER
    rotated(vault, user, State.DONE)
    records.update(vault, user.id, Changes(fields=fields), WHO)
    view = StateReader(vault).of([user.id])[user.id]
    if proved:
        assert (view.word, view.proved_at is not None) == (AccountWord.DONE, True)
        return
    assert (view.word, view.code, view.proved_at) == (AccountWord.BY_HAND, "changed_by_hand", None)
    assert view.sentence.startswith("Changed by hand at ")
    told = documents.rotation(view.settings, view)
    assert (told["state"], told["last"]) == ("changed_by_hand", None)
    assert documents.words(view.word.value, view.code) == "Changed by hand – not proved"
    assert [(line.state, line.changed) for line in rotations.status(vault, [user.id])] == [
        ("changed_by_hand", None)
    ]
    records.update(vault, user.id, Changes(fields={"login": "app"}), WHO)
    rotated(vault, user, State.DONE)
    assert word(vault, user) is AccountWord.DONE


def test_after_a_change_by_hand_what_follows_is_said_and_no_proof_comes_back(vault: Vault, database: Record):
    user = account(vault, database)
    rotated(vault, user, State.DONE)
    rotated(vault, user, State.REFUSED, "x")
    assert word(vault, user) is AccountWord.REFUSED
    records.update(vault, user.id, Changes(fields={"password": "typed"}), WHO)
    assert word(vault, user) is AccountWord.BY_HAND
    rotated(vault, user, State.CANCELLED, "interrupted")
    assert word(vault, user) is AccountWord.BY_HAND
    rotated(vault, user, State.NOT_APPLIED, "x")
    view = StateReader(vault).of([user.id])[user.id]
    assert (view.word, view.sentence, view.proved_at) == (AccountWord.FAILED, "It ended.", None)
    rotated(vault, user, State.IN_DOUBT)
    assert word(vault, user) is AccountWord.IN_DOUBT


def test_a_change_by_hand_while_a_rotation_is_being_closed_is_not_called_done(vault: Vault, database: Record):
    user = account(vault, database)
    lease = vault.leases.acquire(user.id, vault.owner).result()
    attempt = vault.journal.begin(lease, target="x", method="general", who=WHO, why="").result()
    candidate = vault.journal.stage(lease, attempt.id, Secret(f"{CANARY}-new")).result()
    at = datetime.now(UTC)
    vault.journal.promote(lease, attempt.id, candidate.id, sentence="", at=at).result()
    vault.journal.advance(lease, attempt.id, State.DEPENDENTS).result()
    records.update(vault, user.id, Changes(fields={"password": "typed"}), WHO)
    assert word(vault, user) is AccountWord.RUNNING
    vault.journal.finish(lease, attempt.id, State.DONE, code="ok", sentence="", changed=True).result()
    assert word(vault, user) is AccountWord.BY_HAND


def test_done_becomes_up_to_date_at_midnight(vault: Vault, database: Record):
    user = account(vault, database)
    rotated(vault, user, State.DONE)
    assert word(vault, user, datetime.now(UTC) + timedelta(days=1)) is AccountWord.UP_TO_DATE


def test_a_weekly_account_is_due_a_day_before_and_a_daily_one_only_when_its_time_has_passed(
    vault: Vault, database: Record
):
    weekly = account(vault, database, "weekly", "weekly mon 03:00 UTC")
    daily = account(vault, database, "daily", "daily 03:00 UTC")
    reader = StateReader(vault).of([weekly.id, daily.id])
    next_week, next_day = reader[weekly.id].next_at, reader[daily.id].next_at
    assert next_week is not None
    assert next_day is not None
    soon = timedelta(hours=1)
    assert word(vault, weekly, next_week - timedelta(days=1) - soon) is AccountWord.NEVER
    assert word(vault, weekly, next_week - timedelta(days=1) + soon) is AccountWord.DUE
    assert word(vault, daily, next_day - soon) is AccountWord.NEVER
    assert word(vault, daily, next_day + soon) is AccountWord.DUE


def test_an_account_without_a_schedule_follows_its_configurations(vault: Vault, database: Record):
    user = account(vault, database)
    rotations.change_settings(vault, user.id, SettingsChange(default_schedule=True), WHO)
    records.update(
        vault, vault.records.find("Office"), Changes(fields={"default_schedule": "daily 03:00 UTC"}), WHO
    )
    assert StateReader(vault).of([user.id])[user.id].next_at is not None


@pytest.mark.parametrize("switch", ["user", "db", "Office"])
def test_the_first_switch_that_is_off_is_named_but_in_doubt_stays_in_doubt(
    vault: Vault, database: Record, switch: str
):
    user = account(vault, database)
    if switch == "user":
        rotations.change_settings(vault, user.id, SettingsChange(enabled=False), WHO)
    else:
        records.update(vault, vault.records.find(switch), Changes(fields={"rotation_enabled": "off"}), WHO)
    view = StateReader(vault).of([user.id])[user.id]
    named = "this account" if switch == "user" else switch
    assert (view.word, view.sentence) == (
        AccountWord.OFF,
        f"Rotation is off for {named}. An administrator can turn it on.",
    )
    rotated(vault, user, State.IN_DOUBT)
    assert word(vault, user) is AccountWord.IN_DOUBT


def test_in_doubt_is_worse_than_failed_and_nothing_is_no_state():
    assert worst([AccountWord.DONE, AccountWord.FAILED, AccountWord.IN_DOUBT]) is AccountWord.IN_DOUBT
    assert worst([]) is None


def test_rows_say_where_an_account_lives_and_how_a_resources_accounts_are(vault: Vault, database: Record):
    one, two = account(vault, database, "one"), account(vault, database, "two")
    rotated(vault, one, State.IN_DOUBT)
    rotated(vault, two, State.DONE)
    first, second = rows(vault, [database.id, two.id])
    assert (first.where, first.where_kind, first.accounts, first.worst, first.worst_count) == (
        "db.example.com",
        "PostgreSQL",
        2,
        AccountWord.IN_DOUBT,
        1,
    )
    assert (second.where, second.where_kind, second.state) == ("db", "PostgreSQL", AccountWord.DONE)
    assert second.last_rotated is not None


def test_rows_keep_the_order_asked_for_and_leave_out_what_is_gone(vault: Vault):
    a, b = add(vault, "login", "a"), add(vault, "login", "b")
    assert [row.title for row in rows(vault, [b.id, "0" * 22, a.id])] == ["b", "a"]


def test_the_tree_counts_what_is_below(vault: Vault):
    folders.add(vault, "A", WHO, shared=True)
    folders.add(vault, "A / B", WHO)
    add(vault, "login", "x", folder="A / B")
    add(vault, "login", "y", folder="A")
    found = {node.name: node for node in tree(vault)}
    assert (found["A"].count, found["A"].shared) == (2, True)
    assert [(child.name, child.count) for child in found["A"].children] == [("B", 1)]


def test_the_built_in_views_hold_the_accounts_of_their_state(vault: Vault, database: Record):
    doubtful, fine = account(vault, database, "doubtful"), account(vault, database, "fine")
    loose = add(vault, "pamUser", "loose", login="loose")
    records.update(vault, fine.id, Changes(fields={}, favourite="yes"), WHO)
    rotated(vault, doubtful, State.IN_DOUBT)
    views = built_in_views(vault)
    assert views.ids[ViewKey.IN_DOUBT] == (doubtful.id,)
    assert views.ids[ViewKey.NEVER] == (fine.id,)
    assert views.ids[ViewKey.NOT_LINKED] == (loose.id,)
    assert views.ids[ViewKey.FAVOURITES] == (fine.id,)
    assert views.ids[ViewKey.RECENT][0] == fine.id
    assert views.counts[ViewKey.FAILED] == 0


def test_details_hold_no_secret_and_say_what_happened(vault: Vault, database: Record):
    user = account(vault, database)
    rotated(vault, user, State.DONE)
    found = details(vault, user.id)
    assert CANARY not in repr(found)
    assert [(each.name, each.value, each.is_secret) for each in found.fields] == [
        ("login", "app", False),
        ("password", "", True),
    ]
    assert [line.sentence for line in found.recent][:1] == ["It ended."]
    assert found.state is not None
    assert found.state.word is AccountWord.DONE


def test_details_of_a_configuration_name_gateway_and_folder(vault: Vault, database: Record):
    found = details(vault, vault.records.find("Office"))
    values = {each.name: each.value for each in found.fields}
    assert values == {
        "environment": "Local network",
        "gateway": "This PamDesk",
        "application_folder": "General",
    }


def test_the_graph_shows_the_way_from_an_account_to_admin_and_configuration(vault: Vault, database: Record):
    user = account(vault, database)
    admin = add(vault, "pamUser", "root", login="root")
    links.add(vault, Link(admin.id, LinkKind.ADMIN, database.id), WHO)
    graph = link_graph(vault, user.id)
    assert {node.title: node.used_by for node in graph.nodes} == {"app": 0, "db": 2, "root": 0, "Office": 1}
    assert [node.title for node in graph.nodes if node.is_origin] == ["app"]
    assert {(edge.kind, edge.label) for edge in graph.edges} == {
        (LinkKind.BELONGS_TO, "belongs to"),
        (LinkKind.ADMIN, "admin of"),
        (LinkKind.ENVIRONMENT, "reached through"),
    }
    assert graph.gaps == ()


def test_each_gap_says_what_is_missing_and_what_mends_it(vault: Vault, monkeypatch: pytest.MonkeyPatch):
    module = fake_module(FakeServer())
    spec = replace(module.spec, self_rotation=False)
    monkeypatch.setattr(targets, "for_account", lambda *_: replace(module, spec=spec))
    user = add(vault, "pamUser", "cms", login="cms")
    assert [(gap.code, gap.kind) for gap in gaps(vault, user.id)] == [
        ("no_settings", None),
        ("not_linked", LinkKind.BELONGS_TO),
    ]
    machine = add(vault, "pamMachine", "web", host="web", operating_system="linux")
    links.add(vault, Link(user.id, LinkKind.BELONGS_TO, machine.id), WHO)
    rotations.change_settings(vault, user.id, SettingsChange(), WHO)
    assert [(gap.code, gap.sentence) for gap in gaps(vault, user.id)] == [
        ("no_admin", "web has no admin."),
        ("no_environment", "web has no PAM Configuration."),
    ]
    rotations.change_settings(vault, user.id, SettingsChange(method=Method.IAM_PASSWORD), WHO)


@pytest.mark.parametrize(
    ("changes_itself", "expected"), [(True, ["no_environment"]), (False, ["no_admin", "no_environment"])]
)
def test_an_account_that_may_change_its_own_secret_needs_no_admin(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, changes_itself: bool, expected: list[str]
):
    module = fake_module(FakeServer())
    spec = replace(module.spec, self_rotation=changes_itself)
    monkeypatch.setattr(targets, "for_account", lambda *_: replace(module, spec=spec))
    user = add(vault, "pamUser", "cms", login="cms")
    machine = add(vault, "pamMachine", "web", host="web", operating_system="linux")
    links.add(vault, Link(user.id, LinkKind.BELONGS_TO, machine.id), WHO)
    rotations.change_settings(vault, user.id, SettingsChange(), WHO)
    assert [gap.code for gap in gaps(vault, user.id)] == expected


def test_settings_are_for_pam_users_only_and_a_first_method_comes_from_the_link(
    vault: Vault, database: Record
):
    with pytest.raises(InvalidRecord, match="“db” is not a PAM User"):
        rotations.change_settings(vault, database.id, SettingsChange(), WHO)
    loose = add(vault, "pamUser", "loose", login="loose")
    with pytest.raises(InvalidRecord, match="“loose” is linked to nothing, so its method must be said"):
        rotations.change_settings(vault, loose.id, SettingsChange(), WHO)
    links.add(vault, Link(loose.id, LinkKind.BELONGS_TO, database.id), WHO)
    assert rotations.change_settings(vault, loose.id, SettingsChange(), WHO).method is Method.GENERAL


def test_a_schedule_more_often_than_hourly_needs_the_vaults_leave(vault: Vault, database: Record):
    user = account(vault, database)
    often = SettingsChange(schedule=parse_schedule("cron: */10 * * * * UTC"))
    with pytest.raises(InvalidRecord):
        rotations.change_settings(vault, user.id, often, WHO)
    vault.settings.set(rotations.HOURLY_LIMIT, False)
    assert rotations.change_settings(vault, user.id, often, WHO).schedule == often.schedule


def test_status_gives_refused_and_failed_as_unchanged_and_a_failed_follow_up_as_done(
    vault: Vault, database: Record
):
    ends = {"r": State.REFUSED, "f": State.NOT_APPLIED, "d": State.IN_DOUBT}
    for name, end in ends.items():
        rotated(vault, account(vault, database, name), end, "x")
    rotated(vault, account(vault, database, "u"), State.DONE, "followup_failed")
    assert {line.title: (line.state, line.changed, line.code) for line in rotations.status(vault)} == {
        "r": ("refused", False, "x"),
        "f": ("failed", False, "x"),
        "d": ("in_doubt", None, "x"),
        "u": ("done", True, "followup_failed"),
    }
    assert {line.target for line in rotations.status(vault)} == {"postgresql"}
