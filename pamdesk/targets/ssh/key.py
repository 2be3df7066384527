"""The SSH key of an account on a Linux host, EC2 among them."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused
from pamdesk.records.rotation_settings import Method, SecretKind
from pamdesk.targets.contract import Account, Made, Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="ssh_key",
    title="Linux user's SSH key",
    serves=(Serves(method=Method.GENERAL, resource_type="pamMachine", kinds=("linux",), ways=("ssh",)),),
    rules=TargetRules(name="OpenSSH", source="sshd(8), AUTHORIZED_KEYS FILE FORMAT"),
    secrets=(SecretKind.SSH_KEY,),
    field="private_pem_key",
    noun="SSH key",
    retires=True,
    self_rotation=True,
    over_seconds=60.0,
    default_port=22,
    help_page="ssh-key",
)


def make(account: Account) -> Made:
    """Make a key pair of the kind of the present one, under its passphrase; raises `Refused` where that is unreadable."""
    from pamdesk.targets.ssh import keys as ssh_keys

    try:
        private, public = ssh_keys.make_like(account.current, account.passphrase)
    except ssh_keys.UnreadableKey as error:
        raise Refused(
            f"The private key of {account.title} cannot be used: {error}. Nothing was sent.",
            code="key_unreadable",
        ) from None
    return Made(
        private,
        {"public_key": str(public)},
        f"A new key, {public.algorithm} {public.fingerprint}, is saved here.",
    )


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one host; the driver is loaded here."""
    from pamdesk.targets.ssh.key_target import SshKeyTarget

    return SshKeyTarget(toolbox.run, SPEC)


MODULE: Final = TargetModule(
    spec=SPEC,
    open=open_target,
    make=make,
    making="Make a key pair of the kind of the present one and save it here first.",
)
