"""The words of links as the details pane says them, from the record that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop import times
from pamdesk.desktop.look.states import State
from pamdesk.desktop.state_words import state_of
from pamdesk.records.complexity import Complexity
from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedule import Schedule
from pamdesk.records.schedules import describe
from pamdesk.records.types import find
from pamdesk.services.link_graph import GraphGap
from pamdesk.services.states import AccountWord
from pamdesk.services.window_record import RecordScreen

_JOINED: Final = "\u2060"  # WORD JOINER: no line ends here


@dataclass(frozen=True)
class Related:
    """One line: its label, and the record that it leads to."""

    label: str
    record_id: str
    title: str
    icon: str


def icon_of(type_key: str) -> str:
    """The icon of a record type."""
    known = find(type_key)
    return known.icon if known else "note"


def lines(screen: RecordScreen) -> list[Related]:
    """What a record is linked to, in the order of the way from the account to the gateway."""
    around, own = screen.around, screen.details.id
    found: list[Related] = []
    for label, there in (
        (QCoreApplication.translate("Related", "Lives on"), around.resource),
        (QCoreApplication.translate("Related", "Changed by"), around.admin),
        (QCoreApplication.translate("Related", "Environment"), around.configuration),
    ):
        if there is not None and there.id != own:
            found.append(Related(label, there.id, there.title, icon_of(there.type)))
    known = {line.record_id for line in found}
    words = {
        LinkKind.ADMIN: QCoreApplication.translate("Related", "Admin of"),
        LinkKind.LAUNCH: QCoreApplication.translate("Related", "Opens sessions on"),
        LinkKind.CONTROLS_SERVICES: QCoreApplication.translate("Related", "Runs services on"),
    }
    types = {node.id: node.type for node in screen.graph.nodes}
    for link in screen.details.links:
        if link.source == own and link.kind in words and link.target not in known:
            icon = icon_of(types.get(link.target, ""))
            found.append(Related(words[link.kind], link.target, link.target_title, icon))
    return found


def link_words(kind: LinkKind, *, outward: bool) -> str:
    """A link between this record and another, read from this one."""
    told = {
        (LinkKind.BELONGS_TO, True): QCoreApplication.translate("Related", "Belongs to"),
        (LinkKind.BELONGS_TO, False): QCoreApplication.translate("Related", "Account here"),
        (LinkKind.IAM_USER, True): QCoreApplication.translate("Related", "IAM user of"),
        (LinkKind.IAM_USER, False): QCoreApplication.translate("Related", "IAM user"),
        (LinkKind.ADMIN, True): QCoreApplication.translate("Related", "Admin of"),
        (LinkKind.ADMIN, False): QCoreApplication.translate("Related", "Admin"),
        (LinkKind.LAUNCH, True): QCoreApplication.translate("Related", "Opens sessions on"),
        (LinkKind.LAUNCH, False): QCoreApplication.translate("Related", "Opens sessions"),
        (LinkKind.ENVIRONMENT, True): QCoreApplication.translate("Related", "Reached through"),
        (LinkKind.ENVIRONMENT, False): QCoreApplication.translate("Related", "Serves"),
        (LinkKind.CONTROLS_SERVICES, True): QCoreApplication.translate("Related", "Runs services on"),
        (LinkKind.CONTROLS_SERVICES, False): QCoreApplication.translate("Related", "Services run as"),
    }
    return told[kind, outward]


def gap_words(gap: GraphGap, title: str) -> tuple[str, str]:
    """What is missing, and what mends it."""
    told = {
        "no_settings": (
            QCoreApplication.translate("Related", "{title} has no rotation settings."),
            QCoreApplication.translate("Related", "Choose a method and a schedule."),
        ),
        "not_linked": (
            QCoreApplication.translate("Related", "{title} is linked to nothing."),
            QCoreApplication.translate("Related", "Link it to the resource that it belongs to."),
        ),
        "no_admin": (
            QCoreApplication.translate("Related", "{title} has no admin."),
            QCoreApplication.translate("Related", "Link one, then check again."),
        ),
        "no_environment": (
            QCoreApplication.translate("Related", "{title} has no PAM Configuration."),
            QCoreApplication.translate("Related", "Link one, so that a gateway serves it."),
        ),
    }
    if gap.code == "not_linked" and gap.kind is LinkKind.IAM_USER:
        return (
            QCoreApplication.translate("Related", "{title} is linked to no AWS configuration.").format(
                title=title
            ),
            QCoreApplication.translate("Related", "Link it as an IAM user of one."),
        )
    if gap.code not in told:
        return gap.sentence, gap.mend
    return told[gap.code][0].format(title=title), told[gap.code][1]


def method_words(method: Method) -> str:
    """How an account is rotated."""
    return {
        Method.GENERAL: QCoreApplication.translate("Related", "On the resource it belongs to"),
        Method.IAM_PASSWORD: QCoreApplication.translate("Related", "IAM console password"),
        Method.IAM_ACCESS_KEY: QCoreApplication.translate("Related", "IAM access key"),
        Method.SCRIPTS_ONLY: QCoreApplication.translate("Related", "Scripts only"),
    }[method]


def schedule_words(schedule: Schedule | None) -> str:
    """When an account is rotated; a time zone's name is not broken at the end of a line."""
    if schedule is None:
        return QCoreApplication.translate("Related", "on demand only")
    return describe(schedule, times.language()).replace("/", f"{_JOINED}/{_JOINED}")


def complexity_words(complexity: Complexity) -> str:
    """24 characters, 1 of each kind."""
    counts = {complexity.upper, complexity.lower, complexity.digits, complexity.symbols}
    if len(counts) == 1:
        told = QCoreApplication.translate("Related", "{length} characters, {count} of each kind")
        return told.format(length=complexity.length, count=counts.pop())
    told = QCoreApplication.translate(
        "Related", "{length} characters: {upper} A–Z, {lower} a–z, {digits} 0–9, {symbols} symbols"
    )
    return told.format(
        length=complexity.length,
        upper=complexity.upper,
        lower=complexity.lower,
        digits=complexity.digits,
        symbols=complexity.symbols,
    )


def drawn_state(word: AccountWord | None) -> State | None:
    """The state to draw, None where there is none."""
    return state_of(word) if word is not None else None
