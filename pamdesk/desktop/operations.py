"""What a person does with records: each a coroutine that reads or writes in a thread, then says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pamdesk.desktop import sentences
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.tasks import sentence_of
from pamdesk.desktop.widgets.dialog import Question, TextQuestion
from pamdesk.records.errors import PamDeskError
from pamdesk.records.links import Link
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.rotation.stated import END_NOT_TOLD
from pamdesk.services import links as link_services
from pamdesk.services import records as record_services
from pamdesk.services import restoring, stating, window_secrets
from pamdesk.vault.vault import Vault

MANY = 25  # accounts; more must be confirmed by typing their number


@dataclass(frozen=True, slots=True)
class _WayBack:
    """What *Undo* takes back: a save to the version before, or (version 0) a move to the trash; and what was said of it."""

    record_id: str
    version: int
    sentence: str
    icon: str


class Operations(QObject):
    """The verbs of the window; `said` carries a refusal to show, `touched` the record that changed."""

    touched = Signal(str)
    gone = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Work at this desk."""
        super().__init__(parent)
        self._desk = desk
        self._undo: _WayBack | None = None
        desk.toast.undone.connect(desk.tasks.when(self.undo))

    def refuse(self, error: PamDeskError) -> None:
        """Show why something was not done."""
        self._desk.toast.say(sentences.said(sentence_of(error)), icon="warn", milliseconds=12_000)

    # -- rotation ------------------------------------------------------------------------------------------------

    async def rotate(self, user_ids: Sequence[str]) -> tuple[AccountResult, ...]:
        """Rotate now; more than 25 are asked about first."""
        if len(user_ids) > MANY and not await self._desk.ask.confirm(self._many(len(user_ids))):
            return ()
        try:
            return await self._desk.session.rotate(user_ids)
        except PamDeskError as error:
            self.refuse(error)
            return ()

    def _many(self, count: int) -> Question:
        return Question(
            title=self.tr("Rotate %n account(s)", "", count),
            sentence=self.tr(
                "Each gets a new password, one after the other on every server. What is begun is finished."
            ),
            button=self.tr("Rotate now"),
            cancel=self.tr("Cancel"),
            icon="rotate",
            type_to_confirm=str(count),
        )

    async def ask_again(self, user_id: str) -> None:
        """Ask the server which secret works; where only the end of the change is not told, offer to state it."""
        session = self._desk.session
        try:
            result = await session.ask_again(user_id)
            if result.code == END_NOT_TOLD and await self._state_over(user_id):
                result = await session.ask_again(user_id)
        except PamDeskError as error:
            self.refuse(error)
            return
        icon = "ok" if result.state is ResultState.DONE else "doubt"
        self._desk.toast.say(sentences.said(result.reason), icon=icon, milliseconds=12_000)
        self.touched.emit(user_id)

    async def _state_over(self, user_id: str) -> bool:
        """Ask whether a person states that the change is over; returns whether that was written down."""
        session = self._desk.session
        asserted = await session.read(lambda v: stating.what_is_stated(v, user_id))
        if not asserted or not await self._desk.ask.confirm(self._over(asserted)):
            return False
        await session.write(lambda v: stating.state_over(v, user_id, session.who, confirmed=True))
        return True

    def _over(self, asserted: str) -> Question:
        return Question(
            title=self.tr("The server does not say whether the change has ended"),
            sentence=sentences.said(asserted),
            button=self.tr("The change is over"),
            cancel=self.tr("Wait"),
            icon="doubt",
        )

    async def follow_up(self, user_id: str) -> None:
        """Run the scripts again that failed after the last rotation; the password stays."""
        try:
            result = await self._desk.session.follow_up(user_id)
        except PamDeskError as error:
            self.refuse(error)
            return
        icon = "follow" if result.code else "ok"
        self._desk.toast.say(sentences.said(result.reason), icon=icon, milliseconds=12_000)
        self.touched.emit(user_id)

    # -- secrets -------------------------------------------------------------------------------------------------

    async def copy_secret(self, record_id: str, name: str) -> None:
        """Copy a secret; it leaves the clipboard after 30 s."""
        who = self._desk.session.who
        try:
            secret = await self._desk.session.write(lambda v: window_secrets.reveal(v, record_id, name, who))
        except PamDeskError as error:
            self.refuse(error)
            return
        if secret is None:
            self._desk.toast.say(self.tr("There is nothing to copy: the field is empty."), icon="info")
        else:
            self._desk.clipboard.copy(secret.reveal(), self.tr("password"))

    async def copy_login(self, record_id: str) -> None:
        """Copy the login."""
        header = await self._desk.session.read(lambda v: v.records.header(record_id))
        self.copy_text(header.login or header.host)

    def copy_text(self, text: str) -> None:
        """Copy what is no secret; it stays in the clipboard."""
        from PySide6.QtGui import QGuiApplication

        self._desk.clipboard.clear()
        QGuiApplication.clipboard().setText(text)
        self._desk.toast.say(self.tr("Copied."), milliseconds=2_000)

    # -- records -------------------------------------------------------------------------------------------------

    async def favourite(self, record_id: str) -> None:
        """Make a record a favourite, or no longer."""
        who = self._desk.session.who

        def turn(vault: Vault) -> None:
            record = vault.records.get(record_id)
            record_services.save(vault, replace(record, favourite=not record.favourite), who)

        await self._write(turn, record_id)

    async def delete(self, record_id: str) -> bool:
        """Move a record to the trash; where something would stop working, ask first. Undone from the toast."""
        session = self._desk.session
        header = await session.read(lambda v: v.records.header(record_id))
        stops = await session.read(lambda v: record_services.what_delete_stops(v, record_id))
        if stops and not await self._desk.ask.confirm(
            Question(
                title=self.tr("Move {title} to the trash").format(title=header.title),
                sentence=" ".join(stops),
                button=self.tr("Move to trash"),
                cancel=self.tr("Cancel"),
                icon="trash",
            )
        ):
            return False
        try:
            await session.write(lambda v: record_services.delete(v, record_id, session.who))
        except PamDeskError as error:
            self.refuse(error)
            return False
        told = self.tr("{title} is in the trash, with its links.").format(title=header.title)
        self._offer(_WayBack(record_id, 0, told, "trash"))
        self.gone.emit(record_id)
        return True

    def offer_undo(self, record_id: str, version: int, sentence: str) -> None:
        """A change was saved: say so, with the way back to the version before."""
        self._offer(_WayBack(record_id, version, sentence, "check"))

    def _offer(self, way: _WayBack) -> None:
        self._undo = way
        self._desk.toast.say(way.sentence, undo=self.tr("Undo"), icon=way.icon)

    async def undo(self) -> None:
        """Take the last deletion or save back; where that was not done, it stays on offer."""
        way, self._undo = self._undo, None
        if way is None:
            return
        if way.version:
            done = await self.restore_version(way.record_id, way.version)
        else:
            who = self._desk.session.who
            done = await self._write(lambda v: record_services.restore(v, way.record_id, who), way.record_id)
        if done or self._undo is not None:
            return
        if self._desk.toast.isVisible():
            self._undo = way  # the refusal is being read
        else:
            self._offer(way)

    async def restore_version(self, record_id: str, version: int) -> bool:
        """Make an earlier version the newest again; where an earlier password comes with it, ask first. Returns whether."""
        session = self._desk.session
        try:
            warning = await session.read(lambda v: restoring.what_restore_undoes(v, record_id, version))
        except PamDeskError as error:
            self.refuse(error)
            return False
        if warning and not await self._desk.ask.confirm(self._undoing(version, warning)):
            return False

        def work(vault: Vault) -> None:
            restoring.restore_version(vault, record_id, version, session.who, confirmed=bool(warning))

        if not await self._write(work, record_id):
            return False
        told = self.tr("Version {version} is the present one again.").format(version=version)
        self._desk.toast.say(told)
        return True

    def _undoing(self, version: int, warning: str) -> Question:
        return Question(
            title=self.tr("Restore version {version}").format(version=version),
            sentence=sentences.said(warning),
            button=self.tr("Restore this version"),
            cancel=self.tr("Cancel"),
            icon="undo",
        )

    async def link(self, link: Link) -> bool:
        """Make a link; the rule that it breaks is said."""
        session = self._desk.session
        return await self._write(lambda v: link_services.add(v, link, session.who), link.source)

    async def unlink(self, link: Link) -> bool:
        """Take a link away; a way back is offered by the drawing's gap."""
        session = self._desk.session
        return await self._write(lambda v: link_services.remove(v, link, session.who), link.source)

    async def _write(self, work: Callable[[Vault], object], record_id: str) -> bool:
        try:
            await self._desk.session.write(work)
        except PamDeskError as error:
            self.refuse(error)
            return False
        self.touched.emit(record_id)
        return True

    # -- folders -------------------------------------------------------------------------------------------------

    async def new_folder(self, parent: str | None) -> str | None:
        """Ask for a name and make a folder, inside the chosen one if there is one."""
        name = await self._desk.ask.text(
            TextQuestion(
                title=self.tr("New folder"),
                sentence=self.tr(
                    "A shared folder can be read by the built-in gateway; its records can be rotated."
                ),
                label=self.tr("Name"),
                button=self.tr("Create"),
                cancel=self.tr("Cancel"),
                icon="folder",
            )
        )
        if not name or not name.strip():
            return None
        session = self._desk.session
        try:
            made = await session.write(
                lambda v: v.folders.add(name.strip(), parent, parent is None, who=session.who)
            )
        except PamDeskError as error:
            self.refuse(error)
            return None
        return made.id

    async def rename_folder(self, folder_id: str) -> None:
        """Ask for another name."""
        session = self._desk.session
        folder = await session.read(lambda v: v.folders.get(folder_id))
        name = await self._desk.ask.text(
            TextQuestion(
                title=self.tr("Rename {folder}").format(folder=folder.name),
                sentence=self.tr("Its records and who may read them stay as they are."),
                label=self.tr("Name"),
                button=self.tr("Rename"),
                cancel=self.tr("Cancel"),
                text=folder.name,
                icon="folder",
            )
        )
        if not name or not name.strip() or name.strip() == folder.name:
            return
        try:
            await session.write(lambda v: v.folders.rename(folder_id, name.strip(), who=session.who))
        except PamDeskError as error:
            self.refuse(error)
