"""What a domain controller's answers mean: the codes of Windows that stand in their texts."""

from __future__ import annotations

import re
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets.contract import Answer, ProbeResult
from pamdesk.targets.ldap.session import INVALID_CREDENTIALS, Reply

_SUB_CODE: Final = re.compile(r"\bdata ([0-9a-f]+)\b", re.IGNORECASE)
_WINDOWS_CODE: Final = re.compile(r"([0-9A-Fa-f]{8}):")
_WRONG: Final = "52e"
_LOCKED: Final = "775"
# Looked at only after the password was found right (Microsoft: Bind operations; all but 530 and 532 seen on Samba too).
_RIGHT_BUT: Final = {
    "530": "{login} may not sign in at this hour",
    "531": "{login} may sign in from certain machines only",
    "532": "it has expired",
    "533": "{login} is disabled",
    "701": "{login} has expired",
    "773": "{login} must change it at the next sign-in",
}
# Windows' own codes, which stand before the colon, say more than LDAP's (MS-ADTS 3.1.1.3.1.5; MS-ERREF 2.2).
_REFUSED: Final = {
    "0000052D": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: its length, complexity, history or least age.",
    ),
    "00000056": (
        TargetErrorKind.REFUSED,
        "{server} asks for the present password of {login}, and the one kept is wrong.",
    ),
    "00000775": (TargetErrorKind.LOCKED, "{login} is locked on {server}."),
    "0000001F": (TargetErrorKind.REFUSED, "{server} takes passwords over an encrypted connection only."),
    "00002035": (TargetErrorKind.REFUSED, "{server} is unwilling to change the password of {login}."),
    "00000005": (
        TargetErrorKind.REFUSED,
        "Whoever signed in to {server} may not change the password of {login}.",
    ),
    "00002098": (
        TargetErrorKind.REFUSED,
        "Whoever signed in to {server} may not change the password of {login}.",
    ),
}
# Answers that are given instead of the change (RFC 4511, appendix A); others, as `other` (80), prove nothing.
_REFUSED_BY_LDAP: Final = {
    8: "{server} wants a stronger connection before it changes {login}.",
    10: "{server} does not hold {login} itself. Enter a domain controller of its domain in the record.",
    13: "{server} wants an encrypted connection before it changes {login}.",
    16: "{server} asks for the present password of {login}, and the one kept is wrong.",
    19: "{server} refuses this password for {login}.",
    32: "{server} has no account {login}.",
    49: "{server} refuses the present password of {login}.",
    50: "Whoever signed in to {server} may not change the password of {login}.",
    53: "{server} is unwilling to change the password of {login}.",
}
_CONSTRAINT: Final = 19


def refusal(reply: Reply, login: str, server: str) -> Refused | None:
    """Say why a change was refused; None where the answer does not prove that nothing changed."""
    found = _WINDOWS_CODE.match(reply.text)
    code = found[1].upper() if found else ""
    if code in _REFUSED and reply.code in _REFUSED_BY_LDAP:
        kind, sentence = _REFUSED[code]
        return Refused(sentence.format(server=server, login=login), kind, code=code)
    if reply.code not in _REFUSED_BY_LDAP:
        return None
    kind = TargetErrorKind.POLICY if reply.code == _CONSTRAINT else TargetErrorKind.REFUSED
    sentence = _REFUSED_BY_LDAP[reply.code]
    return Refused(sentence.format(server=server, login=login), kind, code=str(reply.code))


def judge(reply: Reply, login: str, server: str) -> ProbeResult:
    """Say what the answer to a sign-in means; what cannot be classified is unknown."""
    if reply.ok:
        return ProbeResult(Answer.ACCEPTED, f"{login} signed in to {server}.")
    found = _SUB_CODE.search(reply.text) if reply.code == INVALID_CREDENTIALS else None
    code = found[1].lower() if found else ""
    if code in _RIGHT_BUT:
        reason = _RIGHT_BUT[code].format(login=login)
        return ProbeResult(Answer.BLOCKED, f"The password is right; {reason} on {server}.", code)
    if code == _WRONG:
        sentence = f"{server} refuses this password of {login}, or has no such account."
        return ProbeResult(Answer.REJECTED, sentence, code, spent=True)
    if code == _LOCKED:
        sentence = f"{server} lets nobody in as {login}, whatever the password: the account is locked."
        return ProbeResult(Answer.UNKNOWN, sentence, code)
    sentence = f"{server} did not judge the sign-in of {login} ({code or reply.code})."
    spent = reply.code == INVALID_CREDENTIALS
    return ProbeResult(Answer.UNKNOWN, sentence, code or str(reply.code), spent=spent)
