"""The command palette of an open vault: what was typed becomes rows, and the chosen row is gone to or done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pamdesk.desktop import palette_rows
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.tree_model import TreeModel
from pamdesk.desktop.widgets.palette import Palette
from pamdesk.services.views import RecordRow, ViewKey
from pamdesk.services.window_search import Order, Search, Wanted

_ONLY_ACTIONS = ">"


@dataclass(frozen=True)
class PaletteActs:
    """What the palette makes the page below it do; `title` is that of the record in front, empty without one."""

    title: Callable[[], str]
    go_to: Callable[[str], None]
    show_scope: Callable[[str], None]
    create: Callable[[str], None]


class CommandPalette(QObject):
    """Made when it is first asked for."""

    def __init__(
        self, over: QWidget, desk: Desk, searching: Search, tree: TreeModel, acts: PaletteActs
    ) -> None:
        """A palette over this page, which searches with the list's own index."""
        super().__init__(over)
        self._desk, self._searching, self._tree, self._acts = desk, searching, tree, acts
        self._asked = 0
        self.view = Palette(over)
        self.view.typed.connect(lambda text: desk.tasks.spawn(self._fill(text)))
        self.view.chosen.connect(self._do)
        self.view.actions_asked.connect(self._offer_actions)
        for key in desk.actions:
            # An action that is called by its own key is done below: the palette is in its way.
            desk.actions[key].triggered.connect(lambda _checked=False, key=key: self._leave(key))

    def is_open(self) -> bool:
        """Whether it lies over the page."""
        return self.view.isVisible()

    def open(self, text: str) -> None:
        """Lay it over the page, with this text typed."""
        self.view.open(text)

    def leave(self) -> None:
        """Take it away; nothing is done."""
        self.view.leave()

    def _leave(self, key: str) -> None:
        if key != "palette":
            self.leave()

    async def _fill(self, text: str) -> None:
        """Show what fits; while records are being read, a newer text may have come, and only that is shown."""
        self._asked += 1
        asked = self._asked
        only_actions = text.startswith(_ONLY_ACTIONS)
        words = text.removeprefix(_ONLY_ACTIONS).strip()
        rows = () if only_actions else await self._records(words)
        if asked != self._asked or not self.view.isVisible():
            return
        actions, title = self._desk.actions, self._acts.title()
        groups = [palette_rows.records(rows, words)]
        if title:
            groups.append(palette_rows.of_record(actions, title, words))
        if words and not only_actions:
            groups.append(palette_rows.places(self._tree.places(), words))
        groups.append(palette_rows.others(actions, words))
        self.view.show_groups(groups, words)

    async def _records(self, words: str) -> tuple[RecordRow, ...]:
        overview = self._desk.session.overview
        wanted = Wanted(words=words, order=Order.TITLE) if words else Wanted(view=ViewKey.RECENT)
        found = await self._desk.session.find(lambda vault: self._searching.find(vault, overview, wanted))
        return found.rows

    def _do(self, key: str) -> None:
        kind, name = palette_rows.parts(key)
        match kind:
            case "record":
                self._acts.go_to(name)
            case "place":
                self._acts.show_scope(name)
            case "new":
                self._acts.create(name)
            case _:
                self._desk.actions.do(name)

    def _offer_actions(self, key: str) -> None:
        """Choose the record below, and offer what can be done with it."""
        kind, name = palette_rows.parts(key)
        if kind == "record":
            self._acts.go_to(name)
            self.view.line.setText(_ONLY_ACTIONS)

    def refresh(self) -> None:
        """What is on and off below has changed."""
        if self.view.isVisible():
            self._desk.tasks.spawn(self._fill(self.view.line.text()))
