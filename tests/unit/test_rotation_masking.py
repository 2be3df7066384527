"""A driver that quotes a secret, in an error or in the log, is masked while the rotation runs."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.masking import MASKED
from pamdesk.records.secret import Secret
from pamdesk.rotation.error_masking import mask_error
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.results import ResultState
from pamdesk.services.logs import MaskingFilter
from pamdesk.targets.contract import Account, Announce, Answer, Credential, ProbeResult
from tests.fakes.bench import FakeBench
from tests.fakes.server import FakeServer, FakeTarget, fake_module

OLD, ADMINS, NEW = "0ld-canary-9d1e", "adm1n-canary-77", "new-canary'\"\\1"
Raise = Callable[[str], BaseException]
_driver = logging.getLogger("some.driver")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def refused(text: str) -> BaseException:
    error = Refused(f"The server refused {text}.", code="1819")
    error.__cause__ = ValueError(f"near {text!r}")
    return error


def broken(text: str) -> BaseException:
    return TargetError(f"The connection broke after {text}.", TargetErrorKind.UNKNOWN)


def unforeseen(text: str) -> BaseException:
    return KeyError(text)


@pytest.mark.parametrize(
    ("announced", "error", "state"),
    [
        (False, refused, ResultState.REFUSED),
        (True, refused, ResultState.REFUSED),
        (True, broken, ResultState.IN_DOUBT),
        (True, unforeseen, ResultState.IN_DOUBT),
    ],
)
def test_neither_sentence_nor_journal_nor_log_quotes_the_new_password(
    bench: FakeBench,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    announced: bool,
    error: Raise,
    state: ResultState,
) -> None:
    given: list[str] = []

    async def quoting(self: FakeTarget, account: Account, candidate: Secret, announce: Announce) -> None:
        given.append(candidate.reveal())
        if announced:
            await announce({"connection": 7})
        _driver.warning("sent %s", candidate.reveal())
        raise error(candidate.reveal())

    async def quoting_too(self: FakeTarget, account: Account, candidate: Secret) -> ProbeResult:
        return ProbeResult(Answer.UNKNOWN, f"No answer to {candidate.reveal()}.")

    monkeypatch.setattr(FakeTarget, "apply", quoting)
    monkeypatch.setattr(FakeTarget, "probe", quoting_too)
    caplog.handler.addFilter(masking := MaskingFilter())
    try:
        [result] = bench.rotate(bench.app)
    finally:
        caplog.handler.removeFilter(masking)
    journal = bench.world.vault.journal
    rows = [f"{event.sentence} {event.facts}" for event in journal.events(bench.attempt().id)]
    assert result.state is state
    assert "sent ***" in caplog.text
    assert [given[0] in text for text in (result.reason, caplog.text, " ".join(rows))] == [False] * 3


def test_after_the_rotation_nothing_is_in_play_any_more(bench: FakeBench) -> None:
    bench.rotate(bench.app)
    live = bench.world.password(bench.app)
    assert MASKED.clean(f"it is {live}") == f"it is {live}"


@pytest.mark.parametrize("secret", [OLD, ADMINS, NEW])
@pytest.mark.parametrize("error", [refused, broken, unforeseen])
def test_an_error_that_leaves_a_target_quotes_no_secret_in_any_form(
    monkeypatch: pytest.MonkeyPatch, secret: str, error: Raise
) -> None:
    account = Account(
        record_id="u",
        title="app",
        login="app",
        current=Secret(OLD),
        admin=Credential(record_id="a", title="dba", login="dba", password=Secret(ADMINS)),
    )

    async def quoting(self: FakeTarget, account: Account, candidate: Secret, announce: Announce) -> None:
        raise error(secret) from ConnectionError(json.dumps({"sent": secret}))

    monkeypatch.setattr(FakeTarget, "apply", quoting)

    async def announce(facts: object = None) -> None:
        raise AssertionError("nothing is announced here")

    async def work() -> BaseException:
        target = FakeTarget(FakeServer(), fake_module(FakeServer()).spec)
        with LimitedTarget(target, asyncio.Semaphore(1)) as limited:
            with pytest.raises(Exception, match=r"\*\*\*") as caught:
                await limited.apply(account, Secret(NEW), announce)  # type: ignore[arg-type]
            assert MASKED.clean(f"sent {secret}") == "sent ***"
        return caught.value

    left = asyncio.run(work())
    told = "".join(traceback.format_exception(left)) + repr(left) + str(vars(left))
    assert [form in told for form in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1])] == [False] * 3


@pytest.mark.parametrize(("answer", "said"), [(Answer.ACCEPTED, ""), (Answer.UNKNOWN, "It said ***.")])
def test_a_target_s_words_about_a_sign_in_leave_without_the_secret(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, said: str
) -> None:
    async def quoting(self: FakeTarget, account: Account, candidate: Secret) -> ProbeResult:
        return ProbeResult(answer, f"It said {candidate.reveal()}.")

    monkeypatch.setattr(FakeTarget, "probe", quoting)
    account = Account(record_id="u", title="app", login="app", current=Secret(OLD))

    async def work() -> ProbeResult:
        target = FakeTarget(FakeServer(), fake_module(FakeServer()).spec)
        with LimitedTarget(target, asyncio.Semaphore(1)) as limited:
            return await limited.probe(account, Secret(NEW))

    assert ProbeResult(answer, said) == asyncio.run(work())


def test_an_error_whose_own_words_cannot_be_changed_is_let_go_of() -> None:
    class Stubborn(Exception):
        def __str__(self) -> str:
            return f"I say {OLD}"

    top = TargetError("It broke.", TargetErrorKind.UNKNOWN)
    top.__cause__ = Stubborn()
    mask_error(top, [Secret(OLD)])
    assert top.__cause__ is None
