"""From facts of the journal (and events of this process) to the lights that are drawn."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop import times
from pamdesk.desktop.live import LiveJob
from pamdesk.desktop.widgets.steps import Light, Step
from pamdesk.rotation.events import Step as Reached
from pamdesk.rotation.results import ResultState
from pamdesk.services.window_jobs import STEPS, STEPS_WITH_SCRIPTS, JobLine, is_confirmed
from pamdesk.vault.states import FOLLOWUP_FAILED


def lights(job: JobLine | None, live: LiveJob | None, *, scripts: bool = False) -> tuple[Step, ...]:
    """The lights of the newest attempt of an account; empty where there was none. `scripts` follow a rotation of it."""
    now = live is not None and (job is None or live.running or live.started >= job.started)
    # What applied to the attempt is kept when its scripts are switched off later; a new one has those of now.
    followed = scripts if now or job is None else job.followed
    steps = STEPS_WITH_SCRIPTS if followed else STEPS
    if live is not None and (job is None or live.running or live.started >= job.started):
        return _drawn(
            dict(live.steps),
            live.started,
            _state_of(live),
            job.place if job else "",
            _took(live),
            live.running,
            confirmed=_confirmed(job, live),
            steps=steps,
        )
    if job is None:
        return ()
    reached = {each.step: each.at for each in job.steps}
    running = job.state == "running"
    return _drawn(
        reached,
        job.started,
        job.state,
        job.place,
        job.seconds,
        running,
        job.sent,
        confirmed=job.confirmed,
        steps=steps,
    )


def _confirmed(job: JobLine | None, live: LiveJob) -> bool | None:
    """Whether the proof is the service's own word; None while nobody has said which target it is."""
    if live.result is not None:
        return is_confirmed(live.result.target)
    return job.confirmed if job is not None else None


def _state_of(live: LiveJob) -> str:
    if live.result is not None and live.result.code == FOLLOWUP_FAILED:
        return FOLLOWUP_FAILED
    return live.result.state.value if live.result else "running"


def _took(live: LiveJob) -> float:
    return live.result.seconds if live.result else 0.0


def _drawn(
    reached: dict[Reached, datetime],
    started: datetime,
    state: str,
    place: str,
    seconds: float,
    running: bool,
    sent: bool = False,
    *,
    confirmed: bool | None = False,
    steps: tuple[Reached, ...] = STEPS,
) -> tuple[Step, ...]:
    if state == ResultState.SKIPPED.value or (state in ("refused", "failed") and not reached and not sent):
        return ()  # it never began: the sentence says all there is
    following = next((step for step in steps if step not in reached), None)
    if state == ResultState.IN_DOUBT.value and following in (Reached.SENT, Reached.CHECKED, Reached.SAVED):
        reached = {**{step: started for step in STEPS[:3]}, **reached}
        following = Reached.PROVED
    drawn = []
    for step in steps:
        light = Light.DONE if step in reached else Light.WAITS
        if step is Reached.FOLLOWED_UP and not running:
            ended = Light.DONE if Reached.FINISHED in reached else light
            light = Light.FAILED if state == FOLLOWUP_FAILED else ended
            drawn.append(Step(step.value, _script(light), light))
            continue
        if step is following:
            light = {
                "in_doubt": Light.UNKNOWN,
                "failed": Light.FAILED,
                "refused": Light.FAILED,
            }.get(state, Light.AT_WORK if running else Light.WAITS)
        detail = _detail(step, light, reached.get(step), started, place, seconds)
        if step is Reached.PROVED and light in (Light.DONE, Light.WAITS, Light.AT_WORK):
            detail = _proof(confirmed)
        drawn.append(Step(step.value, detail, light))
    return tuple(drawn)


def _script(light: Light) -> str:
    if light is Light.FAILED:
        return QCoreApplication.translate("StepWords", "a script failed")
    return QCoreApplication.translate("StepWords", "by its scripts") if light is Light.DONE else ""


def _proof(confirmed: bool | None) -> str:
    if confirmed is None:
        return ""
    if confirmed:
        return QCoreApplication.translate("StepWords", "confirmed by AWS")
    return QCoreApplication.translate("StepWords", "with the new password")


def _detail(
    step: Reached, light: Light, at: datetime | None, started: datetime, place: str, seconds: float
) -> str:
    if light is Light.UNKNOWN:
        return QCoreApplication.translate("StepWords", "no answer yet")
    if light is Light.FAILED:
        return QCoreApplication.translate("StepWords", "stopped here")
    if step is Reached.CHECKED and at is not None:
        return times.took(max(0.0, (at - started).total_seconds()))
    if step is Reached.FINISHED and light is Light.DONE:
        return QCoreApplication.translate("StepWords", "took {time}").format(time=times.took(seconds))
    if step is Reached.SENT and place:
        return QCoreApplication.translate("StepWords", "to {place}").format(place=place)
    return {
        Reached.CHECKED: QCoreApplication.translate("StepWords", "it answers, as itself"),
        Reached.SAVED: QCoreApplication.translate("StepWords", "before anything changes"),
        Reached.SENT: QCoreApplication.translate("StepWords", "the new password"),
        Reached.PROVED: "",
        Reached.CURRENT: QCoreApplication.translate("StepWords", "the old one is kept"),
        Reached.FINISHED: "",
        Reached.FOLLOWED_UP: "",
    }[step]
