"""Errors of drivers that quote a secret: masked where they leave the target, whatever form it is quoted in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pamdesk.records.errors import TargetError, UserError
from pamdesk.records.masking import MASK, SHORTEST
from pamdesk.records.secret import Secret
from pamdesk.rotation.script_masking import forms


def mask_error(error: BaseException, secrets: Iterable[Secret]) -> None:
    """Mask these secrets in an error and in all that led to it; what cannot be masked no longer hangs on it."""
    quoted = _longest_first(secrets)
    for each in list(_chain(error)):
        if not _quotes(each, quoted):
            continue
        _mask(each, quoted)
        if _quotes(each, quoted):
            _let_go(error, each)


def masked(text: str, secrets: Iterable[Secret]) -> str:
    """Return a text with these secrets masked."""
    return _without(text, _longest_first(secrets)) if text else text


def _longest_first(secrets: Iterable[Secret]) -> list[str]:
    """Return every form in which a driver may quote them; a form within another one comes after it."""
    whole = [each for each in secrets if each]
    quoted = {each.reveal() for each in forms(whole)}
    for each in whole:
        text = each.reveal()
        if len(text) >= SHORTEST:
            # As Python's repr writes it, within whatever quotes, and as SQL does.
            escaped = text.replace("\\", "\\\\")
            quoted |= {repr(text)[1:-1], escaped, escaped.replace("'", "\\'"), text.replace("'", "''")}
    return sorted(quoted, key=len, reverse=True)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and everything that it came from."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [one for one in (each.__cause__, each.__context__) if one is not None]


def _quotes(error: BaseException, quoted: Sequence[str]) -> bool:
    said = f"{error}\n{error!r}\n{getattr(error, '__notes__', '')}"
    return any(text in said for text in quoted)


def _mask(error: BaseException, quoted: Sequence[str]) -> None:
    error.args = tuple(_without(each, quoted) if isinstance(each, str) else each for each in error.args)
    if isinstance(error, TargetError | UserError):
        error.message = _without(error.message, quoted)
    if isinstance(error, UserError):
        error.hint = _without(error.hint, quoted)


def _let_go(top: BaseException, quoting: BaseException) -> None:
    """Take an error whose own words cannot be changed out of the chain, with what is behind it."""
    for each in _chain(top):
        if each.__cause__ is quoting:
            each.__cause__ = None
        if each.__context__ is quoting:
            each.__context__ = None


def _without(text: str, quoted: Sequence[str]) -> str:
    for each in quoted:
        text = text.replace(each, MASK)
    return text
