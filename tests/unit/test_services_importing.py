"""An import is looked at whole first, then written whole or taken back whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pamdesk.records.errors import UserError, VaultFull
from pamdesk.records.links import LinkKind
from pamdesk.records.secret import Secret
from pamdesk.services import importing, links
from pamdesk.services.importing import ImportResult, import_keeper
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault

WHO = "tester"
CANARY = "canary-e83b-import"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault.create(
        tmp_path / "v.pamdesk", Secret("a password"), cost=KdfCost.for_tests(), state_dir=tmp_path / "state"
    )
    yield made
    made.close()


def project(**changes: Any) -> str:
    database = {
        "type": "pamDatabase",
        "title": "Orders",
        "host": "db",
        "database_type": "mysql",
        "pam_settings": {"connection": {"administrative_credentials": "dba"}},
        "users": [
            {"type": "pamUser", "title": "Orders admin", "login": "dba", "password": CANARY},
            {
                "type": "pamUser",
                "title": "Orders app",
                "login": "app",
                "rotation_settings": {"rotation": "general"},
            },
        ],
    }
    content = {
        "project": "Shop",
        "pam_configuration": {"environment": "local", "title": "Shop network", "gateway_name": "Far away"},
        "pam_data": {"resources": [database], "users": []},
    }
    return json.dumps({**content, **changes}, indent=1)


def sentences(result: ImportResult) -> list[str]:
    return [line.sentence for line in result.lines]


def state(vault: Vault) -> tuple[int, int, int, int]:
    counts = vault.records.counts()
    return counts.all, len(vault.folders.list()), len(vault.links.all()), len(vault.rotation_settings.all())


def test_an_import_adds_records_folders_links_and_settings(vault: Vault):
    result = import_keeper(vault, project(), WHO)
    assert state(vault) == (4, 4, 4, 1)
    assert [(each.title, each.folder) for each in result.added] == [
        ("Shop network", "Shop"),
        ("Orders", "Shop / Resources"),
        ("Orders admin", "Shop / Users"),
        ("Orders app", "Shop / Users"),
    ]
    shop = vault.folders.by_name("Shop")
    configuration = vault.records.get(vault.records.find("Shop network"))
    assert shop.shared
    assert configuration.fields["application_folder"] == shop.id
    assert configuration.fields["gateway"] == vault.gateway_id
    assert [
        (line.source_title, line.kind, line.target_title)
        for line in links.of(vault, vault.records.find("Orders admin"))
    ] == [("Orders admin", LinkKind.ADMIN, "Orders"), ("Orders admin", LinkKind.BELONGS_TO, "Orders")]
    assert vault.records.get(vault.records.find("Orders admin")).secret("password") == Secret(CANARY)


def test_what_was_imported_can_be_read_by_the_gateway(vault: Vault):
    import_keeper(vault, project(), WHO)
    user = vault.records.find("Orders app")
    assert vault.applications.can_read(vault.application_id, user)


def test_a_gateway_that_is_not_here_is_replaced_and_said(vault: Vault):
    assert "There is no gateway “Far away” here; the built-in one takes its place." in sentences(
        import_keeper(vault, project(), WHO)
    )


def test_a_dry_run_says_the_same_and_changes_nothing(vault: Vault):
    before, changes = state(vault), vault.changes()
    dry = import_keeper(vault, project(), WHO, dry_run=True)
    assert (state(vault), vault.changes()) == (before, changes)
    real = import_keeper(vault, project(), WHO)
    assert (dry.links, dry.rotations, dry.lines) == (real.links, real.rotations, real.lines)
    assert [each.title for each in dry.added] == [each.title for each in real.added]


def test_importing_twice_skips_what_is_here_and_changes_nothing(vault: Vault):
    import_keeper(vault, project(), WHO)
    before = state(vault)
    again = import_keeper(vault, project(), WHO)
    assert state(vault) == before
    assert (again.added, again.links, again.rotations) == ((), 0, 0)
    assert (again.skipped, again.present) == (0, 4)
    assert "“Orders” is in the vault already; it was skipped." in sentences(again)


def test_a_new_user_of_a_resource_that_is_here_already_is_linked_to_it(vault: Vault):
    import_keeper(vault, project(), WHO)
    more = json.loads(project())
    more["pam_data"]["resources"][0]["users"].append(
        {"type": "pamUser", "title": "Orders new", "login": "new"}
    )
    result = import_keeper(vault, json.dumps(more), WHO)
    assert [each.title for each in result.added] == ["Orders new"]
    assert [line.target_title for line in links.of(vault, result.added[0].id)] == ["Orders"]


def test_an_invalid_record_is_left_out_with_its_line_and_its_links(vault: Vault):
    content = json.loads(project())
    del content["pam_data"]["resources"][0]["users"][0]["login"]
    result = import_keeper(vault, json.dumps(content), WHO)
    assert [each.title for each in result.added] == ["Shop network", "Orders", "Orders app"]
    assert "“Orders admin” was not saved: Login is needed." in sentences(result)
    assert "Neither the file nor the vault has “dba”. The link admin was left out." in sentences(result)


def test_a_credential_that_two_users_share_is_ambiguous_and_said(vault: Vault):
    users = [{"type": "pamUser", "title": f"Twin {n}", "login": "twin"} for n in (1, 2)]
    resource = {"type": "pamMachine", "title": "M", "host": "m", "administrative_credentials": "twin"}
    result = import_keeper(vault, project(pam_data={"resources": [resource], "users": users}), WHO)
    assert "“twin” names 2 records of the file. The link admin was left out." in sentences(result)


def test_a_resources_own_user_is_meant_before_one_of_the_same_login_elsewhere(vault: Vault):
    resources = [
        {
            "type": "pamDatabase",
            "title": name,
            "host": "h",
            "database_type": "mysql",
            "administrative_credentials": "root",
            "users": [{"type": "pamUser", "title": f"root of {name}", "login": "root"}],
        }
        for name in ("A", "B")
    ]
    import_keeper(vault, project(pam_data={"resources": resources}), WHO)
    admins = {
        line.target_title: line.source_title
        for name in ("A", "B")
        for line in links.of(vault, vault.records.find(name))
        if line.kind is LinkKind.ADMIN
    }
    assert admins == {"A": "root of A", "B": "root of B"}


def test_a_credential_of_another_resource_is_named_with_a_dot(vault: Vault):
    directory = {
        "type": "pamDirectory",
        "title": "AD1",
        "host": "ad",
        "directory_type": "active_directory",
        "users": [{"type": "pamUser", "title": "Admin", "login": "admin"}],
    }
    machine = {"type": "pamMachine", "title": "M", "host": "m", "administrative_credentials": "AD1.Admin"}
    import_keeper(vault, project(pam_data={"resources": [machine, directory]}), WHO)
    admins = [x.source_title for x in links.of(vault, vault.records.find("M")) if x.kind is LinkKind.ADMIN]
    assert admins == ["Admin"]


@pytest.mark.parametrize("broken", ["links", "rotation_settings", "records"])
def test_an_import_that_fails_half_way_is_taken_back_whole(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, broken: str
):
    def full(*args: object, **settings: object) -> None:
        raise VaultFull("The disk is full; the write was not made.")

    before = state(vault)
    part = getattr(vault, broken)
    monkeypatch.setattr(
        part, {"links": "add", "rotation_settings": "set", "records": "add_many"}[broken], full
    )
    with pytest.raises(VaultFull):
        import_keeper(vault, project(), WHO)
    assert state(vault) == before


def test_no_line_of_the_report_holds_a_secret(vault: Vault):
    content = project(
        extra={"password": CANARY}, pam_data={"users": [{"login": "x", "password": [CANARY, {}]}]}
    )
    result = import_keeper(vault, content, WHO)
    assert result.lines
    assert CANARY not in repr(result)


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path: Path):
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"The file x\.json is not UTF-8 text\."):
        importing.read_file(tmp_path / "x.json")
    with pytest.raises(UserError, match="cannot be read: No such file or directory"):
        importing.read_file(tmp_path / "absent.json")
