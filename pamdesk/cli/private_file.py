"""A new file for one secret: readable by its owner alone, whole on the disk, or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pamdesk.records.errors import UserError


@contextmanager
def new_private_file(path: Path) -> Iterator[TextIO]:
    """Make the file before the block runs, and take it away where the block fails; raises UserError."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise _not_written(path, error) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        with suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise _not_written(path, error) from None
        raise


def _not_written(path: Path, error: OSError) -> UserError:
    return UserError(f"The file {path} was not written: {error.strerror}.", code="file")
