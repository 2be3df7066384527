"""Standard output and standard error as a command uses them: neither a full disk nor a reader that went away is a fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from pamdesk.cli.exit_codes import ExitCode


class OutputLost(Exception):
    """Standard output took no more of the result; `sentence` is empty where its reader had simply gone."""

    def __init__(self, sentence: str = "") -> None:
        """Take the sentence; `exit_code` is what the command would have ended with, where it knew that already."""
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = ExitCode.REFUSED


class _Result:
    """Standard output: what cannot be written is OutputLost, and not the fault of whatever was being done."""

    def __init__(self, inner: TextIO) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def write(self, text: str) -> int:
        try:
            return self._inner.write(text)
        except OSError as error:
            raise _lost(error) from None

    def flush(self) -> None:
        try:
            self._inner.flush()
        except OSError as error:
            raise _lost(error) from None


class _Remarks:
    """Standard error: where nothing can be written there is nobody to tell, and the command goes on."""

    def __init__(self, inner: TextIO) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def write(self, text: str) -> int:
        with suppress(OSError):
            return self._inner.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._inner.flush()


def _lost(error: OSError) -> OutputLost:
    if isinstance(error, BrokenPipeError):
        return OutputLost()
    reason = error.strerror or type(error).__name__
    return OutputLost(f"The result could not be written to standard output: {reason}.")


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Guard both streams while a command runs; one that was closed by whoever started it leads nowhere."""
    before = sys.stdout, sys.stderr
    out, err = (_usable(each) for each in before)
    sys.stdout, sys.stderr = cast("TextIO", _Result(out)), cast("TextIO", _Remarks(err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
        _let_go("stdout", out)
        _let_go("stderr", err)


def _usable(stream: TextIO | None) -> TextIO:
    """Return a stream that takes every character: what its encoding lacks is written as an escape."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - lives as long as the process
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream


def _let_go(name: str, stream: TextIO) -> None:
    """Where the rest cannot be written, lead the stream nowhere: Python would complain of it again at its end."""
    try:
        stream.flush()
    except OSError:
        setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as above
        with suppress(OSError, ValueError):
            stream.close()
