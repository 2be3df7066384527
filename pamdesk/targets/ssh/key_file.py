"""Reading and writing an account's authorized_keys on its host, always as the account itself.

As root one could be led by a link in the account's own folder to any file of the host; as the account one reaches what it
may write anyway, and the file keeps its owner. The new text is written beside the old one, put on the disk, and takes its
place in one step, provided that the old one is still what was read.
"""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.targets.linux.facts import FACTS, Facts
from pamdesk.targets.linux.passwords import HOST_SECONDS
from pamdesk.targets.ssh.linux_password_change import WHO
from pamdesk.targets.ssh.session import Command

_ABSENT: Final = "absent"
_CONTENT: Final = "content:\n"
_DEFAULT: Final = ".ssh/authorized_keys"

# Where sshd itself looks, by its own word; without the right to ask it, its usual place.
WHERE: Final = (
    FACTS.rpartition("exit 0")[0]
    + r"""
if [ "$(id -u)" = 0 ]; then sshd -T -C "user=$u,host=localhost,addr=127.0.0.1" 2>/dev/null |
while IFS= read -r l; do case $l in authorizedkeys*) printf 'sshd=%s\n' "$l";; esac; done; fi
exit 0
"""
)

_READ = r"""
IFS= read -r p || exit 9
f=$(readlink -f -- "$p" 2>/dev/null) || f=$p
if [ -f "$f" ] && [ ! -r "$f" ]; then echo file=unreadable
elif [ -f "$f" ]; then printf 'file=yes\n'; [ -w "$f" ] && [ -w "${f%/*}" ] && echo writable=yes
printf 'size=%s\n' "$(wc -c <"$f")"; echo content:; cat -- "$f"
elif [ -e "$f" ]; then echo file=strange
else echo file=no; fi
exit 0
"""

# 20 the folder, 21 the text did not arrive whole, 22 it could not be written, 23 the file was changed meanwhile.
_WRITE = r"""
umask 077; IFS= read -r p && IFS= read -r sum && IFS= read -r n || exit 21
f=$(readlink -f -- "$p" 2>/dev/null) || f=$p
d=${f%/*}; [ -d "$d" ] || mkdir -p -m 700 -- "$d" || exit 20
t=$d/.pamdesk-$$.new; trap 'rm -f -- "$t"' EXIT; trap 'exit 22' TERM HUP INT
head -c "$n" | dd of="$t" conv=fsync 2>/dev/null || exit 22
[ "$(wc -c <"$t")" -eq "$n" ] || exit 21
if [ -f "$f" ]; then chmod --reference="$f" -- "$t" && chmod go-w -- "$t" || exit 22; fi
if command -v restorecon >/dev/null 2>&1; then chcon --reference="$f" -- "$t" 2>/dev/null || restorecon -- "$t"; fi
if [ -f "$f" ]; then now=$(sha256sum <"$f"); now=${now%% *}; else now=absent; fi
[ "$now" = "$sum" ] || exit 23
mv -fT -- "$t" "$f" || exit 22
sync -- "$d" 2>/dev/null
echo written=yes
"""
_LIMIT: Final = f"timeout -k 5 {HOST_SECONDS}"


def _as_the_account(script: str) -> str:
    # The name comes on standard input here too, under the same time limit as the rest.
    return f'IFS= read -r u || exit 9; exec runuser -u "$u" -- /bin/sh -c {shlex.quote(script)}'


def _as_itself(script: str) -> str:
    return f"IFS= read -r u || exit 9; {script}"


def read_script(*, by_admin: bool) -> str:
    """Return the script that prints the file; it reads the account's name and the file's place."""
    script = _as_the_account(_READ) if by_admin else _as_itself(_READ)
    return f"LC_ALL=C; export LC_ALL; echo ready; {script}"


def write_script(*, by_admin: bool) -> str:
    """Return the script that replaces the file; it is given what `Edit.given` returns."""
    script = _as_the_account(_WRITE) if by_admin else _as_itself(_WRITE)
    return f"{WHO}exec {_LIMIT} /bin/sh -c {shlex.quote(script)}"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """An account's authorized_keys as it was read; `text` is None where there is none."""

    place: str
    text: bytes | None
    writable: bool

    def edit(self, login: str, text: bytes) -> bytes:
        """Return what the writing script is given to put this text in place of what was read."""
        old = _ABSENT if self.text is None else hashlib.sha256(self.text).hexdigest()
        head = f"{login}\n{self.place}\n{old}\n{len(text)}\n"
        return head.encode() + text


def place_of(facts: Facts, said: str) -> str:
    """Return the file's path from what `WHERE` printed; raises `Refused` where the host keeps no such file."""
    settings = dict(
        line.removeprefix("sshd=").split(" ", 1)
        for line in said.split("\n")
        if line.startswith("sshd=authorized")
    )
    pattern = settings.get("authorizedkeysfile", _DEFAULT).split()[0]
    if pattern == "none":
        raise Refused(
            "The host takes its keys from elsewhere than a file (AuthorizedKeysFile none). Nothing was sent.",
            code="no_key_file",
        )
    values = {"%h": facts.home, "%u": facts.login, "%U": str(facts.uid), "%%": "%"}
    path = ""
    while pattern:
        mark = pattern[:2]
        path += values.get(mark, pattern[0])
        pattern = pattern[2:] if mark in values else pattern[1:]
    return path if path.startswith("/") else f"{facts.home.rstrip('/')}/{path}"


def understand(place: str, said: str) -> KeyFile:
    """Read what the reading script printed; raises `Refused` where the file cannot be used."""
    head, marker, content = said.partition(_CONTENT)
    lines = dict(line.split("=", 1) for line in head.split("\n") if "=" in line)
    text = content.encode(errors="surrogateescape")
    if lines.get("file") == "no":
        return KeyFile(place, None, writable=True)
    if lines.get("file") != "yes" or not marker or len(text) != int(lines.get("size", "-1")):
        raise Refused(
            f"{place} cannot be read as the account itself. Nothing was sent.", code="key_file_unreadable"
        )
    return KeyFile(place, text, writable="writable" in lines)


def send(running: Command, given: bytes, login: str, host: str) -> None:
    """Hand the new text over and wait; raises `Refused` only where the answer proves that the old one stands."""
    running.write(given)
    running.end_input()
    ended = running.ended()
    if ended.status == 0 and "written=yes" in ended.out:
        return
    reasons = {
        20: "the folder could not be made",
        22: "it could not be written (a full disk, or a file that may not be changed)",
        23: "somebody else changed it at the same moment",
    }
    if ended.status in reasons:
        raise Refused(
            f"The authorized_keys of {login} on {host} is as it was: {reasons[ended.status]}.",
            TargetErrorKind.LOCKED if ended.status == 23 else TargetErrorKind.REFUSED,
            code=f"key_file_{ended.status}",
        )
    raise TargetError(
        f"{host} did not say whether it took the new key of {login}.",
        TargetErrorKind.UNKNOWN,
        code=f"status_{ended.status}",
    )
