"""The log on standard error, a filter that masks secrets in play, and crash reports that hold none."""

from __future__ import annotations

import logging
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_log_path

from pamdesk import __version__
from pamdesk.records.errors import PamDeskError
from pamdesk.records.masking import MASKED, SecretMask


class MaskingFilter(logging.Filter):
    """Puts the masked text in the place of a record's own, arguments and traceback included."""

    def __init__(self, mask: SecretMask = MASKED) -> None:
        super().__init__()
        self._mask = mask

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the record; it always passes."""
        record.msg = self._mask.clean(record.getMessage())
        record.args = None
        if record.exc_info and record.exc_info[1] is not None:
            record.msg += f" ({type(record.exc_info[1]).__name__})"
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def log_to_standard_error(level: int = logging.INFO) -> logging.Handler:
    """Send the log to standard error, one masked sentence a line, and return the handler for whoever takes it off again."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S %z"))
    handler.addFilter(MaskingFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for talkative in ("botocore", "boto3", "urllib3", "paramiko", "asyncio"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return handler


def mask_last_resort() -> None:
    """Mask what drivers log where nobody has set a log up: Python then prints warnings to standard error by itself."""
    handler = logging.lastResort
    if handler is not None and not any(isinstance(each, MaskingFilter) for each in handler.filters):
        handler.addFilter(MaskingFilter())


def write_crash_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write where and how the program failed, readable by its owner alone; None where no file can be written."""
    place = folder or user_log_path("pamdesk", appauthor=False)
    file = place / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        place.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as report:
            report.write(crash_report(error))
    except OSError:
        return None
    return file


def crash_report(error: BaseException) -> str:
    """Return versions and the chain of errors with their places in the code.

    Only the program's own messages stand in it: those of drivers and of Python may quote a value that is secret, and so may
    source lines and variables.
    """
    head = [
        f"PamDesk {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{datetime.now(UTC).isoformat(timespec='seconds')}",
    ]
    return "\n".join([*head, *_chain(error)]) + "\n"


def _chain(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield ""
        yield f"{type(at).__module__}.{type(at).__qualname__}: {_message(at)}"
        for frame in traceback.extract_tb(at.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
        at = at.__cause__ or at.__context__


def _message(error: BaseException) -> str:
    if isinstance(error, PamDeskError):
        return MASKED.clean(str(error))
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    return "(the message is left out: it may hold a secret)"


def _short(filename: str) -> str:
    """Leave out the folders of this machine that say who and where."""
    path = Path(filename)
    return "/".join(path.parts[-3:])
