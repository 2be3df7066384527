"""Rotate now in the window, on real servers: the lights, the sentence, and the password that really signs in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.event_queue import EventQueue
from pamdesk.desktop.look.states import State
from pamdesk.desktop.widgets.note import NoteKind
from pamdesk.desktop.widgets.steps import Light
from pamdesk.desktop.widgets.steps import Step as StepLight
from pamdesk.records.rotation_settings import Method
from pamdesk.records.secret import Secret
from pamdesk.rotation.events import AccountFinished, AccountStarted, Event, Step, StepReached
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.services.states import AccountWord
from pamdesk.services.views import ViewKey
from pamdesk.targets.contract import Account, ProbeResult
from pamdesk.targets.postgresql.target import PostgresqlTarget
from pamdesk.vault.vault import Vault
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.servers import aws as local
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, World, postgres_world

pytestmark = pytest.mark.gui


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def world(tmp_path: Path, postgres_server: PostgresServer) -> DatabaseWorld:
    world = postgres_world(tmp_path / "operations.pamdesk", postgres_server, users=2)
    world.vault.close()
    return world


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path, world: DatabaseWorld) -> Iterator[Opened]:
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


def password(vault: Vault, user: str) -> str:
    secret = vault.records.get(user).secret("password")
    assert secret is not None
    return secret.reveal()


@pytest.mark.server
def test_rotate_now_lights_the_steps_says_the_sentence_and_the_new_password_signs_in(
    opened: Opened, world: DatabaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, login = world.users[0], world.logins[0]
    before = password(opened.session.vault, user)
    opened.choose(user)
    opened.panel(user)
    lights = opened.work.record.panel.lights
    seen: set[tuple[str, Light]] = set()
    show = lights.set_steps

    def watch(steps: Sequence[StepLight]) -> None:
        seen.update((step.key, step.light) for step in steps)
        show(steps)

    prove = PostgresqlTarget.probe

    async def slowly(self: PostgresqlTarget, account: Account, candidate: Secret) -> ProbeResult:
        await asyncio.sleep(0.4)  # a whole rotation may take less than the window's pace of drawing
        return await prove(self, account, candidate)

    monkeypatch.setattr(PostgresqlTarget, "probe", slowly)
    monkeypatch.setattr(lights, "set_steps", watch)

    opened.work.record.rotate.click()

    note = opened.work.record.panel.note
    opened.bot.waitUntil(lambda: "checked by signing in" in note.words(), timeout=PATIENCE)
    after = password(opened.session.vault, user)
    assert note._kind is NoteKind.OK
    assert {step.light for step in lights._steps} == {Light.DONE}
    assert any(light is Light.AT_WORK for _, light in seen)
    assert after != before
    assert world.server.can_sign_in(login, after)
    assert not world.server.can_sign_in(login, before)


@pytest.mark.server
def test_the_table_the_drawer_and_the_history_tell_of_a_rotation(
    opened: Opened, world: DatabaseWorld
) -> None:
    user = world.users[0]
    opened.choose(user)

    opened.work.browse.pane.rotate.click()

    model = opened.work.browse.model
    row = lambda: model.record(user)  # noqa: E731
    opened.bot.waitUntil(lambda: getattr(row(), "last_rotated", None) is not None, timeout=PATIENCE)
    jobs = opened.work.jobs.model
    opened.bot.waitUntil(lambda: jobs.rowCount() == 1 and jobs.line(0).state == "done", timeout=PATIENCE)  # type: ignore[union-attr]
    line = jobs.line(0)
    assert line is not None
    assert (line.user_id, jobs.state(line)) == (user, State.DONE)
    assert opened.session.vault.records.history(user)[0].kind == "rotated"


@pytest.mark.server
def test_check_and_preview_change_nothing(opened: Opened, world: DatabaseWorld) -> None:
    user, login = world.users[0], world.logins[0]
    before = password(opened.session.vault, user)
    opened.choose(user)
    opened.panel(user)
    panel = opened.work.record.panel

    opened.work.record.check.click()
    opened.bot.waitUntil(lambda: panel.check.report is not None, timeout=PATIENCE)
    opened.work.record.preview.click()
    opened.bot.waitUntil(lambda: panel._plan is not None, timeout=PATIENCE)

    assert panel.check.report is not None
    assert panel.check.report[0].ready
    assert panel._plan is not None
    assert any("ALTER ROLE" in step for step in panel._plan.steps)
    assert before not in " ".join(panel._plan.steps)
    assert password(opened.session.vault, user) == before
    assert world.server.can_sign_in(login, before)


@pytest.mark.server
def test_a_refusal_says_what_is_true_and_nothing_was_changed(opened: Opened, world: DatabaseWorld) -> None:
    user = world.users[0]
    assert isinstance(world.server, PostgresServer)
    world.server.execute(f'DROP ROLE "{world.logins[0]}"')
    opened.choose(user)

    opened.work.browse.pane.rotate.click()

    note = opened.work.browse.pane.note
    opened.bot.waitUntil(lambda: note.words().startswith("Nothing was changed"), timeout=PATIENCE)
    assert note._kind is NoteKind.BAD


@pytest.mark.server
def test_several_chosen_accounts_are_rotated_as_one_batch(opened: Opened, world: DatabaseWorld) -> None:
    table = opened.work.browse.table
    opened.work.browse.search.setText("app_")
    opened.bot.waitUntil(lambda: opened.work.browse.model.rowCount() == 2, timeout=PATIENCE)
    table.selectAll()
    opened.bot.waitUntil(lambda: opened.work.browse.many.isVisible(), timeout=PATIENCE)

    opened.work.browse.many.click()
    opened.bot.waitUntil(lambda: opened.work._bulk is not None, timeout=PATIENCE)
    begin = opened.work.bulk.review_side.begin
    opened.bot.waitUntil(begin.is_on, timeout=PATIENCE)
    begin.click()

    states = opened.session.vault.journal.account_states
    opened.bot.waitUntil(
        lambda: {each.state for each in states(world.users).values()} == {"done"}, timeout=PATIENCE
    )
    passwords = [password(opened.session.vault, user) for user in world.users]
    signed_in = [world.server.can_sign_in(*pair) for pair in zip(world.logins, passwords, strict=True)]
    assert signed_in == [True, True]


def test_an_iam_user_is_rotated_and_aws_confirms_it(
    loop: object, qtbot: QtBot, tmp_path: Path, local_aws: LocalAws
) -> None:
    name = local.new_user(local_aws, "console", password="Old-passw0rd-of-console")
    key = local_aws.administrator
    world = World.create(
        tmp_path / "operations.pamdesk",
        environment="aws",
        aws_id="practice",
        account_id=local_aws.account_id,
        access_key_id=key.access_key_id,
        secret_access_key=Secret(key.secret_access_key.reveal()),
        endpoint_url=local_aws.endpoint_url,
        region_names=(local_aws.region,),
    )
    user = world.user(name, "Old-passw0rd-of-console", method=Method.IAM_PASSWORD)
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    opened.choose(user)
    identity = opened.work.top.identity
    qtbot.waitUntil(lambda: "Access key" in identity.accessibleName(), timeout=PATIENCE)

    opened.work.browse.pane.rotate.click()

    note = opened.work.browse.pane.note
    qtbot.waitUntil(lambda: "AWS confirmed the change" in note.words(), timeout=PATIENCE)
    assert password(opened.session.vault, user) != "Old-passw0rd-of-console"
    helpers.shut(opened)


def fake_rotations(users: list[str]) -> list[Event]:
    """What an engine would tell of these accounts, all mixed up."""
    at = datetime.now(UTC)
    events: list[Event] = [AccountStarted(user, "batch", at) for user in users]
    for step in (Step.CHECKED, Step.SAVED, Step.SENT, Step.PROVED, Step.CURRENT, Step.FINISHED):
        events += [StepReached(user, "batch", step, "It went on.", at) for user in users]
    for user in users:
        result = AccountResult(
            id=user, title=user, target="postgresql", method="general", state=ResultState.DONE, changed=True,
            reason="Changed.", code="ok",
        )  # fmt: skip
        events.append(AccountFinished("batch", result, at))
    return events


def test_the_window_answers_within_50_ms_while_200_rotations_are_told(
    loop: object, qtbot: QtBot, tmp_path: Path
) -> None:
    world = World.create(tmp_path / "many.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    users = [world.user(f"user_{number:03}", "secret", on=database) for number in range(200)]
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "many.pamdesk")
    queue: EventQueue = opened.session._queue
    opened.choose(users[0])
    opened.work.jobs.open(True)
    qtbot.wait(500)
    gaps: list[float] = []
    loop_now = asyncio.get_event_loop().time
    last = loop_now()
    tick = QTimer()
    tick.setInterval(2)

    def beat() -> None:
        nonlocal last
        now = loop_now()
        gaps.append(now - last)
        last = now

    tick.timeout.connect(beat)
    tick.start()

    def tell() -> None:
        for event in fake_rotations(users):
            queue.post(event)

    teller = Thread(target=tell)
    teller.start()
    qtbot.wait(1500)
    teller.join()
    tick.stop()

    assert not opened.session.live.running()
    assert max(gaps) < 0.050
    helpers.shut(opened)


def test_a_rotation_leaves_the_rows_the_choice_and_the_focus_where_they_are(
    opened: Opened, world: DatabaseWorld
):
    first = world.users[0]
    opened.choose(first)
    before = tuple(opened.work.browse.model.ids())
    button = opened.work.browse.pane.rotate
    button.setFocus()
    finished: list[AccountResult] = []
    opened.session.live.finished.connect(finished.append)
    changes = opened.session.overview.changes

    opened.bot.keyClick(button, Qt.Key.Key_Space)
    opened.bot.waitUntil(lambda: bool(finished), timeout=PATIENCE)
    opened.bot.waitUntil(
        lambda: (
            opened.session.overview.changes > changes
            and opened.session.overview.word(first) is AccountWord.DONE
        ),
        timeout=PATIENCE,
    )
    opened.bot.wait(300)

    assert finished[0].state is ResultState.DONE
    assert tuple(opened.work.browse.model.ids()) == before
    assert opened.work.browse.record_ids() == (first,)
    assert opened.window.focusWidget() is button

    opened.work.show_scope("view:all")
    opened.bot.waitUntil(lambda: tuple(opened.work.browse.model.ids()) != before, timeout=PATIENCE)
    assert opened.work.browse.record_ids() == (first,)


def test_an_account_stays_chosen_when_its_rotation_takes_it_out_of_the_view(
    opened: Opened, world: DatabaseWorld
):
    first = world.users[0]
    opened.work.show_scope("view:never")
    opened.bot.waitUntil(
        lambda: set(opened.work.browse.model.ids()) == set(opened.session.overview.views[ViewKey.NEVER]),
        timeout=PATIENCE,
    )
    opened.choose(first)

    opened.work.desk.actions.do("rotate")
    opened.bot.waitUntil(lambda: first not in opened.session.overview.views[ViewKey.NEVER], timeout=PATIENCE)
    opened.bot.wait(300)

    assert first in opened.work.browse.model.ids()
    assert opened.work.browse.record_ids() == (first,)
