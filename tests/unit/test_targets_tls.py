"""Fingerprints and trust."""

from __future__ import annotations

import base64
import hashlib
import ssl

import pytest

from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Endpoint
from pamdesk.targets.tls import PinnedContext, context_for, fingerprint_of, parse_fingerprint

DIGEST = hashlib.sha256(b"certificate").digest()


@pytest.mark.parametrize(
    "text",
    [
        "SHA256:" + DIGEST.hex(":").upper(),
        "SHA256:" + DIGEST.hex(),
        DIGEST.hex().upper(),
        "sha256:" + base64.b64encode(DIGEST).decode(),
        "SHA256:" + base64.b64encode(DIGEST).decode().rstrip("="),
    ],
)
def test_a_fingerprint_is_read_in_each_common_form(text: str) -> None:
    assert parse_fingerprint(text) == DIGEST


@pytest.mark.parametrize("text", ["", "SHA256:", "SHA256:zz", "MD5:00", "SHA256:" + "g" * 64, "00" * 20])
def test_what_is_no_sha256_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_fingerprint(text)


def test_what_is_shown_can_be_pinned() -> None:
    assert parse_fingerprint(fingerprint_of(b"certificate")) == DIGEST


def endpoint(**changes: str | bool) -> Endpoint:
    return Endpoint(record_id="r", title="db-prod", host="localhost", port=1, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"use_tls": False}, "tls_off"),
        ({"fingerprint": "SHA256:nonsense"}, "fingerprint_invalid"),
        ({"ca_certificate": "not a certificate"}, "ca_certificate_invalid"),
    ],
)
def test_an_endpoint_that_cannot_be_proved_is_refused(changes: dict[str, str | bool], code: str) -> None:
    with pytest.raises(Refused) as caught:
        context_for(endpoint(**changes))
    assert caught.value.code == code


def test_without_a_pin_the_name_and_the_chain_are_checked() -> None:
    context = context_for(endpoint())
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert isinstance(context_for(endpoint(fingerprint=DIGEST.hex(), use_tls=False)), PinnedContext)
