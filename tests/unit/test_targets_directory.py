"""What the directory targets make of answers, names and numbers; codes that Samba does not give by Microsoft's documents only."""

from __future__ import annotations

import pytest

from pamdesk.records.errors import TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer
from pamdesk.targets.ldap import active_directory_answers, active_directory_facts, openldap_policy
from pamdesk.targets.ldap.active_directory_domain import quoted
from pamdesk.targets.ldap.session import Entry, Reply, escaped, looks_like_dn

BIND = "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data {}, v1db1"


@pytest.mark.parametrize(
    ("data", "answer", "spent"),
    [
        ("52e", Answer.REJECTED, True),
        ("530", Answer.BLOCKED, False),
        ("531", Answer.BLOCKED, False),
        ("532", Answer.BLOCKED, False),
        ("533", Answer.BLOCKED, False),
        ("701", Answer.BLOCKED, False),
        ("773", Answer.BLOCKED, False),
        ("775", Answer.UNKNOWN, False),
        ("525", Answer.UNKNOWN, True),
        ("57", Answer.UNKNOWN, True),
    ],
)
def test_each_code_of_a_signin_has_its_word(data: str, answer: Answer, spent: bool) -> None:  # H09
    result = active_directory_answers.judge(Reply(49, BIND.format(data)), "app", "dc1")
    assert (result.answer, result.code, result.spent) == (answer, data, spent)


@pytest.mark.parametrize("reply", [Reply(49), Reply(51), Reply(80, "data 52e"), Reply(1, BIND.format("52e"))])
def test_an_answer_without_a_known_code_is_unknown(reply: Reply) -> None:
    assert active_directory_answers.judge(reply, "app", "dc1").answer == Answer.UNKNOWN


@pytest.mark.parametrize(
    ("code", "text", "kind", "said"),
    [
        (19, "0000052D: Constraint violation", TargetErrorKind.POLICY, "0000052D"),
        # Microsoft's controllers answer an admin so; H05
        (
            53,
            "0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM)",
            TargetErrorKind.POLICY,
            "0000052D",
        ),
        (19, "00000056: AtrErr: DSID-03191083", TargetErrorKind.REFUSED, "00000056"),
        (53, "0000001F: SvcErr: DSID-031A12D2", TargetErrorKind.REFUSED, "0000001F"),
        (50, "00000005: SecErr: DSID-03152492", TargetErrorKind.REFUSED, "00000005"),
        (32, "0000208D: NameErr", TargetErrorKind.REFUSED, "32"),
        (10, "", TargetErrorKind.REFUSED, "10"),
    ],
)
def test_each_refusal_of_a_change_is_told_apart(
    code: int, text: str, kind: TargetErrorKind, said: str
) -> None:
    refused = active_directory_answers.refusal(Reply(code, text), "app", "dc1")
    assert refused is not None
    assert (refused.kind, refused.code) == (kind, said)


@pytest.mark.parametrize("code", [1, 3, 51, 52, 80])
def test_an_answer_that_proves_nothing_is_no_refusal(code: int) -> None:
    assert active_directory_answers.refusal(Reply(code, "0000052D: "), "app", "dc1") is None


def test_a_password_is_sent_quoted_in_utf_16() -> None:  # H04
    assert quoted(Secret('a"é')) == b'"\x00a\x00"\x00\xe9\x00"\x00'


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        (
            "010500000000000515000000a065cf7e784b9b5fe77c8770091c0100",
            "S-1-5-21-2127521184-1604012920-1887927527-72713",
        ),
        ("01020000000000052000000020020000", "S-1-5-32-544"),
        ("", ""),
    ],
)
def test_a_sid_is_written_as_microsoft_writes_it(raw: str, written: str) -> None:
    entry = Entry("CN=app", {"objectsid": (bytes.fromhex(raw),)})
    assert active_directory_facts.sid_of(entry) == written


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (b"0\x00", None),
        (b"0\x03\x81\x01\x06", openldap_policy.TOO_SHORT),
        (b"0\x08\xa0\x03\x80\x01\x3c\x81\x01\x02", openldap_policy.MUST_CHANGE),
        (b"0\x05\xa0\x03\x80\x01\x3c", None),
        (b"", None),
        (b"0\x7f\x81", None),
    ],
)
def test_the_error_of_a_password_policy_is_read(value: bytes, error: int | None) -> None:
    reply = Reply(49, controls={openldap_policy.POLICY_CONTROL: value})
    assert openldap_policy.error_in(reply) == error


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("cn=admin,dc=example,dc=test", True),
        ("2.5.4.3=admin,dc=test", True),
        ("app", False),
        ("LAB\\app", False),
        ("app@lab.example.test", False),
        ("=x", False),
        ("a b=c", False),
    ],
)
def test_a_distinguished_name_is_told_from_a_login(login: str, expected: bool) -> None:
    assert looks_like_dn(login) is expected


def test_a_filter_holds_no_login_as_it_is() -> None:  # H15
    assert escaped("a*)(\\b\0") == r"a\2a\29\28\5cb\00"
