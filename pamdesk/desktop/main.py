"""Opening the window: the door is painted first, everything else is loaded behind it."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pamdesk.desktop import memory, preferences
from pamdesk.desktop.auto_lock import AutoLock
from pamdesk.desktop.collector import Collector
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Choice, Theme, follow_system
from pamdesk.desktop.signals import EndSignals
from pamdesk.desktop.window import Window
from pamdesk.records.secret import Secret

VAULT_VARIABLE = "PAMDESK_VAULT"
_SWITCH = 0.0005  # seconds: the window gets the interpreter back soon, whatever a driver's Python does


def run(
    vault: Path | None = None,
    *,
    password: Secret | None = None,
    sandbox: bool = False,
    metadata_endpoint: str = "",
    arguments: list[str] | None = None,
) -> int:
    """Open the window on a vault, or on the last one used, or where one is made; returns when it is closed.

    With its password a vault is unlocked at once. A sandbox is gone afterwards, so nothing of it is remembered; its
    `metadata_endpoint` replaces the machine's own instance metadata.
    """
    sys.setswitchinterval(_SWITCH)
    memory.share_arenas()
    app = QApplication(arguments if arguments is not None else sys.argv[:1])
    told = os.environ.get(VAULT_VARIABLE)
    if vault is None and told:
        vault = Path(told)
    settings = preferences.load()
    dress(app, settings)
    collector = Collector(app)
    window = Window(vault, settings=settings, remembers=not sandbox, metadata_endpoint=metadata_endpoint)
    window.entering.connect(collector.settle)
    window.locked.connect(collector.look_soon)
    window.show()
    app.processEvents()  # painted before anything else is imported
    loop = start_loop(app)
    if vault is not None and password is not None:
        QTimer.singleShot(0, partial(window.open_vault, vault, password.reveal()))
    else:
        QTimer.singleShot(0, load_behind)
    app.setQuitOnLastWindowClosed(True)
    # Only now: a window that closes before the loop runs would not end it.
    end_signals = EndSignals(window.close)
    auto_lock = AutoLock(window, app)
    auto_lock.watch.start()
    code = app.exec()
    auto_lock.watch.stop()
    end_signals.restore()
    window.wait_closed()
    end_loop(loop)
    collector.restore()
    return code


def dress(app: QApplication, settings: preferences.Preferences) -> None:
    """Put name, language and colours on the application."""
    app.setApplicationName("pamdesk")
    app.setApplicationDisplayName("PamDesk")
    app.setDesktopFileName("pamdesk")
    chosen = Language(settings.language) if settings.language in ("en", "ja") else language.system_language()
    language.use(app, chosen)
    choice = (
        Choice(settings.colours) if settings.colours in {each.value for each in Choice} else Choice.SYSTEM
    )
    Theme.of(choice).apply(app)
    if choice is Choice.SYSTEM:
        follow_system(app)


def start_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """Make the application's event loop asyncio's as well, so that a click can be awaited."""
    import qasync

    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app, already_running=True)
    asyncio.set_event_loop(loop)
    return loop


def end_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Let what was cancelled end, and take asyncio off the application's event loop again."""
    for _ in range(3):
        QApplication.processEvents()
    loop.stop()  # a loop that was said to run already must be told that it does no longer
    loop.close()
    asyncio.events._set_running_loop(None)
    asyncio.set_event_loop(None)


def load_behind() -> None:
    """Import what an open vault needs while the password is being typed."""

    def load() -> None:
        import pamdesk.desktop.opening  # noqa: F401
        from pamdesk.desktop.schedule_parts import zone_names

        zone_names()

    threading.Thread(target=load, name="pamdesk-load", daemon=True).start()
