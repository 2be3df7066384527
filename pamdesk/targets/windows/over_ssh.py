"""PowerShell on a Windows host over SSH: what runs, and with what, comes on standard input, and never in a command line.

A small script, which is always the same and holds nothing, is started by its text (-EncodedCommand). It says which process
it is, reads lines to their end, and runs them only where the last one says so: a connection that is cut in the middle
leaves nothing half read to be run. Passwords come as base64 and become secure strings, character by character.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Credential, Endpoint, ProbeResult
from pamdesk.targets.ssh.session import Command, SshLost, SshSession
from pamdesk.targets.ssh.signin import Doorway, Word
from pamdesk.targets.windows.host import HostSession, NoAnswer, Parameters, Prepared, Ran, run

READY: Final = "ready "
_GO: Final = "go"
_END: Final = "end"
_SECONDS: Final = 60.0  # PowerShell takes some of them to start
# A block `begin` runs before the first line has come; without it nothing ran before the last one had.
START: Final = r"""
begin {
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue'
  $lines = @()
  [Console]::Out.WriteLine('ready ' + $PID + ' ' + (Get-Process -Id $PID).StartTime.ToUniversalTime().Ticks)
}
process { $lines += [string]$_ }
end {
  if (-not $lines -or $lines[-1] -ne 'go') { exit 9 }
  $given = @{}
  foreach ($line in $lines) {
    $kind, $name, $coded = $line.Split(' ')
    if ($kind -eq 'go') { continue }
    $bytes = [Convert]::FromBase64String($coded)
    if ($kind -eq 'secret') {
      $secret = New-Object Security.SecureString
      foreach ($one in [Text.Encoding]::UTF8.GetChars($bytes)) { $secret.AppendChar($one) }
      $given[$name] = $secret
    } elseif ($kind -eq 'text') { $given[$name] = [Text.Encoding]::UTF8.GetString($bytes) }
    else { $run = [Text.Encoding]::UTF8.GetString($bytes) }
  }
  if ($run -notmatch '^[A-Za-z]+-[A-Za-z]+$') { $run = [scriptblock]::Create($run) }
  try {
    foreach ($one in @(& $run @given)) {
      [Console]::Out.WriteLine('value ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes([string]$one)))
    }
  } catch { [Console]::Out.WriteLine('error ' + $_.FullyQualifiedErrorId) }
  [Console]::Out.WriteLine('end')
}
"""
# A process that began at another moment is another one.
_STOP: Final = r"""
param([string]$Id, [string]$Started)
$found = Get-Process -Id $Id -ErrorAction SilentlyContinue
if ($found -and [string]$found.StartTime.ToUniversalTime().Ticks -eq $Started) {
  Stop-Process -Id $Id -Force
  [int](-not $found.WaitForExit(5000))
} else { 0 }
"""
COMMAND: Final = " ".join(
    (
        "powershell.exe",
        "-NoProfile",
        "-NonInteractive",
        "-EncodedCommand",
        base64.b64encode(START.encode("utf-16-le")).decode("ascii"),
    )
)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One process that has said who it is, and waits for its lines; see `host.Prepared`."""

    running: Command
    given: Secret  # the lines: some hold a password
    attempt: str

    def invoke(self) -> Ran:
        """See `host.Prepared.invoke`."""
        try:
            self.running.write(self.given.reveal().encode("ascii"))
            self.running.end_input()
            said = self.running.ended().out
        except SshLost:
            said = ""
        finally:
            self.running.close()
        lines = [line.strip() for line in said.splitlines()]
        if _END not in lines:
            # Raised outside, so that no traceback leads to the driver's frames, which hold what was sent.
            raise NoAnswer
        return _read(lines)


class SshPowerShell:
    """A signed-in session over SSH; see `host.HostSession`."""

    def __init__(self, ssh: SshSession) -> None:
        """Take over a connection that has proved its host and let somebody in."""
        self._ssh = ssh

    @property
    def lost(self) -> bool:
        """See `host.HostSession.lost`."""
        return self._ssh.lost

    def prepare(self, script: str, parameters: Parameters) -> Prepared:
        """See `host.HostSession.prepare`: PowerShell is started, and waits."""
        try:
            running = self._ssh.start(COMMAND, seconds=_SECONDS)
            said = running.line(READY)
        except SshLost:
            raise NoAnswer from None
        if not said:
            running.close()
            raise NoAnswer
        return _Prepared(running, _lines(script, parameters), said.removeprefix(READY).strip())

    def end(self, attempt: str) -> bool:
        """See `host.HostSession.end`: of a process, known by its number and start."""
        number, _, started = attempt.partition(" ")
        return run(self, _STOP, {"Id": number, "Started": started}).number == 0

    def close(self) -> None:
        """See `host.HostSession.close`."""
        self._ssh.close()

    def abort(self) -> None:
        """See `host.HostSession.abort`."""
        self._ssh.abort()


class SshDoor:
    """SSH, with the host key that a person accepted; see `host.Door`."""

    identity = "host_key"

    def connect(self, endpoint: Endpoint, credential: Credential) -> HostSession:
        """See `host.Door.connect`: by key where the credential has one that is taken, else by password."""
        return SshPowerShell(Doorway(endpoint).connect(credential))

    def tries(self, endpoint: Endpoint, credential: Credential) -> ProbeResult:
        """See `host.Door.tries`: by password."""
        door = Doorway(endpoint)
        signed = door.by_password(credential.login, credential.password or Secret(""))
        if signed.session is not None:
            signed.session.close()
        if signed.word is Word.ACCEPTED:
            return ProbeResult(Answer.ACCEPTED, f"{credential.login} signed in on {endpoint.title}.")
        refusal = door.refusal(signed, credential.login, "password")
        if signed.word is Word.MORE:
            return ProbeResult(Answer.BLOCKED, refusal.message, refusal.code)
        rejected = signed.word is Word.REJECTED
        answer = Answer.REJECTED if rejected else Answer.UNKNOWN
        return ProbeResult(answer, refusal.message, refusal.code, spent=rejected)


def _lines(script: str, parameters: Parameters) -> Secret:
    parts = [("run", "-", script)]
    for name, value in parameters.items():
        if isinstance(value, Secret):
            parts.append(("secret", name, value.reveal()))
        else:
            parts.append(("text", name, value))
    lines = (" ".join((kind, name, _coded(text))) for kind, name, text in parts)
    return Secret("\n".join([*lines, _GO, ""]))


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _read(lines: list[str]) -> Ran:
    try:
        values = [
            base64.b64decode(line.removeprefix("value "), validate=True).decode()
            for line in lines
            if line.startswith("value ")
        ]
    except (binascii.Error, UnicodeDecodeError):
        raise NoAnswer from None
    errors = [line.removeprefix("error ").partition(",")[0] for line in lines if line.startswith("error ")]
    return Ran(tuple(values), tuple(errors))
