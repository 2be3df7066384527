"""The SCRAM verifier that is made here is the one that libpq makes."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from pamdesk.records.secret import Secret
from pamdesk.targets.postgresql import verifier as postgresql_verifier
from tests.servers.postgresql import PostgresServer


def test_the_example_of_the_standard_gives_the_keys_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    # RFC 7677, section 3: user "user", password "pencil", this salt, 4096 iterations.
    salt = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
    monkeypatch.setattr("pamdesk.targets.postgresql.verifier.secrets.token_bytes", lambda _: salt)
    verifier = postgresql_verifier.scram_verifier(Secret("pencil"))
    head, keys = verifier.rsplit("$", 1)
    assert head == "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
    stored, server = (base64.b64decode(key) for key in keys.split(":"))
    first = "n=user,r=rOprNGfwEbeRWgbNEkqO"
    challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    final = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
    message = f"{first},{challenge},{final}".encode()
    proof = base64.b64decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    signature = hmac.digest(stored, message, "sha256")
    client_key = bytes(a ^ b for a, b in zip(proof, signature, strict=True))
    assert hashlib.sha256(client_key).digest() == stored
    expected = base64.b64decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
    assert hmac.digest(server, message, "sha256") == expected


def test_two_verifiers_of_one_password_differ() -> None:
    assert postgresql_verifier.scram_verifier(Secret("a")) != postgresql_verifier.scram_verifier(Secret("a"))


@pytest.mark.parametrize(
    ("text", "fits"), [("a-_.~!^*+= '\"\\", True), ("ü", False), ("a\tb", False), ("\u00a0", False)]
)
def test_only_what_saslprep_leaves_alone_fits(text: str, fits: bool) -> None:
    assert postgresql_verifier.fits(Secret(text)) is fits


@pytest.mark.server
def test_psql_signs_in_with_a_password_whose_verifier_was_made_here(postgres_server: PostgresServer) -> None:
    password = "Ab-_.~!^*+= '\"\\{}%s$()"
    postgres_server.create_role("made_here", "first")
    verifier = postgresql_verifier.scram_verifier(Secret(password))
    postgres_server.execute("ALTER ROLE made_here PASSWORD %s", (verifier,))
    assert postgres_server.can_sign_in("made_here", password)
    assert not postgres_server.can_sign_in("made_here", "first")
