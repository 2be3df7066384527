"""Folders, applications and links."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import DamagedVault, InvalidRecord, NotFound, UserError
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.records.secret import Secret
from tests.vaults import database, fresh, user


def test_folders_nest_and_have_a_path(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        top = vault.folders.add("Production")
        inner = vault.folders.add("Databases", top.id)
        assert "Production / Databases" == vault.folders.path(inner.id)
        assert inner == vault.folders.by_name("Databases") == vault.folders.by_name("Production/Databases")
        assert "Renamed" == vault.folders.rename(top.id, "Renamed").name
        assert vault.folders.set_shared(top.id, True).shared


def test_what_would_break_the_folders_is_refused_in_words(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        top = vault.folders.add("Top")
        inner = vault.folders.add("Inner", top.id)
        record = vault.records.add(user(folder=inner.id), who="ann")
        for message, act in (
            ("already a folder named Top", lambda: vault.folders.add("Top")),
            ("A folder needs a name", lambda: vault.folders.add(" ")),
            ("Top cannot be put into Inner", lambda: vault.folders.move(top.id, inner.id)),
            ("Inner is not empty: it holds records", lambda: vault.folders.remove(inner.id)),
            ("Top is not empty: it holds folders", lambda: vault.folders.remove(top.id)),
            ("the vault's first folder", lambda: vault.folders.remove(vault.folders.default_id)),
        ):
            with pytest.raises(InvalidRecord, match=message):
                act()
        vault.records.purge(record.id)
        vault.folders.remove(inner.id)
        vault.folders.remove(top.id)
        with pytest.raises(NotFound):
            vault.folders.by_name("Top")


def test_the_built_in_gateway_reads_every_folder(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        inner = vault.folders.add("Inner", vault.folders.add("Top").id)
        record = vault.records.add(user(folder=inner.id), who="ann")
        assert vault.gateway_id in {gateway.id for gateway in vault.gateways.list() if gateway.built_in}
        assert vault.applications.can_read(vault.application_id, record.id)
        assert record == vault.applications.reads(vault.application_id, record.id)


def test_an_application_reads_only_the_folders_that_it_was_given(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        shared, private = vault.folders.add("Shared", shared=True), vault.folders.add("Private")
        below = vault.folders.add("Below", shared.id)
        app = vault.applications.add("Remote")
        gateway = vault.gateways.add("ec2", app.id)
        assert gateway in vault.gateways.list()
        readable, hidden = (vault.records.add(user(folder=f.id), who="ann") for f in (below, private))
        vault.applications.assign(app.id, shared.id)
        assert vault.applications.can_read(app.id, readable.id)
        assert readable == vault.applications.reads(app.id, readable.id)
        assert not vault.applications.can_read(app.id, hidden.id)
        with pytest.raises(DamagedVault):
            vault.applications.reads(app.id, hidden.id)


def test_taking_a_folder_away_gives_it_new_keys(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        folder = vault.folders.add("Shared")
        record = vault.records.add(user(folder=folder.id), who="ann")
        app = vault.applications.add("Remote")
        vault.applications.assign(app.id, folder.id)
        with vault._store.read() as conn:
            before = conn.execute(
                "SELECT wrapped FROM record_keys WHERE record_id = ?", (record.id,)
            ).fetchall()
        vault.applications.unassign(app.id, folder.id)
        with vault._store.read() as conn:
            after = conn.execute(
                "SELECT wrapped FROM record_keys WHERE record_id = ?", (record.id,)
            ).fetchall()
        assert before != after
        assert not vault.applications.can_read(app.id, record.id)
        assert (
            record
            == vault.records.get(record.id)
            == vault.applications.reads(vault.application_id, record.id)
        )
        with pytest.raises(UserError, match="Remote is not assigned to Shared"):
            vault.applications.unassign(app.id, folder.id)


def test_a_folder_that_is_moved_is_read_by_who_may_read_its_new_place(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        shared, moving = vault.folders.add("Shared"), vault.folders.add("Moving")
        record = vault.records.add(user(folder=moving.id), who="ann")
        app = vault.applications.add("Remote")
        vault.applications.assign(app.id, shared.id)
        vault.folders.move(moving.id, shared.id)
        assert vault.applications.can_read(app.id, record.id)
        vault.folders.move(moving.id, None)
        assert not vault.applications.can_read(app.id, record.id)
        assert vault.applications.can_read(vault.application_id, record.id)


def test_links_are_seen_from_both_ends(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        account, server = vault.records.add_many([user(), database()], who="ann")
        link = Link(account.id, LinkKind.ADMIN, server.id)
        vault.links.add(link, "ann")
        vault.links.add(link, "ann")
        assert [link] == vault.links.of(account.id) == vault.links.of(server.id) == vault.links.all()
        vault.links.remove(link, "ann")
        assert [] == vault.links.all()
        with pytest.raises(NotFound):
            vault.links.add(Link(account.id, LinkKind.ADMIN, "AAAAAAAAAAAAAAAAAAAAAA"), "ann")
        assert vault.audit.verify().ok


def test_rotation_settings_come_back_as_they_went_in(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        assert vault.rotation_settings.get(record.id) is None
        settings = RotationSettings(
            user_id=record.id,
            method=Method.GENERAL,
            secret=SecretKind.BOTH,
            schedule=Schedule(kind=ScheduleKind.WEEKLY, time="03:00", day=1, zone="Asia/Tokyo"),
            complexity=Complexity(length=30, allowed_symbols="-_"),
            enabled=False,
            changed=datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC),
        )
        vault.rotation_settings.set(settings, "ann")
        assert settings == vault.rotation_settings.get(record.id)
        assert [settings] == vault.rotation_settings.all()
        vault.records.trash(record.id, "ann")
        assert [] == vault.rotation_settings.all()


def test_settings_of_the_vault_have_a_default(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        assert 90 == vault.settings.get("candidate_retention_days", 90)
        vault.settings.set("candidate_retention_days", 30)
        assert 30 == vault.settings.get("candidate_retention_days", 90)
        assert "x" == vault.settings.get("candidate_retention_days", "x")


def test_a_secret_is_sealed_to_its_record_and_version(tmp_path: Path) -> None:
    from tests.vaults import raw

    with fresh(tmp_path) as vault:
        one, two = vault.records.add_many([user("one"), user("two", password=Secret("other"))], who="ann")
        vault.records.update(one.with_fields({"password": Secret("second")}), who="ann")
    hand = raw(vault.path)
    hand.execute(
        "UPDATE record_bodies SET sealed = (SELECT sealed FROM history WHERE record_id = ?1 AND version = 1)"
        " WHERE record_id = ?1",
        (one.id,),
    )
    hand.execute(
        "UPDATE record_keys SET wrapped = (SELECT wrapped FROM record_keys WHERE record_id = ?) WHERE record_id = ?",
        (one.id, two.id),
    )
    hand.close()
    from tests.vaults import reopened

    with reopened(vault) as again:
        for record in (one, two):
            with pytest.raises(DamagedVault, match=f"The secrets of {record.title} do not verify"):
                again.records.get(record.id)
