"""What `rotate` shows while it works: a bar where standard error is a terminal, nothing where it is not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pamdesk.rotation.events import BatchProgress, Event


class Progress:
    """Listens to the engine, from its thread, and moves the bar."""

    def __init__(self) -> None:
        self._move: Callable[[BatchProgress], None] | None = None
        self._stop: Callable[[], None] | None = None

    def take_away(self) -> None:
        """Take the bar away at once and give the terminal its cursor back: for a process that ends in the middle."""
        stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def tell(self, event: Event) -> None:
        """Take one event of the engine."""
        move = self._move
        if move is not None and isinstance(event, BatchProgress):
            move(event)

    @contextmanager
    def shown(self, total: int) -> Iterator[None]:
        """Show the bar while the block runs, where there is a terminal for it."""
        if not sys.stderr.isatty() or total == 0:
            yield
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=total)

            def move(progress: BatchProgress) -> None:
                ended = progress.done + progress.failed + progress.in_doubt + progress.skipped
                bar.update(task, completed=ended, description=_counts(progress))

            self._move, self._stop = move, bar.stop
            try:
                yield
            finally:
                self._move = self._stop = None


def _counts(progress: BatchProgress) -> str:
    named = ((progress.failed, "failed"), (progress.in_doubt, "in doubt"), (progress.skipped, "skipped"))
    return ", ".join(f"{count} {name}" for count, name in named if count)
