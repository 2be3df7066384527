"""What a Linux host tells of one of its accounts, read in one question; hashes never leave the host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# The account's name comes on standard input. Every file is read with the shell's own words: no program sees a name that
# it could take for an option or a number.
FACTS: Final = r"""
LC_ALL=C; export LC_ALL; echo ready; IFS= read -r u || exit 9
here=no
while IFS= read -r l || [ -n "$l" ]; do case $l in "$u":*) here=yes; printf 'passwd=%s\n' "${l#"$u":}";; esac
done </etc/passwd
[ $here = yes ] || if getent passwd -- "$u" >/dev/null 2>&1; then echo elsewhere=yes; fi
[ $here = no ] || printf 'groups=%s\n' "$(id -G -- "$u" 2>/dev/null)"
if [ -r /etc/shadow ]; then echo shadow_read=yes
while IFS= read -r l || [ -n "$l" ]; do case $l in "$u":*) r=${l#"$u":}; h=${r%%:*}
case $h in "") k=empty;; "!"?????*) k=locked;; "!"*|"*"*|x) k=none;; *) k=set;; esac
printf 'shadow=%s:%s\n' "$k" "${r#*:}";; esac; done </etc/shadow; fi
[ -w /etc/shadow ] && echo writable=yes
printf 'day=%s\n' "$(( $(date +%s) / 86400 ))"
for f in /etc/pam.d/sshd /etc/pam.d/common-auth /etc/pam.d/system-auth /etc/pam.d/password-auth; do [ -r $f ] &&
while IFS= read -r l; do case $l in auth*pam_faillock.so*|auth*pam_tally*.so*|-auth*pam_faillock.so*)
printf 'lock=%s\n' "$l";; esac; done <$f; done
[ -r /etc/security/faillock.conf ] && while IFS= read -r l; do case $l in deny*) printf 'deny=%s\n' "$l";; esac
done </etc/security/faillock.conf
if [ -e /run/fail2ban/fail2ban.sock ] || [ -e /var/run/fail2ban/fail2ban.sock ]; then echo ban=fail2ban; fi
for f in /etc/pam.d/common-password /etc/pam.d/system-auth /etc/pam.d/password-auth; do [ -r $f ] &&
while IFS= read -r l; do case $l in password*pam_pwquality.so*|password*pam_cracklib.so*)
printf 'quality_pam=%s\n' "$l";; esac; done <$f; done
for f in /etc/security/pwquality.conf /etc/security/pwquality.conf.d/*.conf; do [ -r "$f" ] &&
while IFS= read -r l || [ -n "$l" ]; do case $l in "#"*|"") ;; *) printf 'quality=%s\n' "$l";; esac; done <"$f"; done
exit 0
"""

_FAILLOCK_DENY: Final = 3  # faillock.conf(5): deny, its default
_QUALITY_LENGTH: Final = 8  # pwquality.conf(5): minlen, its default
_INVARIANTS: Final = (
    "uid",
    "gid",
    "home",
    "shell",
    "groups",
    "expires",
    "least days",
    "most days",
    "warning days",
)


@dataclass(frozen=True, slots=True)
class Shadow:
    """An account's line in /etc/shadow without its hash; `kind` is set, locked, none or empty; days since 1970."""

    kind: str
    changed: int | None
    expires: int | None
    least: str = ""
    most: str = ""
    warning: str = ""
    inactive: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An account as its host has it; `uid` is -1 where it is none of the host's own."""

    login: str
    uid: int = -1
    gid: str = ""
    home: str = ""
    shell: str = ""
    groups: str = ""
    elsewhere: bool = False  # a directory knows the name: SSSD, LDAP, NIS
    shadow: Shadow | None = None
    shadow_read: bool = False
    writable: bool = False
    day: int = 0
    lockout: int | None = 0
    quality: Mapping[str, str] | None = None  # pam_pwquality's settings, None where it is not in use

    @property
    def expired(self) -> bool:
        """Whether the account itself is over (chage -E, or too long without a new password)."""
        if self.shadow is None:
            return False
        over = (
            self.shadow.expires is not None and self.shadow.expires >= 0 and self.day >= self.shadow.expires
        )
        return over or self._inactive

    @property
    def must_change(self) -> bool:
        """Whether a new password is asked for at the next sign-in."""
        if self.shadow is None or self.expired:
            return False
        return self.shadow.changed == 0 or self._old

    @property
    def _old(self) -> bool:
        shadow = self.shadow
        if shadow is None or shadow.changed is None or not shadow.most.isdecimal():
            return False
        return self.day > shadow.changed + int(shadow.most)

    @property
    def _inactive(self) -> bool:
        shadow = self.shadow
        if shadow is None or shadow.changed is None or not shadow.inactive.isdecimal() or not self._old:
            return False
        return self.day > shadow.changed + int(shadow.most) + int(shadow.inactive)

    @property
    def invariants(self) -> dict[str, str]:
        """What a change of its password leaves as it is."""
        shadow = self.shadow
        values = (str(self.uid), self.gid, self.home, self.shell, " ".join(sorted(self.groups.split())))
        days = (str(shadow.expires), shadow.least, shadow.most, shadow.warning) if shadow else ()
        return dict(zip(_INVARIANTS, (*values, *days), strict=False))


def read(login: str, said: str) -> Facts:
    """Understand what the script printed."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for line in said.split("\n"):
        name, equals, value = line.partition("=")
        if equals:
            lines[name].append(value)
    entry = lines["passwd"][0].split(":") if lines["passwd"] else []
    local = len(entry) >= 6 and entry[1].isdecimal()
    return Facts(
        login=login,
        uid=int(entry[1]) if local else -1,
        gid=entry[2] if local else "",
        home=entry[4] if local else "",
        shell=entry[5] if local else "",
        groups=_first(lines, "groups"),
        elsewhere=bool(lines["elsewhere"]),
        shadow=_shadow(_first(lines, "shadow")),
        shadow_read=bool(lines["shadow_read"]),
        writable=bool(lines["writable"]),
        day=int(_first(lines, "day") or 0),
        lockout=_lockout(lines),
        quality=_quality(lines),
    )


def _first(lines: Mapping[str, list[str]], name: str) -> str:
    found = lines.get(name, [])
    return found[0] if found else ""


def _shadow(text: str) -> Shadow | None:
    if not text:
        return None
    kind, changed, least, most, warning, inactive, expires, *_ = [*text.split(":"), *[""] * 7]
    return Shadow(kind, _number(changed), _number(expires), least, most, warning, inactive)


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None


def _lockout(lines: Mapping[str, list[str]]) -> int | None:
    """Return after how many failed sign-ins something locks: 0 nothing, None something whose limit is not said here."""
    if lines.get("ban"):
        return None
    if not lines.get("lock"):
        return 0
    said = [word for line in lines["lock"] for word in line.split() if word.startswith("deny=")]
    said += ["".join(line.split()) for line in lines.get("deny", [])]
    limits = [int(word[5:]) for word in said if word[5:].isdecimal()]
    return min(limits, default=_FAILLOCK_DENY) or None


def _quality(lines: Mapping[str, list[str]]) -> Mapping[str, str] | None:
    if not lines.get("quality_pam"):
        return None
    settings = {"minlen": str(_QUALITY_LENGTH)}
    words = [line.split("#")[0] for line in lines.get("quality", [])]
    words += [word for line in lines["quality_pam"] for word in line.split("pam_", 1)[1].split()[1:]]
    for word in words:
        name, _, value = word.partition("=")
        settings[name.strip()] = value.strip()
    return settings
