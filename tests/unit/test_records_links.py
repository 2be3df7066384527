"""Which links may be made; each refusal names both records; and what would stop without a record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.link_rules import check_link, require_admin, what_would_stop
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.types import ALL, RESOURCES

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
K = LinkKind


def record(title: str, kind: str, **fields: FieldValue) -> Record:
    return Record(id=title, type=kind, title=title, folder="", fields=fields, created=NOW, modified=NOW)


def database(title: str) -> Record:
    return record(title, "pamDatabase", host="h")


def user(title: str, **fields: FieldValue) -> Record:
    return record(title, "pamUser", login=title, **fields)


def aws(title: str = "aws", **fields: FieldValue) -> Record:
    return record(title, "pamConfiguration", environment="aws", **fields)


def refusal(link_kind: LinkKind, source: Record, target: Record, *existing: Link) -> str:
    with pytest.raises(InvalidRecord) as refused:
        check_link(Link(source.id, link_kind, target.id), source, target, existing, str)
    assert refused.value.code == "link_refused"
    return refused.value.message


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        (K.BELONGS_TO, user("u"), database("db")),
        (K.BELONGS_TO, user("u"), record("m", "pamMachine")),
        (K.BELONGS_TO, user("u"), record("d", "pamDirectory")),
        (K.IAM_USER, user("u"), aws()),
        (K.ADMIN, user("u"), database("db")),
        (K.LAUNCH, user("u"), record("b", "pamRemoteBrowser")),
        (K.ENVIRONMENT, database("db"), aws()),
        (K.CONTROLS_SERVICES, user("u"), record("m", "pamMachine", operating_system="windows")),
    ],
)
def test_links_of_the_table_may_be_made(kind: LinkKind, source: Record, target: Record) -> None:
    check_link(Link(source.id, kind, target.id), source, target, (), str)


def test_a_second_home_is_refused() -> None:
    sentence = refusal(K.BELONGS_TO, user("u"), database("db2"), Link("u", K.BELONGS_TO, "db1"))
    assert sentence == "“u” cannot be linked to “db2”: it belongs to “db1” already; unlink that first."


def test_a_second_admin_is_refused() -> None:
    sentence = refusal(K.ADMIN, user("root2"), database("db"), Link("root", K.ADMIN, "db"))
    assert (
        sentence == "“root2” cannot be linked to “db”: “root” is the admin of it already; unlink that first."
    )


def test_a_user_may_be_the_admin_of_several() -> None:
    check_link(
        Link("root", K.ADMIN, "db2"), user("root"), database("db2"), (Link("root", K.ADMIN, "db1"),), str
    )


def test_a_second_environment_is_refused() -> None:
    sentence = refusal(K.ENVIRONMENT, database("db"), aws("aws2"), Link("db", K.ENVIRONMENT, "aws"))
    assert sentence == "“db” cannot be linked to “aws2”: it is served by “aws” already; unlink that first."


@pytest.mark.parametrize(("new", "old"), [(K.IAM_USER, K.BELONGS_TO), (K.BELONGS_TO, K.IAM_USER)])
def test_a_cloud_identity_has_no_other_home(new: LinkKind, old: LinkKind) -> None:
    target = aws("there") if new is K.IAM_USER else database("there")
    sentence = refusal(new, user("u"), target, Link("u", old, "here"))
    assert sentence.startswith("“u” cannot be linked to “there”: it ")
    assert sentence.endswith(" “here”, and an account is in one place only.")


def test_a_wrong_type_is_refused_with_the_right_ones() -> None:
    sentence = refusal(K.BELONGS_TO, user("u"), aws())
    assert sentence == (
        "“u” cannot be linked to “aws”: “belongs to” goes to a PAM Machine, PAM Database or PAM Directory, and “aws” is a "
        "PAM Configuration."
    )


def test_a_record_is_not_linked_to_itself() -> None:
    assert refusal(K.ADMIN, user("u"), user("u")) == "“u” cannot be linked to “u”: it is the same record."


def test_a_link_that_exists_is_said() -> None:
    link = Link("u", K.BELONGS_TO, "db")
    assert refusal(K.BELONGS_TO, user("u"), database("db"), link) == "“u” belongs to “db” already."


def test_an_admin_may_live_on_the_resource_that_it_administers() -> None:
    check_link(
        Link("root", K.ADMIN, "db"), user("root"), database("db"), (Link("root", K.BELONGS_TO, "db"),), str
    )


def test_admins_that_depend_on_each_other_are_refused() -> None:
    existing = (
        Link("a", K.BELONGS_TO, "db1"),
        Link("a", K.ADMIN, "db2"),
        Link("b", K.BELONGS_TO, "db2"),
        Link("b", K.ADMIN, "db3"),
        Link("c", K.BELONGS_TO, "db3"),
    )
    assert refusal(K.ADMIN, user("c"), database("db1"), *existing) == (
        "“c” cannot be linked to “db1”: the admins would depend on each other in a loop, “db1” → “db3” → “db2” → “db1”."
    )


def test_services_are_followed_up_on_windows_only() -> None:
    sentence = refusal(K.CONTROLS_SERVICES, user("svc"), record("m", "pamMachine", operating_system="linux"))
    assert sentence == (
        "“svc” cannot be linked to “m”: services are followed up on Windows only, and its operating system is not Windows."
    )


def test_a_local_network_has_no_cloud_identities() -> None:
    local = record("office", "pamConfiguration", environment="local")
    assert (
        refusal(K.IAM_USER, user("u"), local)
        == "“u” cannot be linked to “office”: a local network has no cloud identities."
    )


def test_an_arn_of_another_account_is_refused() -> None:
    someone = user("u", distinguished_name="arn:aws:iam::111111111111:user/u")
    assert refusal(K.IAM_USER, someone, aws(account_id="222222222222")) == (
        "“u” cannot be linked to “aws”: its ARN is of account 111111111111, and the configuration is of account 222222222222."
    )


@pytest.mark.parametrize("hidden", ["root", "db"])
def test_a_record_that_may_not_be_read_is_not_linked(hidden: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        check_link(
            Link("root", K.ADMIN, "db"),
            user("root"),
            database("db"),
            (),
            str,
            may_read=lambda one: one != hidden,
        )
    assert refused.value.message == f"“root” cannot be linked to “db”: you may not read “{hidden}”."


def test_a_resource_without_an_admin_is_named_with_its_user() -> None:
    with pytest.raises(InvalidRecord) as refused:
        require_admin(user("u"), database("cms-prod"), (), self_rotation=False)
    assert (
        refused.value.message == "“cms-prod” has no admin, and “u” cannot change its own password; link one."
    )


def test_an_account_that_changes_itself_needs_its_present_password() -> None:
    require_admin(user("u"), database("db"), (), self_rotation=True)
    require_admin(user("u"), database("db"), (Link("root", K.ADMIN, "db"),), self_rotation=False)
    with pytest.raises(InvalidRecord, match="the present password of “u” is not known"):
        require_admin(user("u"), database("db"), (), self_rotation=True, current_known=False)


def test_deleting_says_what_would_stop() -> None:
    links = [
        Link("root", K.ADMIN, "db"),
        Link("root", K.BELONGS_TO, "db"),
        *(Link(f"u{n}", K.BELONGS_TO, "db") for n in range(5)),
        Link("root", K.LAUNCH, "db"),
        Link("db", K.ENVIRONMENT, "aws"),
        Link("cloud", K.IAM_USER, "aws"),
        Link("svc", K.CONTROLS_SERVICES, "win"),
    ]
    assert what_would_stop("root", links, str) == (
        "“root” is the admin of “db”: without it, “u0”, “u1”, “u2” and 2 others could only change their own passwords.",
        "“root” opens sessions on “db”: that would need another credential.",
    )
    assert what_would_stop("db", links, str) == (
        "“root”, “u0”, “u1” and 3 others belong to “db” and could no longer be rotated.",
    )
    assert what_would_stop("aws", links, str) == (
        "“cloud” is a cloud identity of “aws” and could no longer be rotated.",
        "“db” is served by “aws”: no account there could be rotated.",
    )
    assert what_would_stop("svc", links, str) == (
        "“svc” runs services on “win”: they would not be told a new password.",
    )
    assert what_would_stop("u0", links, str) == ()


IDS = [f"{t.key}-{n}" for t in ALL for n in range(3)]
RECORDS = {one: record(one, one.split("-")[0], environment="aws", operating_system="windows") for one in IDS}


@given(
    st.lists(
        st.builds(Link, st.sampled_from(IDS), st.sampled_from(list(LinkKind)), st.sampled_from(IDS)),
        max_size=60,
    )
)
def test_whatever_is_linked_the_rules_hold_and_every_refusal_names_both(links: list[Link]) -> None:
    made: list[Link] = []
    for link in links:
        try:
            check_link(link, RECORDS[link.source], RECORDS[link.target], made, str)
        except InvalidRecord as refused:
            text = refused.message
            named = link.source in text and link.target in text
        else:
            made.append(link)
            named = True
        assert named
    homes = [link.source for link in made if link.kind in (K.BELONGS_TO, K.IAM_USER)]
    admins = [link.target for link in made if link.kind is K.ADMIN]
    environments = [link.source for link in made if link.kind is K.ENVIRONMENT]
    assert [len(set(x)) for x in (homes, admins, environments)] == [
        len(x) for x in (homes, admins, environments)
    ]
    assert all(
        link.target.split("-")[0] in RESOURCES for link in made if link.kind in (K.BELONGS_TO, K.ADMIN)
    )
    home = {link.source: link.target for link in made if link.kind is K.BELONGS_TO}
    admin = {link.target: link.source for link in made if link.kind is K.ADMIN}
    for start in admin:  # following admins home never comes back from elsewhere
        seen, here = [start], start
        while here in admin and admin[here] in home and home[admin[here]] != here:
            here = home[admin[here]]
            assert here not in seen
            seen.append(here)
