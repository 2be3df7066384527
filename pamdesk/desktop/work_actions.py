"""What the actions do on the page of an open vault; what concerns the whole window is bound where that is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import Qt

from pamdesk.desktop.areas import go_round
from pamdesk.desktop.record_page import RecordPage
from pamdesk.desktop.work_page import WorkPage
from pamdesk.services.views import USER


def bind_actions(page: WorkPage) -> None:
    """Bind every action that is for the list, a record, the editor or the drawer to this page."""
    actions, spawn, do = page.desk.actions, page.desk.tasks.spawn, page.operations
    actions.bind("new_record", page.browse.offer_types)
    actions.bind("open_record", lambda: page.open_record(page.current()))
    actions.bind("edit_record", page.edit_record)
    actions.bind("favourite", lambda: spawn(do.favourite(page.current())))
    actions.bind("copy_password", lambda: spawn(do.copy_secret(page.current(), "password")))
    actions.bind("copy_login", lambda: spawn(do.copy_login(page.current())))
    actions.bind("delete_record", lambda: spawn(_delete(page)))
    actions.bind("rotate", lambda: spawn(_rotate(page)))
    actions.bind("ask_again", lambda: spawn(do.ask_again(page.current())))
    actions.bind("follow_up", lambda: spawn(do.follow_up(page.current())))
    actions.bind("search", lambda: _search(page))
    actions.bind("palette", page.toggle_palette)
    actions.bind("next_area", lambda: go_round(page.areas()))
    actions.bind("folders", page.toggle_folders)
    actions.bind("back", page.show_list)
    actions.bind("jobs", page.jobs.toggle)
    actions.bind("new_folder", lambda: spawn(_new_folder(page)))
    actions.bind("rename_folder", lambda: spawn(do.rename_folder(page.scope.folder() or "")))
    actions.bind("lock", page.lock_asked.emit)
    actions.bind("save", lambda: spawn(page.editor.save()))
    actions.bind("check", lambda: spawn(_look(page, RecordPage.run_check)))
    actions.bind("preview", lambda: spawn(_look(page, RecordPage.run_preview)))


async def _look(page: WorkPage, look: Callable[[RecordPage], Awaitable[None]]) -> None:
    await page.show_rotation(page.current())
    await look(page.record)


async def _delete(page: WorkPage) -> None:
    await page.operations.delete(page.current())


async def _new_folder(page: WorkPage) -> None:
    await page.operations.new_folder(page.scope.folder())


async def _rotate(page: WorkPage) -> None:
    chosen = page.chosen()
    if len(chosen) > 1:
        await _rotate_many(page, chosen)
        return
    # Asked of the vault: of what was chosen by Ctrl+A, the model has only read the rows that were seen.
    headers = await page.desk.session.read(lambda v: v.records.headers(chosen))
    await page.operations.rotate([each.id for each in headers if each.type == USER])


async def _rotate_many(page: WorkPage, record_ids: Sequence[str]) -> None:
    """Show the page that looks at each first; where a batch runs already, that one."""
    page.pages.setCurrentWidget(page.bulk)
    if not page.bulk.is_running():
        await page.bulk.review(record_ids, page.scope.words())


def _search(page: WorkPage) -> None:
    page.show_list()
    search = page.browse.search
    search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    search.selectAll()
