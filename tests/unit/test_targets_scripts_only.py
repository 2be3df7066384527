"""The method scripts only is kept in a record, and refused in words where it would be used."""

from __future__ import annotations

import pytest

from pamdesk import targets
from pamdesk.records.errors import UserError
from pamdesk.records.rotation_settings import Method


@pytest.mark.parametrize(
    ("place", "kind"), [("pamDatabase", "postgresql"), ("pamMachine", "linux"), ("", "")]
)
def test_scripts_only_is_refused_in_words_that_do_not_send_the_reader_in_a_circle(
    place: str, kind: str
) -> None:
    with pytest.raises(UserError) as refused:
        targets.for_account(Method.SCRIPTS_ONLY, place, kind)
    assert (refused.value.code, "by scripts only" in refused.value.message) == ("no_target", True)


def test_no_advice_names_a_method_that_no_target_serves() -> None:
    with pytest.raises(UserError) as refused:
        targets.for_account(Method.GENERAL, "pamDatabase", "mongodb")
    assert "scripts only" not in refused.value.hint
