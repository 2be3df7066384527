"""What --help says: whole sentences, for every command there is."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from pamdesk.cli.program import pamdesk


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
    settings = {"terminal_width": columns, "max_content_width": columns}
    pamdesk.main([*path, "--help"], prog_name="pamdesk", standalone_mode=False, **settings)
    shown = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in shown if line.endswith("...") and not line.startswith(("Usage:", "["))] == []
