"""What the window's search line finds in memory, and that it is what the vault itself says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk.records.record import Record
from pamdesk.services import window_overview
from pamdesk.services.states import DUE_WITHIN, AccountView, AccountWord
from pamdesk.services.views import ViewKey
from pamdesk.services.window_search import Order, Search, Wanted
from pamdesk.vault.vault import Vault
from tests.vaults import database, fresh, user

TITLES = ("billing-prod", "billing-dev", "請求 本番", "Payroll", "tokyo billing")
QUERIES = (
    "",
    "b",
    "bi",
    "billing",
    "BILLING",
    "billing p",
    "請",
    "請求",
    "請求 本",
    "zq",
    "payroll",
    "l",
    "o y",
)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with fresh(tmp_path) as opened:
        opened.records.add_many([user(title) for title in TITLES], who="ann")
        yield opened


def titles(vault: Vault, search: Search, words: str = "", **wanted: object) -> list[str]:
    asked = replace(Wanted(words=words, order=Order.TITLE), **wanted)  # type: ignore[arg-type]
    found = search.find(vault, window_overview.read(vault), asked)
    assert found.total == len(found.ids)
    return [header.title for header in vault.records.headers(found.ids)]


def ready(vault: Vault) -> Search:
    search = Search()
    search.refresh(vault, window_overview.read(vault), Wanted())
    return search


@pytest.mark.parametrize("words", QUERIES)
def test_memory_finds_what_the_vaults_index_finds(vault: Vault, words: str) -> None:
    assert titles(vault, Search(), words) == titles(vault, ready(vault), words)


def test_letters_that_come_and_go_give_the_same_as_a_fresh_question(vault: Vault) -> None:
    search, overview = ready(vault), window_overview.read(vault)
    for words in ("b", "bi", "bil", "bill", "bil", "bil p", "bil", "bi", "", "請", "請求", "請", "x", ""):
        for order in (Order.STATE, Order.TITLE, Order.HOST):
            for backwards in (False, True):
                wanted = Wanted(words=words, order=order, backwards=backwards)
                assert (
                    ready(vault).find(vault, overview, wanted).ids == search.find(vault, overview, wanted).ids
                )


def test_what_is_new_changed_trashed_and_restored_is_known_after_a_refresh(vault: Vault) -> None:
    search = ready(vault)
    added = vault.records.add(user("ledger"), who="ann")
    search.refresh(vault, window_overview.read(vault), Wanted())
    assert ["ledger"] == titles(vault, search, "ledg")

    vault.records.update(replace(added, title="journal"), who="ann")
    search.refresh(vault, window_overview.read(vault), Wanted())
    assert ([], ["journal"]) == (titles(vault, search, "ledg"), titles(vault, search, "journ"))

    vault.records.trash(added.id, "ann")
    search.refresh(vault, window_overview.read(vault), Wanted())
    assert [] == titles(vault, search, "journ")

    vault.records.restore(added.id, "ann")
    search.refresh(vault, window_overview.read(vault), Wanted())
    assert ["journal"] == titles(vault, search, "journ")


def test_a_folder_and_a_view_hold_only_their_own(vault: Vault) -> None:
    search = ready(vault)
    folder = vault.folders.add("Elsewhere").id
    vault.records.add(replace(user("billing elsewhere"), folder=folder), who="ann")
    search.refresh(vault, window_overview.read(vault), Wanted())

    assert ["billing elsewhere"] == titles(vault, search, "billing", folder=folder)
    assert ["Payroll"] == titles(vault, search, "pay", view=ViewKey.NOT_LINKED)
    assert "billing elsewhere" == titles(vault, search, "", view=ViewKey.RECENT)[0]


def test_a_plain_record_has_no_secret_and_cannot_be_saved(vault: Vault) -> None:
    from pamdesk.records.errors import InvalidRecord

    server: Record = vault.records.add(database(), who="ann")
    account = vault.records.add(user("with a password"), who="ann")

    plain = vault.records.plain([server.id, account.id, "AAAAAAAAAAAAAAAAAAAAAA"])

    assert [server.id, account.id] == sorted(plain, key=[server.id, account.id].index)
    assert (server.title, server.text("host")) == (plain[server.id].title, plain[server.id].text("host"))
    assert account.secret("password") is not None
    assert plain[account.id].secret("password") is None
    with pytest.raises(InvalidRecord, match="was changed meanwhile"):
        vault.records.update(plain[account.id], who="ann")
    assert account == vault.records.get(account.id)


def test_until_what_changed_is_put_in_order_the_state_before_is_searched(vault: Vault) -> None:
    search, before = ready(vault), window_overview.read(vault)
    record = vault.records.get(vault.records.ids()[0])
    vault.records.update(replace(record, title="zebra crossing"), who="test")
    after = window_overview.read(vault)

    assert search.find(vault, after, Wanted(words="zebra")).total == 0
    search.refresh(vault, after, Wanted())
    assert search.find(vault, before, Wanted(words="zebra")).total == 1


def test_an_overview_is_good_until_an_account_comes_due_or_the_day_ends(vault: Vault) -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC).astimezone()
    quiet = window_overview.Overview(at=noon)
    assert quiet.good_until() == datetime(noon.year, noon.month, noon.day).astimezone() + timedelta(days=1)
    coming = {str(hours): due(noon + timedelta(hours=hours)) for hours in (-1, 3, 5)}
    assert replace(quiet, accounts=coming).good_until() == noon + timedelta(hours=3)
    later = {"": due(noon + DUE_WITHIN + timedelta(hours=1))}
    assert replace(quiet, accounts=later).good_until() == noon + timedelta(hours=1)


def due(at: datetime) -> AccountView:
    """An account whose next time is this."""
    return AccountView(
        user_id="",
        word=AccountWord.UP_TO_DATE,
        sentence="",
        code="",
        at=None,
        seconds=0.0,
        who="",
        proved_at=None,
        next_at=at,
        settings=None,
        place="",
        configuration="",
    )
