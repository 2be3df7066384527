"""What an error of an AWS call says about the account: one table, and the ambiguous ones are never called a refusal.

Proven that nothing was changed: the call was never sent (parameters, connection refused, no credentials), or AWS
answered with a 4xx of its own. Everything after the request may have left (time-outs, a cut connection, 5xx, an answer
that cannot be read) is unknown.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind

# Codes of AWS's error models; everything else with a 4xx status is a plain refusal.
THROTTLED = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "TooManyRequestsException",
    }
    | {
        "RequestLimitExceeded",
        "RequestThrottledException",
        "BandwidthLimitExceeded",
        "PriorRequestNotComplete",
    }
)
NOT_ALLOWED = frozenset(
    {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}
)
BAD_CREDENTIALS = frozenset(
    {
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
    }
    | {"AuthFailure", "ExpiredToken", "ExpiredTokenException", "MissingAuthenticationToken"}
    | {"RequestExpired", "InvalidAccessKeyId", "OptInRequired", "IncompleteSignature"}
)
# What AWS answers to a request that was signed at another time than its own; the first have other causes too.
_CLOCK_CODES = frozenset({"SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature"})
_CLOCK_WORDS = ("Signature expired", "Signature not yet current")
POLICY = frozenset({"PasswordPolicyViolation", "InvalidPasswordException"})
BUSY = frozenset({"EntityTemporarilyUnmodifiable", "ConcurrentModification"})

# The text of these may repeat the value that was sent, and so a password.
_MAY_REPEAT_VALUES = frozenset(
    {"ValidationError", "ValidationException", "InvalidParameterValue", "InvalidInput"}
)


@dataclass(frozen=True, slots=True)
class AwsFault:
    """One error: AWS's code (or the exception's name), its text where that may be shown, and what it proves."""

    code: str
    text: str
    kind: TargetErrorKind
    nothing_changed: bool

    @property
    def throttled(self) -> bool:
        """Whether AWS asked for fewer calls."""
        return self.code in THROTTLED

    @property
    def not_allowed(self) -> bool:
        """Whether the identity lacks the permission."""
        return self.code in NOT_ALLOWED

    @property
    def bad_credentials(self) -> bool:
        """Whether AWS does not know, or no longer takes, the credentials."""
        return self.code in BAD_CREDENTIALS

    @property
    def clock_skew(self) -> bool:
        """Whether this machine's clock is too far from AWS's."""
        if self.code in ("RequestExpired", "RequestTimeTooSkewed"):
            return True
        return self.code in _CLOCK_CODES and any(words in self.text for words in _CLOCK_WORDS)


def read_fault(error: BaseException) -> AwsFault | None:
    """Classify an exception of botocore; None for an exception that is not one."""
    from botocore.exceptions import (
        BotoCoreError,
        ClientError,
        ConnectTimeoutError,
        CredentialRetrievalError,
        EndpointConnectionError,
        HTTPClientError,
        NoCredentialsError,
        ParamValidationError,
        ProxyConnectionError,
        SSLError,
    )

    if isinstance(error, ClientError):
        return _answered(error.response)
    if not isinstance(error, BotoCoreError):
        return None
    name = type(error).__name__
    if isinstance(error, EndpointConnectionError | ConnectTimeoutError | ProxyConnectionError):
        return AwsFault(name, "it cannot be reached", TargetErrorKind.UNREACHABLE, nothing_changed=True)
    if isinstance(error, SSLError) and _certificate_refused(error):
        text = "its certificate was not accepted"
        return AwsFault(name, text, TargetErrorKind.UNREACHABLE, nothing_changed=True)
    if isinstance(error, HTTPClientError):
        return AwsFault(name, "the answer was lost", TargetErrorKind.UNKNOWN, nothing_changed=False)
    if isinstance(error, NoCredentialsError | CredentialRetrievalError):
        text = "its credentials could not be renewed"
        return AwsFault(name, text, TargetErrorKind.UNREACHABLE, nothing_changed=True)
    if isinstance(error, ParamValidationError):
        # Its text holds the parameters.
        return AwsFault(name, "a value does not fit the API", TargetErrorKind.REFUSED, nothing_changed=True)
    return AwsFault(name, "the answer could not be read", TargetErrorKind.UNKNOWN, nothing_changed=False)


def _certificate_refused(error: BaseException) -> bool:
    """Tell a failed check of the certificate, before anything was sent, from TLS that broke in the middle."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _answered(response: object) -> AwsFault:
    error = response.get("Error", {}) if isinstance(response, dict) else {}
    metadata = response.get("ResponseMetadata", {}) if isinstance(response, dict) else {}
    code, status = str(error.get("Code", "")), metadata.get("HTTPStatusCode", 0)
    text = "" if code in _MAY_REPEAT_VALUES else str(error.get("Message", "")).strip().rstrip(".")
    if not 400 <= status < 500:
        return AwsFault(code, text, TargetErrorKind.UNKNOWN, nothing_changed=False)
    if code in POLICY:
        kind = TargetErrorKind.POLICY
    elif code in THROTTLED or code in BUSY:
        kind = TargetErrorKind.UNREACHABLE
    else:
        kind = TargetErrorKind.REFUSED
    # "408 Request Timeout" is of the network's making, not an answer of the service.
    return AwsFault(code, text, kind, nothing_changed=status != 408)


def target_error(error: BaseException, doing: str) -> TargetError:
    """Turn an exception of botocore into a sentence; `Refused` only where it proves that nothing was changed.

    The sentence says only why: that nothing was changed is said by whoever shows it. `doing` completes "AWS did not
    …": "change the console password of alice". Raises the error itself where it is not one of botocore.
    """
    fault = read_fault(error)
    if fault is None:
        raise error
    if not fault.nothing_changed:
        sentence = f"AWS did not say whether it could {doing}: {fault.text or 'it answered with a failure of its own'}."
        return TargetError(sentence, TargetErrorKind.UNKNOWN, code=fault.code)
    if fault.throttled:
        sentence = f"AWS asks for fewer calls and did not {doing}. It can be tried again later."
    elif fault.kind is TargetErrorKind.UNREACHABLE:
        sentence = f"AWS did not {doing}, because {fault.text or 'it is busy'}."
    else:
        sentence = f"AWS refused to {doing}: {fault.text}." if fault.text else f"AWS refused to {doing}."
    return Refused(sentence, fault.kind, code=fault.code)
