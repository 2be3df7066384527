"""The journal: written before each step, fenced by the lease, promoted in one transaction, never rewritten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pamdesk.records.errors import NotFound, StaleLease
from pamdesk.records.record import Record
from pamdesk.records.secret import Secret
from pamdesk.vault.journal import Renamed, State
from pamdesk.vault.leases import Owner
from pamdesk.vault.moments import now
from pamdesk.vault.sql import SqlError
from pamdesk.vault.vault import Vault
from tests.vaults import begun, fresh, leased, raw, rotated, staged, user

ELSEWHERE = Owner("other-host/ffffffff", "AAAAAAAAAAAAAAAAAAAAAA")


def test_a_rotation_leaves_the_new_secret_current_and_the_old_one_kept(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        attempt = rotated(vault, record, "new")
        assert (State.DONE, True) == (attempt.state, attempt.changed)
        assert Secret("new") == vault.records.get(record.id).secret("password")
        kept = [(c.status, c.secret) for c in vault.journal.candidates(record.id)]
        assert [("current", Secret("new")), ("previous", Secret("old-Secret-1"))] == kept
        assert "rotated" == vault.records.history(record.id)[0].kind
        state = vault.journal.account_state(record.id)
        assert ("done", "ann", attempt.id) == (state.state, state.who, state.attempt_id)
        assert state.proved_at is not None
        words = "planned staged applying applied verified promoted done".split()
        assert words == [event.state.value for event in vault.journal.events(attempt.id)]
        assert vault.audit.verify().ok


def test_after_two_rotations_one_secret_is_current_one_previous_the_rest_archived(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        rotated(vault, record, "two")
        rotated(vault, record, "three")
        kept = [(c.status, c.secret.reveal()) for c in vault.journal.candidates(record.id)]
        assert [("current", "three"), ("previous", "two"), ("archived", "old-Secret-1")] == kept


def test_a_candidate_is_stored_with_the_fields_that_change_with_it(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(access_key_id="AKIAOLD", secret_access_key=Secret("s1")), who="ann")
        lease = leased(vault, record)
        attempt = vault.journal.begin(
            lease, target="iam", method="iam_access_key", who="ann", why="", field="secret_access_key"
        ).result()
        fields = {"access_key_id": "AKIANEW"}
        candidate = vault.journal.stage(lease, attempt.id, Secret("s2"), fields=fields).result()
        vault.journal.promote(lease, attempt.id, candidate.id, sentence="", at=now()).result()
        got = vault.records.get(record.id)
        assert ("AKIANEW", Secret("s2")) == (got.text("access_key_id"), got.secret("secret_access_key"))


def test_promoting_twice_changes_nothing_more(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        attempt = rotated(vault, record)
        lease = leased(vault, record)
        version = vault.records.header(record.id).version
        assert attempt.candidate_id
        vault.journal.promote(lease, attempt.id, attempt.candidate_id, sentence="", at=now()).result()
        assert version == vault.records.header(record.id).version
        assert ["current", "previous"] == [c.status for c in vault.journal.candidates(record.id)]


def test_a_promotion_under_another_name_writes_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, candidate = staged(vault, lease)
        for names in ({"login": "another"}, {"mysql_host": "%"}):
            with pytest.raises(Renamed):
                vault.journal.promote(
                    lease, attempt.id, candidate.id, sentence="", at=now(), names=names
                ).result()
        assert record == vault.records.get(record.id)
        assert attempt == vault.journal.attempt(attempt.id)
        assert ["staged", "current"] == [c.status for c in vault.journal.candidates(record.id)]
        same = {"login": record.text("login"), "mysql_host": ""}
        vault.journal.promote(lease, attempt.id, candidate.id, sentence="", at=now(), names=same).result()
        assert candidate.secret == vault.records.get(record.id).secret("password")


def test_a_writer_whose_lease_was_taken_over_writes_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        stale = vault.leases.acquire(record.id, ELSEWHERE, -1).result()
        attempt, candidate = staged(vault, stale)
        newer = leased(vault, record)
        journal = vault.journal
        writes: list[Callable[[], Future[Any]]] = [
            lambda: journal.begin(stale, target="", method="", who="", why=""),
            lambda: journal.stage(stale, attempt.id, Secret("x")),
            lambda: journal.advance(stale, attempt.id, State.APPLYING),
            lambda: journal.promote(stale, attempt.id, candidate.id, sentence="", at=now()),
            lambda: journal.finish(stale, attempt.id, State.DONE, code="", sentence="", changed=True),
            lambda: vault.leases.renew(stale),
            lambda: vault.leases.release(stale),
        ]
        for write in writes:
            with pytest.raises(StaleLease, match="billing-prod"):
                write().result()
        assert newer.token == stale.token + 1
        assert attempt == journal.attempt(attempt.id)
        assert 2 == len(journal.events(attempt.id))
        assert record == vault.records.get(record.id)


def test_a_lease_that_was_given_back_writes_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt = begun(vault, lease)
        vault.leases.release(lease).result()
        with pytest.raises(StaleLease):
            vault.journal.advance(lease, attempt.id, State.APPLYING).result()


def test_an_older_lease_of_the_same_process_writes_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        old = leased(vault, record)
        attempt = begun(vault, old)
        vault.leases.release(old).result()
        leased(vault, record)
        with pytest.raises(StaleLease):
            vault.journal.advance(old, attempt.id, State.APPLYING).result()


def test_a_lease_is_for_one_account(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        one, two = vault.records.add_many([user("one"), user("two")], who="ann")
        attempt = begun(vault, leased(vault, one))
        with pytest.raises(StaleLease):
            vault.journal.advance(leased(vault, two), attempt.id, State.APPLYING).result()


def test_a_late_word_needs_no_lease_and_opens_the_attempt_again(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, candidate = staged(vault, lease)
        vault.journal.finish(
            lease, attempt.id, State.NOT_APPLIED, code="", sentence="", changed=False
        ).result()
        assert "failed" == vault.journal.account_state(record.id).state
        assert "archived" == vault.journal.candidates(record.id)[0].status
        vault.leases.release(lease).result()
        vault.journal.late(attempt.id, {"pid": 7}).result()
        again = vault.journal.attempt(attempt.id)
        assert (State.AMBIGUOUS, None, None) == (again.state, again.finished, again.changed)
        assert 7 == again.facts["pid"]
        assert [again] == vault.journal.attempts(record.id, unfinished=True)
        assert (candidate.id, "staged") == (again.candidate_id, vault.journal.candidates(record.id)[0].status)
        assert "in_doubt" == vault.journal.account_state(record.id).state


def test_an_attempt_in_doubt_stays_open(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, _ = staged(vault, lease)
        vault.journal.finish(lease, attempt.id, State.IN_DOUBT, code="x", sentence="?", changed=None).result()
        assert [attempt.id] == [open_.id for open_ in vault.journal.attempts(unfinished=True)]
        assert "staged" == vault.journal.candidates(record.id)[0].status


@pytest.mark.parametrize(
    ("state", "code", "word"),
    [
        (State.DONE, "ok", "done"),
        (State.DONE, "followup_failed", "followup_failed"),
        (State.REFUSED, "x", "refused"),
        (State.NOT_APPLIED, "x", "failed"),
        (State.CANCELLED, "x", "skipped"),
        (State.IN_DOUBT, "x", "in_doubt"),
    ],
)
def test_the_last_state_of_an_attempt_is_the_accounts_word(
    tmp_path: Path, state: State, code: str, word: str
) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        assert "never" == vault.journal.account_state(record.id).state
        lease = leased(vault, record)
        attempt, _ = staged(vault, lease)
        assert "running" == vault.journal.account_state(record.id).state
        vault.journal.finish(lease, attempt.id, state, code=code, sentence="s", changed=None).result()
        assert word == vault.journal.account_state(record.id).state


def test_facts_gather_and_asks_are_counted(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, candidate = staged(vault, lease)
        vault.journal.advance(lease, attempt.id, State.APPLYING, facts={"xid": 12}).result()
        when = now() + timedelta(seconds=10)
        got = vault.journal.advance(
            lease, attempt.id, State.AMBIGUOUS, facts={"b": "c"}, next_ask=when
        ).result()
        assert {"candidate": candidate.id, "xid": 12, "b": "c"} == got.facts
        assert (1, when) == (got.asks, got.next_ask)


def test_what_was_written_down_cannot_be_rewritten(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        rotated(vault, vault.records.add(user(), who="ann"))
    hand = raw(vault.path)
    for table in ("journal_events", "audit"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = 0"):
            with pytest.raises(SqlError, match=f"{table} only grows"):
                hand.execute(statement)
    hand.close()


def test_failed_sign_ins_are_counted_since_the_last_accepted_one(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        at = now()
        for minutes, answer in ((-50, "rejected"), (-20, "rejected"), (-10, "rejected")):
            vault.journal.spend(record.id, "a", answer, at + timedelta(minutes=minutes)).result()
        since = at - timedelta(minutes=30)
        assert 2 == vault.journal.spent(record.id, since)
        vault.journal.spend(record.id, "a", "accepted", at).result()
        assert 0 == vault.journal.spent(record.id, since)
        vault.journal.spend(record.id, "a", "rejected", at).result()
        assert 1 == vault.journal.spent(record.id, since)


def test_a_candidate_is_erased_only_when_a_later_one_was_verified_longer_ago_than_its_retention(
    tmp_path: Path,
) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        rotated(vault, record, "two")
        rotated(vault, record, "three")
        journal = vault.journal
        assert 0 == journal.expire(timedelta(days=90)).result()
        journal._clock = lambda: now() + timedelta(days=91)
        lease = leased(vault, record)
        attempt, _ = staged(vault, lease, "four")
        assert 0 == journal.expire(timedelta(days=90)).result()  # an attempt is open
        journal.finish(lease, attempt.id, State.NOT_APPLIED, code="", sentence="", changed=False).result()
        assert 2 == journal.expire(timedelta(days=90)).result()
        kept = [(c.status, c.secret.reveal()) for c in journal.candidates(record.id)]
        assert [("archived", "four"), ("current", "three")] == kept


def test_a_promotion_of_a_record_that_is_gone_keeps_the_secret(tmp_path: Path) -> None:
    """`purge` refuses it now; a vault of an earlier version may hold such an attempt."""
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, candidate = staged(vault, lease)
        erase(vault, record)
        vault.journal.promote(lease, attempt.id, candidate.id, sentence="", at=now()).result()
        assert ["current", "previous"] == [c.status for c in vault.journal.candidates(record.id)]


def erase(vault: Vault, record: Record) -> None:
    """Take the rows of a record away, as `purge` did before it asked about attempts."""
    vault._store.write(lambda conn: conn.execute("DELETE FROM records WHERE id = ?", (record.id,)))


def test_an_unknown_attempt_is_said(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault, pytest.raises(NotFound):
        vault.journal.attempt("x")


def test_the_newest_attempt_decides_what_is_shown(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        old, _ = staged(vault, lease)
        vault.journal.finish(lease, old.id, State.IN_DOUBT, code="", sentence="", changed=None).result()
        vault.leases.release(lease).result()
        rotated(vault, record, "two")
        lease = leased(vault, record)
        vault.journal.finish(lease, old.id, State.NOT_APPLIED, code="", sentence="", changed=False).result()
        assert "done" == vault.journal.account_state(record.id).state
