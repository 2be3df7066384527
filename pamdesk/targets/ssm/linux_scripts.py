"""The scripts that the agent of a Linux host runs as root. None holds a secret: the new password comes in an envelope.

The envelope's key lies in a folder of its own in /run, which is in memory and root's alone. Whoever renames it first has
it: the change, which then goes on, or whoever asks what became of the change, which then can never be made. A command
that the agent runs twice finds no key the second time. After five minutes the folder is gone.
"""

from __future__ import annotations

import base64
from typing import Final

from pamdesk.targets.linux.facts import FACTS
from pamdesk.targets.linux.passwords import COMPARE, LIMIT
from pamdesk.targets.ssm.envelope import KEY_BITS, KEY_SECONDS, OPENS_SECONDS
from pamdesk.targets.ssm.place import GONE

_FOLDER: Final = "/run/pamdesk"
_PROGRAMS: Final = ("openssl", "base64", "timeout", "chpasswd", "unix_chkpwd")

_START: Final = r"""
PATH=/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export PATH LC_ALL; umask 077
"""

_ASK: Final = rf"""
[ "$(id -u)" = 0 ] && echo root=yes
for t in {" ".join(_PROGRAMS)}; do command -v $t >/dev/null 2>&1 || echo absent=$t; done
"""

# `mkdir` without -p: a token is used once.
_MAKE_KEY: Final = rf"""
mkdir -p {_FOLDER} && chmod 700 {_FOLDER} && mkdir {_FOLDER}/@TOKEN@ && cd {_FOLDER}/@TOKEN@ || exit 8
find {_FOLDER} -mindepth 1 -maxdepth 1 -mmin +60 -exec rm -rf '{{}}' + 2>/dev/null
(sleep {KEY_SECONDS}; rm -rf {_FOLDER}/@TOKEN@) </dev/null >/dev/null 2>&1 &
read -r s x </proc/uptime; echo ${{s%%.*}} >made
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{KEY_BITS} -out new 2>/dev/null && mv new key &&
printf 'key=%s\n' "$(openssl pkey -in key -pubout -outform DER | base64 | tr -d '\n')"
cd /
"""

# What is a word of the shell itself shows in no process list: where printf is a program, nothing is opened.
_OPEN: Final = rf"""
cd {_FOLDER}/@TOKEN@ 2>/dev/null || {{ echo opened={GONE}; exit 3; }}
case $(type printf) in *builtin*) ;; *) echo opened=never; exit 3;; esac
mv key opened 2>/dev/null || {{ echo opened={GONE}; exit 3; }}
read -r s x </proc/uptime; read -r made <made
[ $((${{s%%.*}} - made)) -le {OPENS_SECONDS} ] || {{ echo opened=late; exit 3; }}
p=$(printf %s @ENVELOPE@ | base64 -d | openssl pkeyutl -decrypt -inkey opened \
-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 2>/dev/null)
[ -n "$p" ] || {{ echo opened=wrong; exit 3; }}
u=$(printf %s @LOGIN@ | base64 -d)
"""

# The program's own number and start become the name of what was the key, directly before it is given its input.
_CHANGE: Final = rf"""
printf '%s:%s\n' "$u" "$p" | {{ read -r s </proc/self/stat; n=${{s%% *}}; set -- ${{s##*) }}
mv opened given.$n.${{20}} 2>/dev/null || exit 5; : >given.$n.${{20}}; exec {LIMIT} chpasswd; }}
r=$?; echo result=$r; exit $r
"""

_COMPARE: Final = rf"""
cd /; rm -rf {_FOLDER}/@TOKEN@
printf '%s\n%s\000' "$u" "$p" | (
{COMPARE})
echo end=yes
"""

_END: Final = rf"""
cd {_FOLDER}/@TOKEN@ 2>/dev/null || {{ echo fate={GONE}; exit 0; }}
if mv key void 2>/dev/null || mv opened void 2>/dev/null || [ -e void ]; then : >void; echo fate=void; exit 0; fi
set -- given.*; g=${{1#given.}}; pid=${{g%.*}}; start=${{g#*.}}
alive() {{ [ -r /proc/$pid/stat ] && read -r s 2>/dev/null </proc/$pid/stat || return 1
set -- ${{s##*) }}; [ "$start" = "${{20}}" ]; }}
if alive; then kill -TERM $pid; for i in 1 2 3 4 5 6 7 8 9 10; do alive || break; sleep 0.1; done; fi
if alive; then echo fate=running; else echo fate=over; fi
"""


def look(login: str) -> str:
    """Return the script that tells of the host and of one of its accounts."""
    return _START + _ASK + _facts(login)


def look_and_make_key(login: str, token: str) -> str:
    """Return the script that tells of an account, and makes a key for one envelope."""
    return _START + _MAKE_KEY.replace("@TOKEN@", token) + _ASK + _facts(login)


def make_key(token: str) -> str:
    """Return the script that makes a key for one envelope."""
    return _START + _MAKE_KEY.replace("@TOKEN@", token)


def change(login: str, token: str, envelope: str) -> str:
    """Return the script that gives what is in an envelope to chpasswd, as an account's password."""
    return _START + _opened(login, token, envelope) + _CHANGE


def compare(login: str, token: str, envelope: str) -> str:
    """Return the script that compares what is in an envelope with an account's hash."""
    return _START + _opened(login, token, envelope) + _COMPARE.replace("@TOKEN@", token)


def end(token: str) -> str:
    """Return the script that ends a change, or makes sure that it is never made, and tells which."""
    return _START + _END.replace("@TOKEN@", token)


def _facts(login: str) -> str:
    return f"{{ printf %s {_encoded(login)} | base64 -d; echo; }} | (\n{FACTS})\necho end=yes\n"


def _opened(login: str, token: str, envelope: str) -> str:
    text = _OPEN.replace("@TOKEN@", token).replace("@ENVELOPE@", envelope)
    return text.replace("@LOGIN@", _encoded(login))


def _encoded(login: str) -> str:
    """Return a name as letters that no shell reads anything into; the names are no secret."""
    return base64.b64encode(login.encode()).decode("ascii")
