"""The engine's sentences in the language of the window: each is known by its shape, and what is unknown stays as it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from pamdesk.desktop.look.language import Language, spoken

# In the order in which they are tried: the more special before the more general.
SHAPES: Final[tuple[str, ...]] = tuple(
    str(each)
    for each in (
        QT_TRANSLATE_NOOP("Sentences", "Changed on {where} at {time} and checked by signing in."),
        QT_TRANSLATE_NOOP("Sentences", "Changed on {where} at {time}. {why}"),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The new password works and is saved here; the rotation could not be closed yet. {why}",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The change was sent once without an answer, and AWS refused the repeat: {why} "
            "The new password is probably in place; both are kept here. Rotate again makes a new one.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{title} was deleted and made again outside PamDesk (its {name} was {was}, and is {now}). "
            "Add a new record for the new one.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The answer to the last change was lost a moment ago, and {where} may still be working on it. "
            "It can be rotated again in {count} seconds.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{title} was being changed on {place}, and is linked elsewhere now. Link it back there and ask again.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "Besides the password this is different now: {names}."),
        QT_TRANSLATE_NOOP(
            "Sentences", "AWS confirmed the change at {time}. IAM has no sign-in that could be tried."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The new password works on {where}; checked by signing in at {time}."),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "An earlier password kept here is the one that works on {where}; checked by signing in at {time}.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Nothing was changed on {where}; the old password still works. Try again makes a new one.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "Nothing was changed; the old password still works. {why}"),
        QT_TRANSLATE_NOOP("Sentences", "Nothing was changed; the old password still works."),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Either the new or the old password works, and both are kept here. PamDesk asks the server again at {time}.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Either the new or the old password works, and both are kept here. Ask the server again when it answers.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "Stopped before anything was sent; the old password still works."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The program ended before anything was sent; the old password still works."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "Not begun: the batch stopped after {count} accounts had failed. The old password still works.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "None of the {count} passwords kept here signs in to {where}: somebody changed it outside PamDesk. "
            "An administrator must reset it there, or link an admin and rotate again.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "{where} is not asked more often, so that failed sign-ins do not lock the account."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{where} did not answer several times in a row, so it is left alone for a minute.",
        ),
        QT_TRANSLATE_NOOP("Sentences", "Rotation is off for this account. An administrator can turn it on."),
        QT_TRANSLATE_NOOP("Sentences", "Rotation is off for {where}. An administrator can turn it on."),
        QT_TRANSLATE_NOOP("Sentences", "{where} has no admin. Link one, then check again."),
        QT_TRANSLATE_NOOP("Sentences", "{where} has no rotation settings. Choose a method first."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{where} is linked to nothing. Link it to the resource it belongs to."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "{where} is linked to no AWS configuration. Link it as an IAM user first."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "{where} has no PAM Configuration. Link one, so that a gateway serves it."
        ),
        QT_TRANSLATE_NOOP("Sentences", "{name} lives on {where} and is changed by itself."),
        QT_TRANSLATE_NOOP("Sentences", "{name} lives on {where} and is changed by the linked admin."),
        QT_TRANSLATE_NOOP("Sentences", "Make a password of {count} characters and save it here first."),
        QT_TRANSLATE_NOOP("Sentences", "Sign in to {where} as {login} with the new password."),
        QT_TRANSLATE_NOOP("Sentences", "Take AWS's word for it: IAM has no sign-in that could be tried."),
        QT_TRANSLATE_NOOP("Sentences", "Make it current; keep the old one."),
        QT_TRANSLATE_NOOP("Sentences", "Rotate now changes it on {where}."),
        QT_TRANSLATE_NOOP("Sentences", "Nothing was changed. {why}"),
        QT_TRANSLATE_NOOP("Sentences", "Added."),
        QT_TRANSLATE_NOOP("Sentences", "Moved."),
        QT_TRANSLATE_NOOP("Sentences", "Restored."),
        QT_TRANSLATE_NOOP("Sentences", "Changed: {names}."),
        QT_TRANSLATE_NOOP("Sentences", "Changed."),
    )
)
_PLACE = re.compile(r"\\\{(\w+)\\\}")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (shape, re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(shape)) + r"\Z", re.DOTALL))
        for shape in SHAPES
    )


def said(sentence: str) -> str:
    """The sentence in the language of the window."""
    app = QCoreApplication.instance()
    if not sentence or app is None or spoken(app) is Language.ENGLISH:
        return sentence
    for shape, pattern in _patterns():
        found = pattern.match(sentence)
        if found:
            parts = {name: said(text) if name == "why" else text for name, text in found.groupdict().items()}
            return QCoreApplication.translate("Sentences", shape).format(**parts)
    return sentence
