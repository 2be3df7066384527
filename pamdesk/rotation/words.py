"""The sentences that people read out: what is true now, why, and who must act."""

from __future__ import annotations

import math
from datetime import datetime

from pamdesk.records.words import moment


def changed_and_proved(where: str, at: datetime) -> str:
    """The new secret signed in."""
    return f"Changed on {where} at {moment(at)} and checked by signing in."


def changed_and_blocked(where: str, at: datetime, why: str) -> str:
    """The new secret is right, but sign-in is refused for another reason."""
    return f"Changed on {where} at {moment(at)}. {why}".strip()


def changed_and_confirmed(at: datetime) -> str:
    """The service has no sign-in that could be tried, and confirmed the change."""
    return f"AWS confirmed the change at {moment(at)}. IAM has no sign-in that could be tried."


def already_right(where: str, at: datetime, noun: str) -> str:
    """An earlier attempt turned out to have worked."""
    return f"The new {noun} works on {where}; checked by signing in at {moment(at)}."


def adopted(where: str, at: datetime, noun: str) -> str:
    """An archived candidate turned out to be the live one."""
    return f"An earlier {noun} kept here is the one that works on {where}; checked by signing in at {moment(at)}."


def nothing_changed(why: str, noun: str) -> str:
    """Refused, with proof: the present secret still works."""
    return f"Nothing was changed; the old {noun} still works. {why}".strip()


def nothing_sent(why: str) -> str:
    """Stopped before anything was sent."""
    return f"Nothing was changed. {why}".strip()


def may_still_work(where: str) -> str:
    """The server has not ended the change yet."""
    return f"{where} may still be working on the change."


def end_not_told(where: str) -> str:
    """Nobody who can sign in may see whether the change is over."""
    return f"{where} does not say whether the change has ended. An administrator of {where} must look."


def stated_over(title: str, where: str) -> str:
    """What an administrator asserts, and what comes of it where it is not so."""
    return (
        f"You state that the change of {title} is over: nothing of it runs or waits on {where} any more. PamDesk then "
        "believes which password works there; were the change carried out later all the same, the one kept here would no "
        "longer work."
    )


def old_still_works(where: str, noun: str) -> str:
    """The attempt is over and the old secret is the one that works."""
    return f"Nothing was changed on {where}; the old {noun} still works. Try again makes a new one."


def in_doubt(next_ask: datetime | None, noun: str) -> str:
    """The change was sent and no proof has come yet."""
    when = (
        f"PamDesk asks the server again at {moment(next_ask)}."
        if next_ask
        else "Ask the server again when it answers."
    )
    return f"Either the new or the old {noun} works, and both are kept here. {when}"


def saved_not_closed(why: str, noun: str) -> str:
    """The new secret is proved and current, and then something else went wrong."""
    return f"The new {noun} works and is saved here; the rotation could not be closed yet. {why}".strip()


def not_read(why: str) -> str:
    """Neither the change nor the vault can be looked at."""
    return f"Whether anything was changed cannot be read from the vault now; ask again when it answers. {why}".strip()


def none_works(where: str, tried: int, noun: str) -> str:
    """No secret that the vault holds signs in."""
    return (
        f"None of the {tried} {noun}s kept here signs in to {where}: somebody changed it outside PamDesk. "
        "An administrator must reset it there, or link an admin and rotate again."
    )


def new_one_rejected(where: str, noun: str) -> str:
    """The new secret did not take effect, and the vault held none before."""
    return (
        f"{where} did not take the new {noun}, and no earlier one is kept here. "
        "An administrator must reset it there, or link an admin and rotate again."
    )


def only_asked(off: str) -> str:
    """A switch is off, so that what would change something waits."""
    return f"{off} While it is off, PamDesk only asks, and changes nothing."


def budget_spent(where: str) -> str:
    """Asking more would risk locking the account."""
    return f"{where} is not asked more often, so that failed sign-ins do not lock the account."


def repeat_refused(why: str) -> str:
    """The repeat of a change that cannot be probed was refused by policy."""
    return (
        f"The change was sent once without an answer, and AWS refused the repeat: {why} "
        "The new password is probably in place; both are kept here. Rotate again makes a new one."
    )


def made_again(title: str, name: str, was: str, now: str) -> str:
    """The account has another id than when its secret was last changed here."""
    return (
        f"{title} was deleted and made again outside PamDesk (its {name} was {was}, and is {now}). "
        "Add a new record for the new one."
    )


def too_soon(where: str, seconds: float) -> str:
    """A change whose answer was lost may still arrive."""
    return (
        f"The answer to the last change was lost a moment ago, and {where} may still be working on it. "
        f"It can be rotated again in {math.ceil(seconds)} seconds."
    )


def moved(title: str, place: str) -> str:
    """The account is linked elsewhere now than when the change was sent."""
    return f"{title} was being changed on {place}, and is linked elsewhere now. Link it back there and ask again."


def left_there(place: str) -> str:
    """The new secret is saved; the account is linked elsewhere now, so that the old one was left where it is."""
    return (
        f"The account was linked elsewhere meanwhile, so the old one goes on working on {place}: "
        "an administrator can remove it."
    )


def renamed(title: str, login: str, where: str, noun: str) -> str:
    """The record names another account now than when the change was sent."""
    return (
        f"{title} was being changed as {login} on {where}, and the record names another account now. "
        f"The {noun} that works for {login} is kept here: enter {login} in the record again, then ask again."
    )


def other_target(title: str, target: str) -> str:
    """Another secret of the account is rotated now than when the change was sent."""
    return f"{title} was being changed as {target}, and is rotated as something else now. Set it back and ask again."


def old_left(where: str, why: str) -> str:
    """The new secret is proved and saved; the one before it could not be taken out of service."""
    return f"The old one still lets in to {where}, and is removed with the next rotation. {why}".strip()


def cancelled() -> str:
    """A person stopped it in time."""
    return "Stopped before anything was sent; nothing was changed."


def batch_stopped(failures: int) -> str:
    """The batch stopped itself."""
    return f"Not begun: the batch stopped after {failures} accounts had failed. Nothing was changed."


def interrupted() -> str:
    """The program ended before anything was sent."""
    return "The program ended before anything was sent; nothing was changed."


def flags_differ(differences: tuple[str, ...], noun: str) -> str:
    """Something besides the secret is not as it was."""
    return f"Besides the {noun} this is different now: {'; '.join(differences)}."
