"""Records, folders and links through the services that window and command line share, on a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import Record
from pamdesk.records.secret import Secret
from pamdesk.services import folders, links, naming, records
from pamdesk.services.records import Changes
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault

WHO = "tester"
CANARY = "canary-41aa-services"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault.create(
        tmp_path / "v.pamdesk", Secret("a password"), cost=KdfCost.for_tests(), state_dir=tmp_path / "state"
    )
    yield made
    made.close()


def add(vault: Vault, type_key: str, title: str, folder: str | None = None, **fields: str) -> Record:
    return records.add(vault, type_key, Changes(fields=fields, title=title, folder=folder), WHO)


def test_a_new_configuration_gets_the_built_in_gateway_and_its_own_folder(vault: Vault):
    record = add(vault, "pamConfiguration", "here", environment="local")
    assert record.fields["gateway"] == vault.gateway_id
    assert record.fields["application_folder"] == record.folder


def test_a_gateway_is_named_by_its_name_and_an_unknown_one_is_refused(vault: Vault):
    named = add(vault, "pamConfiguration", "a", environment="local", gateway="This PamDesk")
    assert named.fields["gateway"] == vault.gateway_id
    with pytest.raises(InvalidRecord, match="There is no gateway “Mars”; there is This PamDesk"):
        add(vault, "pamConfiguration", "b", environment="local", gateway="Mars")


def test_an_invalid_record_changes_nothing(vault: Vault):
    with pytest.raises(InvalidRecord, match="“u” was not saved: Login is needed"):
        add(vault, "pamUser", "u", password=CANARY)
    assert vault.records.ids() == []


def test_an_empty_value_removes_a_field(vault: Vault):
    user = add(vault, "pamUser", "u", login="u", password=CANARY)
    changed = records.update(vault, user.id, Changes(fields={"password": ""}), WHO)
    assert (changed.version, changed.secret("password")) == (2, None)


def test_attributes_are_changed_like_fields(vault: Vault):
    user = add(vault, "pamUser", "u", login="u")
    folder = folders.add(vault, "Elsewhere", WHO)
    changes = Changes(fields={}, title="new", folder="Elsewhere", notes="n", tags="a, b,,a", favourite="yes")
    changed = records.update(vault, user.id, changes, WHO)
    assert (changed.title, changed.folder, changed.notes, changed.tags, changed.favourite) == (
        "new",
        folder.id,
        "n",
        ("a", "b"),
        True,
    )
    with pytest.raises(InvalidRecord, match="Favourite is yes or no, not “maybe”"):
        records.update(vault, user.id, Changes(fields={}, favourite="maybe"), WHO)


def test_revealing_a_secret_is_written_into_the_audit(vault: Vault):
    user = add(vault, "pamUser", "u", login="u", password=CANARY)
    assert records.reveal(vault, user.id, "password", WHO) == Secret(CANARY)
    newest = vault.audit.list(1)[0]
    assert (newest.who, newest.action, newest.record_id, newest.detail) == (
        WHO,
        "revealed",
        user.id,
        "password",
    )


def test_a_title_with_its_folder_names_one_of_two_records_of_that_title(vault: Vault):
    folders.add(vault, "Production", WHO)
    folders.add(vault, "Production / Databases", WHO)
    add(vault, "login", "portal")
    wanted = add(vault, "login", "portal", folder="Production / Databases")
    other = vault.records.ids(folder=vault.folders.default_id)[0]
    assert naming.find(vault, "Production / Databases / portal") == wanted.id
    with pytest.raises(NotFound) as raised:
        naming.find(vault, "portal")
    assert (raised.value.code, raised.value.hint) == (
        "ambiguous",
        f"Use its id: {other} (General) or {wanted.id} (Production / Databases).",
    )


def test_a_deleted_record_says_what_stops_and_comes_back_with_its_links(vault: Vault):
    database = add(vault, "pamDatabase", "db", host="h", database_type="postgresql")
    admin = add(vault, "pamUser", "root", login="root")
    links.add(vault, Link(admin.id, LinkKind.ADMIN, database.id), WHO)
    (stop,) = records.what_delete_stops(vault, admin.id)
    assert stop.startswith("“root” is the admin of “db”:")
    records.delete(vault, admin.id, WHO)
    assert links.of(vault, database.id) == ()
    assert records.find_trashed(vault, "root") == admin.id
    records.restore(vault, admin.id, WHO)
    assert [(line.kind, line.source_title) for line in links.of(vault, database.id)] == [
        (LinkKind.ADMIN, "root")
    ]


def test_linking_twice_changes_nothing_and_a_second_admin_is_refused(vault: Vault):
    database = add(vault, "pamDatabase", "db", host="h", database_type="postgresql")
    first, second = (add(vault, "pamUser", name, login=name) for name in ("one", "two"))
    link = Link(first.id, LinkKind.ADMIN, database.id)
    links.add(vault, link, WHO)
    links.add(vault, link, WHO)
    assert vault.links.all() == [link]
    with pytest.raises(
        InvalidRecord, match="“two” cannot be linked to “db”: “one” is the admin of it already"
    ):
        links.add(vault, Link(second.id, LinkKind.ADMIN, database.id), WHO)


def test_a_link_that_is_not_there_cannot_be_taken_away(vault: Vault):
    database = add(vault, "pamDatabase", "db", host="h", database_type="postgresql")
    user = add(vault, "pamUser", "u", login="u")
    with pytest.raises(NotFound, match="“u” has no link belongs_to to “db”"):
        links.remove(vault, Link(user.id, LinkKind.BELONGS_TO, database.id), WHO)


def test_folders_are_listed_by_path_with_their_own_records_counted(vault: Vault):
    folders.add(vault, "B", WHO, shared=True)
    folders.add(vault, "B / C", WHO)
    add(vault, "login", "x", folder="B / C")
    assert [(line.path, line.shared, line.records) for line in folders.lines(vault)] == [
        ("B", True, 0),
        ("B / C", False, 1),
        ("General", False, 0),
    ]
