"""What an empty list teaches: what belongs there, and how the first one is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop.widgets.empty import EmptyView, WayIn
from pamdesk.services.views import ViewKey
from pamdesk.services.window_search import Wanted


def of_empty_vault() -> EmptyView:
    """The three ways to begin."""
    told = QCoreApplication.translate(
        "Teaching",
        "Here go your privileged accounts and the servers, databases and directories they live on. "
        "Once linked, PamDesk changes their passwords and proves it.",
    )
    ways = (
        WayIn(
            "pamConfiguration",
            "cloud",
            QCoreApplication.translate("Teaching", "Say where your accounts are"),
            QCoreApplication.translate(
                "Teaching", "A PAM Configuration: an AWS account, or your own network."
            ),
            QCoreApplication.translate("Teaching", "New configuration"),
        ),
        WayIn(
            "pamDatabase",
            "database",
            QCoreApplication.translate("Teaching", "Add what holds accounts"),
            QCoreApplication.translate(
                "Teaching", "A database server, for a start; machines and directories go the same way."
            ),
            QCoreApplication.translate("Teaching", "New database"),
        ),
        WayIn(
            "pamUser",
            "user",
            QCoreApplication.translate("Teaching", "Add an account"),
            QCoreApplication.translate(
                "Teaching", "Its login, its present password, and the server it belongs to."
            ),
            QCoreApplication.translate("Teaching", "New account"),
        ),
    )
    return EmptyView(QCoreApplication.translate("Teaching", "This vault is empty"), told, ways)


def what_belongs(wanted: Wanted) -> str:
    """What a view or a folder shows once there is something."""
    told = {
        ViewKey.DUE: QCoreApplication.translate(
            "Teaching", "No account is due. Those whose time has come, or comes within a day, show here."
        ),
        ViewKey.FAILED: QCoreApplication.translate(
            "Teaching", "No rotation has failed. One that did shows here, with who must act."
        ),
        ViewKey.IN_DOUBT: QCoreApplication.translate(
            "Teaching", "Nothing is in doubt: of every account it is known which secret works."
        ),
        ViewKey.NEVER: QCoreApplication.translate(
            "Teaching", "Every account has been rotated and proved at least once."
        ),
        ViewKey.NOT_LINKED: QCoreApplication.translate(
            "Teaching", "Every account is linked to what it belongs to."
        ),
        ViewKey.FAVOURITES: QCoreApplication.translate(
            "Teaching", "Records with a star show here. The star is at the top of the details."
        ),
        ViewKey.RECENT: QCoreApplication.translate("Teaching", "What was changed last shows here."),
    }
    return (
        told[wanted.view]
        if wanted.view
        else QCoreApplication.translate("Teaching", "This folder is empty. New records are made in it.")
    )
