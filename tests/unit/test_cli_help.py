"""What --help says: whole sentences, for every command there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click
import pytest

from pamdesk.cli.program import carry_out, pamdesk
from pamdesk.records.types import ALL


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from every_command(inner, (*path, name))


@pytest.mark.parametrize("path", list(every_command(pamdesk)), ids=" ".join)
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_help_text_is_cut_short(path: tuple[str, ...], columns: int, capsys: pytest.CaptureFixture[str]):
    settings: dict[str, Any] = {"terminal_width": columns, "max_content_width": columns}
    pamdesk.main([*path, "--help"], prog_name="pamdesk", standalone_mode=False, **settings)
    shown = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in shown if line.endswith("...") and not line.startswith(("Usage:", "["))] == []


def test_the_types_and_every_field_of_them_are_listed_without_a_vault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PAMDESK_VAULT", raising=False)
    assert carry_out(["records", "types", "--json"]) == 0
    assert [each["type"] for each in json.loads(capsys.readouterr().out)["types"]] == [
        each.key for each in ALL
    ]
    for record_type in ALL:
        assert carry_out(["records", "types", record_type.key, "--json"]) == 0
        fields = json.loads(capsys.readouterr().out)["fields"]
        assert [(each["name"], each["secret"]) for each in fields] == [
            (each.name, each.is_secret) for each in record_type.fields
        ]
        assert carry_out(["records", "types", record_type.key]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in shown[3:]] == [each.name for each in record_type.fields]
