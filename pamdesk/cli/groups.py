"""Groups of commands: their help is never cut short, and a command is imported only when it is used."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from importlib import import_module

import click


class Group(click.Group):
    """A group that lists each command with the whole first sentence of its help: click cuts it at 45 characters."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(each)) for name, each in found if each is not None])


def _first_line(command: click.Command) -> str:
    """Return the first paragraph of a command's help."""
    return " ".join(inspect.cleandoc(command.help or "").split("\n\n")[0].split())


class LazyGroup(click.Group):
    """A group that knows its commands as `module:name`; the short help stands in the table, so that --help loads none."""

    def __init__(self, commands: Mapping[str, tuple[str, str]], **settings: object) -> None:
        """Take each command's place (`pamdesk.cli.records:group`) and its one line of help."""
        super().__init__(**settings)  # type: ignore[arg-type]
        self._places = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None where there is none of that name."""
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self._places.items()])
