"""A record goes through its stored form and back with nothing lost, and nothing secret in the plain half."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamdesk.records.codec import EncodedRecord, decode, encode
from pamdesk.records.fields import NUMBER_KINDS, Field, FieldKind
from pamdesk.records.record import CustomField, FieldValue, Json, Record
from pamdesk.records.secret import Secret
from pamdesk.records.types import ALL, by_key

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TEXT = st.text(max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
OWN_NAMES = {"id", "type", "title", "folder", "notes", "fields", "custom", "tags", "favourite", "created"} | {
    "modified",
    "version",
}


def _value(field: Field) -> st.SearchStrategy[FieldValue]:
    if field.is_secret:
        return TEXT.map(Secret)
    if field.kind is FieldKind.YES_NO:
        return st.booleans()
    if field.kind in NUMBER_KINDS:
        return st.integers()
    if field.kind is FieldKind.LINES:
        return st.lists(TEXT, max_size=3).map(tuple)
    return TEXT


@st.composite
def records(draw: st.DrawFn) -> Record:
    table = draw(st.sampled_from(ALL))
    chosen = draw(st.lists(st.sampled_from(table.fields), unique_by=lambda f: f.name))
    return Record(
        id="A" * 22,
        type=table.key,
        title=draw(TEXT),
        folder="B" * 22,
        notes=draw(TEXT),
        fields={f.name: draw(_value(f)) for f in chosen},
        custom=tuple(
            draw(
                st.lists(
                    st.builds(CustomField, label=TEXT, value=TEXT | TEXT.map(Secret), kind=TEXT), max_size=4
                )
            )
        ),
        tags=tuple(draw(st.lists(TEXT, max_size=3))),
        favourite=draw(st.booleans()),
        created=draw(st.datetimes(timezones=st.just(UTC))),
        modified=NOW,
        version=draw(st.integers(1, 10**6)),
        unknown=draw(st.dictionaries(TEXT.filter(lambda n: n not in OWN_NAMES), JSON, max_size=3)),
    )


def _stored(plain: dict[str, Json], secret: dict[str, Json]) -> EncodedRecord:
    """The two halves, as they come back from storage."""
    return EncodedRecord(json.loads(json.dumps(plain)), json.loads(json.dumps(secret)))


@given(records())
def test_every_record_comes_back_as_it_was(record: Record) -> None:
    halves = encode(record)
    assert decode(_stored(halves.plain, halves.secret)) == record


@given(
    records(),
    st.dictionaries(TEXT.map(lambda n: "new_" + n), JSON, min_size=1, max_size=3),
    st.dictionaries(TEXT.map(lambda n: "sealed_" + n), JSON, min_size=1, max_size=3),
)
def test_what_a_newer_version_wrote_is_written_back(
    record: Record, added: dict[str, Json], sealed: dict[str, Json]
) -> None:
    halves = encode(record)
    stored = _stored(halves.plain, halves.secret)
    stored.plain.update(added)  # attributes
    fields = stored.plain["fields"]
    assert isinstance(fields, dict)
    fields.update(added)  # plain fields
    stored.secret.update(sealed)  # sealed fields
    again = encode(decode(stored))
    assert (stored.plain, stored.secret) == (again.plain, again.secret)


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.dictionaries(st.sampled_from(["x", "value"]), JSON)), max_size=5
    )
)
def test_unknown_attributes_of_custom_fields_stay_with_their_field(
    entries: list[tuple[str, dict[str, Json]]],
) -> None:
    halves = encode(_user())
    custom: list[Json] = [{"label": label, "kind": "text", "value": "v", **extra} for label, extra in entries]
    halves.plain["custom"] = custom
    assert encode(decode(_stored(halves.plain, halves.secret))).plain["custom"] == custom


def test_a_record_of_an_unknown_type_is_kept_whole() -> None:
    halves = encode(_user())
    halves.plain["type"] = "pamKubernetes"
    stored = _stored(halves.plain, halves.secret)
    assert encode(decode(stored)).plain == halves.plain
    assert encode(decode(stored)).secret == halves.secret


def test_a_value_of_an_unexpected_kind_is_kept_and_a_new_value_replaces_it() -> None:
    halves = encode(_user())
    fields = halves.plain["fields"]
    assert isinstance(fields, dict)
    fields["managed"] = {"by": "secretsmanager"}
    record = decode(halves)
    assert "managed" not in record.fields
    assert encode(record).plain["fields"] == fields
    changed = encode(record.with_fields({"managed": True})).plain["fields"]
    assert isinstance(changed, dict)
    assert changed["managed"] is True


@given(records())
def test_no_secret_is_in_the_plain_half_or_in_a_repr(record: Record) -> None:
    canary = "canary-e7a1"
    sealed = {f.name: Secret(canary) for f in by_key(record.type).secret_fields}
    marked = record.with_fields(dict(sealed))
    halves = encode(marked)
    halves.secret["of_a_newer_version"] = {"key": canary}
    assert canary not in json.dumps(halves.plain)
    assert canary not in repr(halves)
    assert canary not in repr(decode(halves))
    assert canary not in json.dumps(encode(decode(halves)).plain)


@pytest.mark.parametrize("missing", ["id", "type", "title", "created"])
def test_a_damaged_record_is_an_error_and_not_a_guess(missing: str) -> None:
    halves = encode(_user())
    del halves.plain[missing]
    with pytest.raises(KeyError):
        decode(halves)


def _user() -> Record:
    return Record(
        id="A" * 22,
        type="pamUser",
        title="billing_app",
        folder="B" * 22,
        fields={"login": "billing_app", "password": Secret("s"), "managed": False},
        created=NOW,
        modified=NOW,
    )
