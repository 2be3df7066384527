"""A secret value with one door, `reveal`, so that every use can be found by searching for it."""

from __future__ import annotations

import hmac
from typing import NoReturn


class Secret:
    """A password, key or token whose text shows in no repr, format, log or pickle."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        """Wrap the text; a `Secret` is immutable."""
        self.__text = text

    def reveal(self) -> str:
        """Return the secret itself. The one door: search for `.reveal(` to audit every use."""
        return self.__text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode(), other.__text.encode())

    def __hash__(self) -> int:
        # Equal secrets hash alike; a plain str hash would let a debugger's table hint at equal texts across types.
        return hash((Secret, self.__text))

    def __reduce__(self) -> NoReturn:
        raise TypeError("A Secret is not pickled: it would leave the process unsealed.")
