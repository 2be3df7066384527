"""The sign-in to PostgreSQL against strangers that speak its protocol badly."""

from __future__ import annotations

import base64
import os
import socket

import pytest

from pamdesk.records.secret import Secret
from pamdesk.targets.postgresql.session import PostgresqlSession
from pamdesk.targets.postgresql.signin import Unanswered, _scram_final, prepare


@pytest.mark.parametrize(
    ("typed", "prepared"),
    [
        ("plain ascii", b"plain ascii"),
        ("I\u00adX", b"IX"),  # RFC 4013, section 3
        ("\u00aa", b"a"),
        ("\u2168", b"IX"),
        ("a\u00a0b", b"a b"),
        ("\u0627\u0031", "\u0627\u0031".encode()),  # prohibited: PostgreSQL uses it as typed
        ("a\u0007\u00e4", "a\u0007\u00e4".encode()),
    ],
)
def test_a_password_is_prepared_as_postgresql_does(typed: str, prepared: bytes) -> None:
    assert prepare(typed) == prepared


def test_the_proof_is_the_one_of_the_standard() -> None:
    # RFC 7677, section 3; the user name stands in its first message.
    first = "n=user,r=rOprNGfwEbeRWgbNEkqO"
    challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    final, signature = _scram_final(first, "rOprNGfwEbeRWgbNEkqO", challenge, Secret("pencil"))
    assert final.endswith("p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    assert base64.b64encode(signature).decode() == "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


@pytest.mark.parametrize(
    ("challenge", "code"),
    [
        ("r=other,s=AAAA,i=4096", "scram_challenge_wrong"),
        ("r=mine,s=AAAA,i=4096", "scram_challenge_wrong"),  # no part of the server's own
        ("r=mine2,s=AAAA,i=0", "scram_iterations_refused"),
        ("r=mine2,s=AAAA,i=99999999", "scram_iterations_refused"),
        ("r=mine2,s=***,i=4096", "scram_challenge_wrong"),
        ("nonsense", "scram_challenge_wrong"),
    ],
)
def test_a_challenge_that_is_none_is_not_answered(challenge: str, code: str) -> None:
    with pytest.raises(Unanswered) as caught:
        _scram_final("n=,r=mine", "mine", challenge, Secret("p"))
    assert caught.value.code == code


class LibpqConnection:
    """As much of a connection as its session needs before any statement."""

    autocommit = False
    closed = 0  # what libpq still says while another thread is closing it

    def __init__(self, number: int) -> None:
        self._number = number

    def fileno(self) -> int:
        return self._number

    def close(self) -> None:
        """Was closed by the other thread."""


def test_cutting_a_session_never_cuts_who_got_its_descriptor_next() -> None:
    mine, server = socket.socketpair()
    session = PostgresqlSession(LibpqConnection(mine.fileno()))  # type: ignore[arg-type]
    number = mine.detach()
    stranger, strangers_peer = socket.socketpair()
    os.dup2(stranger.fileno(), number)  # closes libpq's socket, and gives its number to the stranger
    session.abort()
    strangers_peer.sendall(b"still here")
    with socket.socket(fileno=number) as reused:
        assert reused.recv(10) == b"still here"
    assert server.recv(1) == b""  # its own connection is cut
    for each in (server, stranger, strangers_peer, session):
        each.close()
