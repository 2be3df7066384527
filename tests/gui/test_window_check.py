"""Check on any record in the window, grouped and copied; the policy of an AWS configuration, copied as IAM takes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.records.rotation_settings import Method
from pamdesk.records.secret import Secret
from pamdesk.services.policies import least_privilege
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, World, postgres_world

pytestmark = pytest.mark.gui
ACCOUNT = "123456789012"


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.mark.server
def test_a_database_is_checked_and_what_was_found_is_grouped_and_copied(
    loop: object, qtbot: QtBot, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    world: DatabaseWorld = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=1)
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "v.pamdesk")
    try:
        text = checked(opened, world.database_id)
        assert (True, False) == (text.startswith("Well\n"), "In the way" in text)
        assert "- billing-prod answers at localhost:" in text
        assert not opened.work.record.panel.form.isVisible()
        assert not opened.work.record.panel.policy.isVisible()
        record = opened.session.vault.records.get(world.database_id)
        opened.session.vault.records.update(record.with_fields({"port": 1}), who="test")
        text = checked(opened, world.database_id)
        assert text.startswith("In the way\n- billing-prod cannot be reached at localhost:1")
        assert "\nWell\n" in text
        [copy] = [
            each
            for each in opened.work.record.panel.check.findChildren(QAbstractButton)
            if each.text() == "Copy as text"
        ]
        copy.click()
        assert text == QApplication.clipboard().text()
        qapp = QApplication.instance()
        assert isinstance(qapp, QApplication)
        language.use(qapp, Language.JAPANESE)
        assert "billing-prod に localhost:1 で接続できません" in opened.work.record.panel.check.as_text()
    finally:
        helpers.shut(opened)


def checked(opened: Opened, record_id: str) -> str:
    opened.choose(record_id)
    opened.panel(record_id)
    column = opened.work.record.panel.check
    column.forget()
    assert opened.work.record.check.isVisible()
    opened.work.record.check.click()
    opened.bot.waitUntil(lambda: bool(column.as_text()), timeout=PATIENCE)
    return column.as_text()


def test_the_policy_of_a_configuration_is_copied_with_the_accounts_that_it_is_for(
    loop: object, qtbot: QtBot, tmp_path: Path
) -> None:
    world = World.create(
        tmp_path / "v.pamdesk",
        environment="aws",
        account_id=ACCOUNT,
        access_key_id="AKIAEXAMPLE",
        secret_access_key=Secret("example"),
        endpoint_url="http://127.0.0.1:9",
    )
    world.user("alice", "x", method=Method.IAM_PASSWORD)
    [document] = least_privilege(world.vault, world.configuration).documents
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "v.pamdesk")
    try:
        opened.choose(world.configuration)
        opened.panel(world.configuration)
        column = opened.work.record.panel.policy
        assert column.isVisible()
        assert "Copy policy" == column.link.text()
        QApplication.clipboard().clear()
        column.link.click()
        opened.bot.waitUntil(lambda: bool(QApplication.clipboard().text()), timeout=PATIENCE)
        assert json.loads(document.text) == json.loads(QApplication.clipboard().text())
        shown = " ".join(each.text() for each in column.findChildren(QLabel))
        assert "ChangeConsolePasswords" in shown
        assert "alice" in shown
    finally:
        helpers.shut(opened)
