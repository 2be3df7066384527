"""One script, from its text to how it ended and what it printed, secrets masked."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pamdesk.records.errors import UserError
from pamdesk.records.masking import MASKED
from pamdesk.records.scripts import Script
from pamdesk.records.secret import Secret
from pamdesk.rotation import script_words
from pamdesk.rotation.script_commands import command_of, environment
from pamdesk.rotation.script_folders import ScriptFolder
from pamdesk.rotation.script_input import ScriptInput
from pamdesk.rotation.script_masking import forms, without_cut_forms
from pamdesk.rotation.script_process import Ran, run
from pamdesk.vault.script_runs import RunState

KEPT = 64 * 1024  # characters of output, its end
LEFT_OUT = "[…]\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptEnd:
    """How a script ended, in one sentence, and the end of what it printed."""

    state: RunState
    exit_code: int | None
    sentence: str
    output: str = ""


async def run_script(script: Script, told: ScriptInput, folder: ScriptFolder) -> ScriptEnd:
    """Run a script in its folder; whatever it does becomes a `ScriptEnd`."""
    masked = forms(told.secrets)
    longest = max((len(each.reveal()) for each in masked), default=0)
    with MASKED.in_play(*masked):
        try:
            ran = await run(
                command_of(script, folder.file),
                line=told.line,
                folder=str(folder.path),
                environment=environment(),
                lock=folder.lock,
                seconds=script.seconds,
                keep=4 * (KEPT + longest),
            )
        except UserError as error:
            return not_started(script, error.message)
        except OSError as error:
            return not_started(script, f"{error.strerror or 'The system refused it'}.")
        # Elsewhere: a long output with many secrets would hold the engine's loop up.
        output = await asyncio.to_thread(shown, ran, masked, longest)
    if ran.code is None:
        sentence = script_words.timed_out(script.name, script.seconds)
        return ScriptEnd(state=RunState.TIMED_OUT, exit_code=None, sentence=sentence, output=output)
    state = RunState.OK if ran.code == 0 else RunState.FAILED
    sentence = script_words.ended(script.name, ran.code)
    return ScriptEnd(state=state, exit_code=ran.code, sentence=sentence, output=output)


def not_started(script: Script, why: str) -> ScriptEnd:
    """Return the end of a script that was never begun."""
    sentence = script_words.not_started(script.name, why)
    return ScriptEnd(state=RunState.NOT_STARTED, exit_code=None, sentence=sentence)


def shown(ran: Ran, masked: Sequence[Secret], longest: int) -> str:
    """Return the end of the output: masked first, so that no half of a secret stands at the cut."""
    text = ran.output.decode("utf-8", errors="replace").replace("\r\n", "\n")
    text = without_cut_forms(MASKED.clean(text), masked)
    cut = ran.cut
    if cut:
        text = text[longest:]  # what is left of a secret whose beginning is gone
    if len(text) > KEPT:
        text, cut = text[-KEPT:], True
    visible = "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) == "Cc" and each not in "\n\t" else each
        for each in text
    )
    return LEFT_OUT + visible if cut else visible
