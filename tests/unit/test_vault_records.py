"""Records in a vault: what goes in comes out, versions, history, trash, folders, tags."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.errors import InvalidRecord, NotFound, VaultLocked
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import CustomField
from pamdesk.records.secret import Secret
from pamdesk.vault.journal import State
from tests.vaults import database, fresh, leased, reopened, rotated, staged, user


def test_a_record_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(tags=("prod", "京都")), who="ann")
        assert record == vault.records.get(record.id)
        assert vault.folders.default_id == record.folder
    with reopened(vault) as again:
        assert record == again.records.get(record.id)


def test_custom_fields_and_what_a_newer_version_wrote_survive(tmp_path: Path) -> None:

    custom = (CustomField("PIN", Secret("1234"), "secret"), CustomField("Floor", "3"))
    record = replace(user(), custom=custom, unknown={"colour": {"of": ["the", "sky"]}})
    with fresh(tmp_path) as vault:
        vault.records.add(record, who="ann")
        got = vault.records.get(record.id)
        vault.records.update(got.with_fields({"login": "other"}), who="ann")
        assert (custom, record.unknown) == (vault.records.get(record.id).custom, got.unknown)


def test_a_header_opens_nothing_sealed(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(tags=("prod",)), who="ann")
        header = vault.records.header(record.id)
        assert ("billing-prod", "billing_app", ("prod",), 1) == (
            header.title,
            header.login,
            header.tags,
            header.version,
        )
        assert [header] == vault.records.headers([record.id, "AAAAAAAAAAAAAAAAAAAAAA"])


def test_a_change_that_was_made_on_an_old_version_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        old = vault.records.add(user(), who="ann")
        new = vault.records.update(old.with_fields({"login": "first"}), who="bob")
        with pytest.raises(InvalidRecord, match=r"billing-prod was changed meanwhile by bob") as caught:
            vault.records.update(old.with_fields({"login": "second"}), who="ann")
        assert "changed_meanwhile" == caught.value.code
        assert new == vault.records.get(old.id)


def test_a_record_is_found_by_its_id_or_its_only_title(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        one = vault.records.add(user("Billing"), who="ann")
        assert (
            one.id
            == vault.records.find(one.id)
            == vault.records.find("Billing")
            == vault.records.find("billing")
        )
        vault.records.add(user("billing"), who="ann")
        assert one.id == vault.records.find("Billing")
        with pytest.raises(NotFound) as caught:
            vault.records.find("BILLING")
        assert "ambiguous" == caught.value.code
        with pytest.raises(NotFound):
            vault.records.find("nothing")


def test_history_keeps_every_version_sealed_until_it_is_asked_for(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        first = vault.records.add(user(), who="ann")
        vault.records.update(first.with_fields({"password": Secret("two"), "login": "x"}), who="bob")
        newest, oldest = vault.records.history(first.id)
        assert (2, "bob", "changed", ("login", "password")) == (
            newest.version,
            newest.who,
            newest.kind,
            tuple(sorted(newest.changed)),
        )
        assert first == oldest.record
        restored = vault.records.restore_version(first.id, 1, "cid")
        assert (3, first.fields) == (restored.version, restored.fields)
        assert restored == vault.records.get(first.id)
        assert Secret("two") == vault.records.version(first.id, 2).secret("password")


def test_the_trash_hides_a_record_and_gives_it_back_with_its_links(tmp_path: Path) -> None:
    from pamdesk.records.links import Link, LinkKind

    with fresh(tmp_path) as vault:
        account, server = vault.records.add_many([user(), database()], who="ann")
        link = Link(account.id, LinkKind.BELONGS_TO, server.id)
        vault.links.add(link, "ann")
        vault.records.trash(server.id, "ann")
        assert [account.id] == vault.records.ids()
        assert [server.id] == [header.id for header in vault.records.trashed()]
        assert [] == vault.links.of(account.id) == vault.links.all()
        assert [] == vault.records.ids(query="db-prod")
        vault.records.restore(server.id)
        vault.records.restore(server.id)  # once more changes nothing
        assert [link] == vault.links.of(account.id)
        assert [server.id] == vault.records.ids(query="db-prod")
        assert vault.audit.verify().ok


def test_a_purged_record_is_gone(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        rotated(vault, record)
        vault.records.purge(record.id, "ann")
        with pytest.raises(NotFound):
            vault.records.get(record.id)
        for table, name in (
            ("record_keys", "record_id"),
            ("candidates", "user_id"),
            ("account_states", "user_id"),
        ):
            with vault._store.read() as conn:
                left = conn.execute(f"SELECT * FROM {table} WHERE {name} = ?", (record.id,)).fetchall()
            assert [] == left, table
        assert [] == vault.records.ids(query="billing")
        assert [] == vault.records.history(record.id)
        assert vault.audit.verify().ok


def test_nothing_that_an_unfinished_rotation_needs_is_purged(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        server, other = (vault.records.add(database(title), who="ann") for title in ("db-prod", "db-test"))
        environment = replace(database("Local network"), type="pamConfiguration", fields={})
        environment = vault.records.add(environment, who="ann")
        vault.links.add(Link(record.id, LinkKind.BELONGS_TO, server.id), who="ann")
        vault.links.add(Link(server.id, LinkKind.ENVIRONMENT, environment.id), who="ann")
        lease = leased(vault, record)
        attempt, candidate = staged(vault, lease)
        for needed in (record, server, environment):
            with pytest.raises(InvalidRecord, match="nobody could ask") as caught:
                vault.records.purge(needed.id, "ann")
            assert (caught.value.code, needed.title in caught.value.message) == ("in_doubt", True)
        vault.records.purge(other.id, "ann")
        kept = [one.secret for one in vault.journal.candidates(record.id)]
        assert [candidate.secret, record.secret("password")] == kept
        vault.journal.finish(
            lease, attempt.id, State.NOT_APPLIED, code="", sentence="", changed=False
        ).result()
        vault.records.purge(record.id, "ann")
        assert [] == vault.journal.candidates(record.id)


def test_adding_many_is_all_or_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        good, bad = user("good"), user("bad", folder="AAAAAAAAAAAAAAAAAAAAAA")
        with pytest.raises(InvalidRecord, match="bad names a folder"):
            vault.records.add_many([good, bad], who="ann")
        assert [] == vault.records.ids()


def test_counts_tags_and_favourites(tmp_path: Path) -> None:

    with fresh(tmp_path) as vault:
        inner = vault.folders.add("Inner", vault.folders.default_id)
        records = [
            replace(user("a", tags=("x",)), favourite=True),
            user("b", inner.id, ("x", "y")),
            database("c"),
        ]
        a, b, _ = vault.records.add_many(records, who="ann")
        counts = vault.records.counts()
        assert (3, {"pamUser": 2, "pamDatabase": 1}, 1) == (counts.all, counts.by_type, counts.favourites)
        assert {vault.folders.default_id: 2, inner.id: 1} == counts.by_folder
        assert ["x", "y"] == vault.records.tags()
        assert [a.id] == vault.records.ids(favourite=True)
        assert [b.id] == vault.records.ids(tag="y") == vault.records.ids(folder=inner.id)
        assert 3 == len(vault.records.ids(folder=vault.folders.default_id))
        assert 2 == len(vault.records.ids(type="pamUser"))


def test_a_moved_record_is_sealed_for_its_new_folder(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        other = vault.folders.add("Other")
        vault.records.move([record.id], other.id, "ann")
        moved = vault.records.get(record.id)
        assert (other.id, 2, record.fields) == (moved.folder, moved.version, moved.fields)
        assert record.fields == vault.records.version(record.id, 1).fields


def test_a_closed_vault_says_that_it_is_locked(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.close()
    vault.close()
    with pytest.raises(VaultLocked):
        vault.records.ids()
    with pytest.raises(VaultLocked):
        vault.records.add(user(), who="ann")


def test_changes_rises_with_every_change_and_only_then(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        before = vault.changes()
        assert before == vault.changes()
        vault.records.add(user(), who="ann")
        assert vault.changes() > before
