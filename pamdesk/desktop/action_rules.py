"""Which actions are on for what is in front, and why the others are not."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from pamdesk.desktop.browse_page import BrowsePage
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.editor_page import EditorPage
from pamdesk.desktop.record_page import RecordPage
from pamdesk.services.states import AccountWord
from pamdesk.services.views import USER
from pamdesk.services.window_record import RecordScreen


class ActionRules(QObject):
    """Looks at the pages of a vault; changes nothing but the actions."""

    def __init__(self, desk: Desk, pages: QStackedWidget, browse: BrowsePage) -> None:
        """Rules for these pages, one of which is in front: the list, a record's page or the editor."""
        super().__init__(pages)
        self._desk, self._pages, self._browse = desk, pages, browse

    def update(self, record_id: str, folder: str | None) -> None:
        """Turn each action on for this record and folder, or off with its reason."""
        ids, screen = self._subject(record_id)
        self._of_records(record_id, ids, screen)
        self._of_page(folder)

    def _subject(self, record_id: str) -> tuple[tuple[str, ...], RecordScreen | None]:
        """What is chosen, and what is known of the record that actions are for."""
        front = self._pages.currentWidget()
        alone = isinstance(front, RecordPage)
        ids = (record_id,) if alone else self._browse.record_ids()
        screen = front.shown if isinstance(front, RecordPage) else self._browse.pane.shown
        return ids, screen if screen is not None and screen.details.id == record_id else None

    def _of_records(self, record_id: str, ids: tuple[str, ...], screen: RecordScreen | None) -> None:
        actions = self._desk.actions
        none = self.tr("Choose a record first.") if len(ids) < 2 else self.tr("Choose one record alone.")
        one = "" if record_id else none
        for key in ("open_record", "edit_record", "favourite", "delete_record", "copy_login"):
            actions.allow(key, one)
        secret = screen is not None and any(each.name == "password" for each in screen.details.fields)
        actions.allow("copy_password", one or ("" if secret else self.tr("This record holds no password.")))
        actions.allow("rotate", self._why_not_rotate(ids, screen))
        doubt = self.tr("Nothing is in doubt here: it is known which secret works.")
        actions.allow("ask_again", one or ("" if screen is not None and screen.candidates else doubt))
        state = screen.details.state if screen is not None else None
        failed = state is not None and state.word is AccountWord.FOLLOWUP_FAILED
        actions.allow("follow_up", one or ("" if failed else self.tr("No script has failed here.")))
        account = self.tr("Only PAM Users are rotated.")
        actions.allow(
            "preview", one or ("" if screen is not None and screen.rotation is not None else account)
        )
        nothing = self.tr("There is nothing here that a rotation needs.")
        actions.allow("check", one or ("" if screen is not None and screen.checked else nothing))

    def _of_page(self, folder: str | None) -> None:
        actions, front = self._desk.actions, self._pages.currentWidget()
        actions.allow("rename_folder", "" if folder else self.tr("Choose a folder first."))
        nothing = self.tr("Nothing is being edited.")
        actions.allow("save", front.why_not_save() if isinstance(front, EditorPage) else nothing)
        actions.allow("back", self.tr("The list is in front.") if front is self._browse else "")
        for key in (
            "new_record",
            "new_folder",
            "recovery_kit",
            "lock",
            "search",
            "palette",
            "next_area",
            "folders",
            "jobs",
        ):
            actions.set_on(key)

    def _why_not_rotate(self, ids: tuple[str, ...], screen: RecordScreen | None) -> str:
        if isinstance(self._pages.currentWidget(), EditorPage):
            return self.tr("Save or leave the editor first.")
        if len(ids) > 1:
            return "" if self._has_users() else self.tr("Only PAM Users are rotated.")
        if screen is None:
            return self.tr("Choose an account first.")
        if screen.rotation is None:
            return self.tr("Only PAM Users are rotated.")
        if self._desk.session.live.is_running(screen.details.id):
            return self.tr("It is being changed now.")
        state = screen.details.state
        if state is not None and state.word is AccountWord.RUNNING:
            return self.tr("Another PamDesk is changing it now.")
        return ""

    def _has_users(self) -> bool:
        rows = (self._browse.model.record(one) for one in self._browse.record_ids())
        return any(row is None or row.type == USER for row in rows)
