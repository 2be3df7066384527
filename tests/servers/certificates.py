"""The certificates that the tests' servers show: one right, and the three that a client must refuse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pamdesk.sandbox.certificates import CertificateAuthority, ServerCertificate


@dataclass(frozen=True)
class TestCertificates:
    """An authority that clients are told to trust, and what its servers may show."""

    __test__ = False

    folder: Path
    authority: CertificateAuthority
    right: ServerCertificate
    wrong_name: ServerCertificate
    wrong_authority: ServerCertificate
    expired: ServerCertificate

    @property
    def trusted(self) -> Path:
        """The PEM file that a client is given as its root of trust."""
        return self.authority.certificate


def make_certificates(folder: Path) -> TestCertificates:
    """Make the authority and its four certificates in `folder`."""
    authority = CertificateAuthority(folder / "trusted", name="PamDesk test authority")
    stranger = CertificateAuthority(folder / "stranger", name="PamDesk test authority")
    return TestCertificates(
        folder=folder,
        authority=authority,
        right=authority.issue("right"),
        wrong_name=authority.issue("wrong-name", ["database.invalid", "192.0.2.1"]),
        wrong_authority=stranger.issue("wrong-authority"),
        expired=authority.issue("expired", expired=True),
    )
