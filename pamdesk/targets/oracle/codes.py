"""What Oracle's and the driver's error codes say, in sentences (Oracle: Database Error Help)."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import TargetErrorKind

LOST: Final = "connection_lost"
TLS: Final = "tls"
NO_TLS: Final = "tls_failed"
REJECTED: Final = "ORA-01017"
LOCKED: Final = "ORA-28000"
EXPIRED: Final = "ORA-28001"
GRACE: Final = "ORA-28002"
NO_SESSION: Final = "ORA-01045"
WEAK_VERIFIER: Final = "DPY-3015"

# The answers to a sign-in. They say why it came to nothing; only those in BLOCKED prove that the password is right.
SIGN_IN: Final = {
    REJECTED: "{server} refuses the password of {login}, or has no such user.",
    LOCKED: "{login} is locked on {server}.",
    EXPIRED: "The password of {login} has expired on {server}.",
    NO_SESSION: "{login} lacks CREATE SESSION on {server}.",
    "ORA-28009": "{server} lets {login} in only as SYSDBA.",
    "ORA-28040": "{server} and this driver know no common way to sign in.",
    "ORA-01031": "{server} refuses {login} the privilege it signs in with.",
    "ORA-02391": "{login} has as many sessions on {server} as its profile allows.",
    "ORA-12514": "The listener of {server} knows no service of the name in the record. "
    "An administrator must correct it, or write SID: before the name of an instance.",
    "ORA-12505": "The listener of {server} knows no SID of the name in the record. "
    "An administrator must correct it, or leave SID: out where it is a service.",
    "ORA-12154": "{server} does not know the name in the record.",
    "ORA-12660": "{server} demands Oracle's own network encryption, which this driver does not have beside TLS.",
    "ORA-12696": "{server} turns on Oracle's own network encryption inside TLS, which cannot be both.",
    "DPY-3010": "{server} is older than Oracle 12.1, which this driver does not reach.",
    WEAK_VERIFIER: "{server} keeps the password of {login} only in the form of Oracle 10g, which this driver does not know.",
    "DPY-3040": "{server} has a character set that this driver does not know.",
}
# Nobody answers, or the database is not there for anyone now.
UNREACHABLE: Final = {
    "ORA-12541": "{server} has no listener at {place}. An administrator of the network must look.",
    "ORA-12545": "The host of {server} is not known here. An administrator must correct the record.",
    "ORA-12170": "{server} does not answer at {place}. An administrator of the network must look.",
    "ORA-12535": "{server} does not answer at {place}. An administrator of the network must look.",
    "ORA-12516": "The listener of {server} has no free connection.",
    "ORA-12519": "The listener of {server} has no free connection.",
    "ORA-12520": "The listener of {server} has no free connection.",
    "ORA-12526": "{server} takes only its administrators now.",
    "ORA-12528": "{server} is starting or stopping.",
    "ORA-00018": "{server} has no free connection.",
    "ORA-00020": "{server} has no free connection.",
    "ORA-01033": "{server} is starting or stopping.",
    "ORA-01034": "The database of {server} is not running.",
    "ORA-01035": "{server} takes only its administrators now.",
    "ORA-01089": "{server} is being shut down.",
    "ORA-01090": "{server} is being shut down.",
}
# Told only after the password was found right.
BLOCKED: Final = {
    EXPIRED: "The password is right; it has expired on {server}.",
    NO_SESSION: "The password is right; {login} lacks CREATE SESSION on {server}.",
}
# Answers given instead of the change. What is not here proves nothing, and the sign-in is asked.
PROOFS: Final = {
    "ORA-28003": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: the verify function of its profile does not take it.",
    ),
    "ORA-28219": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: its mandatory profile does not take it.",
    ),
    "ORA-28218": (TargetErrorKind.POLICY, "{server} refuses this password for {login}: it is too short."),
    "ORA-28007": (TargetErrorKind.POLICY, "{server} refuses this password for {login}: it was used before."),
    "ORA-00988": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: it is missing or invalid.",
    ),
    "ORA-00972": (TargetErrorKind.POLICY, "{server} refuses this password for {login}: it is too long."),
    "ORA-28008": (
        TargetErrorKind.REFUSED,
        "The present password of {login} that is kept is wrong on {server}.",
    ),
    REJECTED: (TargetErrorKind.REFUSED, "The present password of {login} that is kept is wrong on {server}."),
    "ORA-28221": (
        TargetErrorKind.REFUSED,
        "{server} asks for the present password of {login} beside the new one. Let {login} change its own password.",
    ),
    LOCKED: (TargetErrorKind.REFUSED, "{login} is locked on {server}."),
    "ORA-01031": (TargetErrorKind.REFUSED, "{admin} may not change the password of {login} on {server}."),
    "ORA-01918": (TargetErrorKind.REFUSED, "{server} has no user {login}."),
    "ORA-01935": (TargetErrorKind.REFUSED, "{server} does not take {login} for the name of a user."),
    "ORA-00922": (TargetErrorKind.REFUSED, "{server} does not know the statement that changes {login}."),
    "ORA-28046": (
        TargetErrorKind.REFUSED,
        "{server} has no password file that takes the password of {login}.",
    ),
    "ORA-65066": (
        TargetErrorKind.REFUSED,
        "{login} is a common user of {server}, and is changed only in the root container.",
    ),
    "ORA-65050": (
        TargetErrorKind.REFUSED,
        "{login} is a common user of {server}, and is changed only in the root container.",
    ),
    "ORA-16000": (TargetErrorKind.REFUSED, "{server} is open for reading only."),
    "ORA-00054": (TargetErrorKind.LOCKED, "Another session holds {login} on {server}."),
    "ORA-00060": (TargetErrorKind.LOCKED, "Another session changes {login} on {server}."),
    "ORA-04021": (TargetErrorKind.LOCKED, "Another session holds {login} on {server}."),
}
