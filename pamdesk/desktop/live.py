"""What runs in this process right now, account by account, told by the engine's events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from pamdesk.rotation.events import AccountFinished, AccountStarted, BatchProgress, Event, Step, StepReached
from pamdesk.rotation.results import AccountResult


@dataclass(frozen=True)
class LiveJob:
    """One account that is being changed, or was a moment ago: `result` is None while it runs."""

    user_id: str
    batch_id: str
    started: datetime
    steps: tuple[tuple[Step, datetime], ...] = ()
    result: AccountResult | None = None

    @property
    def running(self) -> bool:
        """Whether the engine is still at it."""
        return self.result is None


class LiveJobs(QObject):
    """The newest job of each account, and the progress of each batch; one signal for a whole batch of events."""

    changed = Signal(set)
    finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing runs."""
        super().__init__(parent)
        self._jobs: dict[str, LiveJob] = {}
        self._batches: dict[str, BatchProgress] = {}

    def take(self, events: Sequence[Event]) -> None:
        """Take a batch of events in; the last state of each job wins."""
        touched: set[str] = set()
        ended: list[AccountResult] = []
        for event in events:
            if isinstance(event, BatchProgress):
                self._progress(event)
                continue
            user_id = event.result.id if isinstance(event, AccountFinished) else event.user_id
            self._jobs[user_id] = _next(self._jobs.get(user_id), event)
            touched.add(user_id)
            if isinstance(event, AccountFinished):
                ended.append(event.result)
        self.changed.emit(touched)
        for result in ended:
            self.finished.emit(result)

    def _progress(self, progress: BatchProgress) -> None:
        if progress.state in ("done", "cancelled") and not progress.running:
            self._batches.pop(progress.batch_id, None)
        else:
            self._batches[progress.batch_id] = progress

    def job(self, user_id: str) -> LiveJob | None:
        """The newest job of an account in this process."""
        return self._jobs.get(user_id)

    def running(self) -> tuple[LiveJob, ...]:
        """What runs now, the longest running first."""
        return tuple(job for job in self._jobs.values() if job.running)

    def is_running(self, user_id: str) -> bool:
        """Whether this account is being changed by this process."""
        job = self._jobs.get(user_id)
        return job is not None and job.running

    def batches(self) -> Mapping[str, BatchProgress]:
        """The batches that have not ended."""
        return self._batches


def _next(job: LiveJob | None, event: AccountStarted | StepReached | AccountFinished) -> LiveJob:
    match event:
        case AccountStarted():
            return LiveJob(event.user_id, event.batch_id, event.at)
        case StepReached():
            job = job or LiveJob(event.user_id, event.batch_id, event.at)
            if not job.running:
                # A reconciliation goes on where the attempt stood.
                job = replace(job, result=None)
            return replace(job, steps=(*job.steps, (event.step, event.at)))
        case AccountFinished():
            job = job or LiveJob(event.result.id, event.batch_id, event.at)
            return replace(job, result=event.result)
