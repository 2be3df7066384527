"""What every page of an unlocked window works with."""

from __future__ import annotations

from dataclasses import dataclass

from pamdesk.desktop.actions import Actions
from pamdesk.desktop.session import Session
from pamdesk.desktop.tasks import Tasks
from pamdesk.desktop.widgets.ask import Ask
from pamdesk.desktop.widgets.clipboard import SecretClipboard
from pamdesk.desktop.widgets.toast import Toast


@dataclass(frozen=True)
class Desk:
    """The open vault, and the window's one of each: questions, actions, clipboard, coroutines, passing sentences."""

    session: Session
    ask: Ask
    actions: Actions
    clipboard: SecretClipboard
    tasks: Tasks
    toast: Toast
