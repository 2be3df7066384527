"""The scripts that the agent of a Windows host runs as SYSTEM. None holds a secret: the new password comes in an envelope.

The envelope's key lies in a folder of its own in the profile of SYSTEM, sealed for SYSTEM (DPAPI). Whoever renames it
first has it: the change, which holds it open as long as it lasts, or whoever asks what became of the change, which then
can never be made. A command that the agent runs twice finds no key the second time.
"""

from __future__ import annotations

import base64
from typing import Final

from pamdesk.targets.ssm.envelope import KEY_BITS, OPENS_SECONDS
from pamdesk.targets.ssm.place import GONE
from pamdesk.targets.windows.scripts import FUNCTIONS, SET, TELL

_START: Final = r"""
$ErrorActionPreference = 'Stop'
$Name = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('@LOGIN@'))
$place = Join-Path ([Environment]::GetFolderPath('LocalApplicationData')) 'PamDesk\@TOKEN@'
"""

_TELL: Final = (
    TELL + "'facts=' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($told))\n"
    "if ([Security.Principal.WindowsIdentity]::GetCurrent().IsSystem) { 'system=yes' }\n"
)

# The clock counts from the start of the host, and nobody sets it.
_MAKE_KEY: Final = rf"""
$root = Split-Path $place
[void][IO.Directory]::CreateDirectory($place)
Get-ChildItem -LiteralPath $root -Directory | Where-Object {{ $_.LastWriteTimeUtc -lt [DateTime]::UtcNow.AddHours(-1) }} |
  Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
Add-Type -AssemblyName System.Security
$rsa = New-Object Security.Cryptography.RSACng {KEY_BITS}
$made = [Text.Encoding]::UTF8.GetBytes($rsa.ToXmlString($true))
[IO.File]::WriteAllBytes("$place\new", [Security.Cryptography.ProtectedData]::Protect($made, $null, 'CurrentUser'))
[IO.File]::WriteAllText("$place\made", [string][Diagnostics.Stopwatch]::GetTimestamp())
[IO.File]::Move("$place\new", "$place\key")
$public = $rsa.ExportParameters($false)
'modulus=' + [Convert]::ToBase64String($public.Modulus)
'exponent=' + [Convert]::ToBase64String($public.Exponent)
"""

_OPEN: Final = rf"""
try {{
  $held = [IO.File]::Open("$place\key", 'Open', 'ReadWrite', 'Delete')
  [IO.File]::Move("$place\key", "$place\opened")
}} catch {{ 'opened={GONE}'; exit 3 }}
$ticks = [Diagnostics.Stopwatch]::GetTimestamp() - [long][IO.File]::ReadAllText("$place\made")
$age = $ticks / [Diagnostics.Stopwatch]::Frequency
if ($age -lt 0 -or $age -gt {OPENS_SECONDS}) {{ 'opened=late'; exit 3 }}
try {{
  Add-Type -AssemblyName System.Security
  $bytes = New-Object byte[] $held.Length
  [void]$held.Read($bytes, 0, $bytes.Length)
  $held.SetLength(0)
  $rsa = New-Object Security.Cryptography.RSACng
  $rsa.FromXmlString([Text.Encoding]::UTF8.GetString(
    [Security.Cryptography.ProtectedData]::Unprotect($bytes, $null, 'CurrentUser')))
  $plain = $rsa.Decrypt([Convert]::FromBase64String('@ENVELOPE@'),
    [Security.Cryptography.RSAEncryptionPadding]::OaepSHA256)
}} catch {{ 'opened=wrong'; exit 3 }}
$password = New-Object Security.SecureString
foreach ($one in [Text.Encoding]::UTF8.GetChars($plain)) {{ $password.AppendChar($one) }}
[Array]::Clear($plain, 0, $plain.Length)
"""

_CHANGE: Final = rf"""
try {{ {SET} -Name $Name -Password $password; 'result=0' }}
catch {{ 'result=' + $_.FullyQualifiedErrorId; exit 4 }}
"""

_COMPARE: Final = rf"""
$held.Dispose()
Remove-Item -LiteralPath $place -Recurse -Force -ErrorAction SilentlyContinue
{FUNCTIONS}
'check=' + [PamDeskAccounts]::SignIn($Name, $password)
"""

_END: Final = rf"""
try {{ [IO.File]::Move("$place\key", "$place\void") }} catch {{ }}
if (Test-Path -LiteralPath "$place\void") {{ 'fate=void'; exit 0 }}
if (-not (Test-Path -LiteralPath "$place\opened")) {{ 'fate={GONE}'; exit 0 }}
try {{
  [IO.File]::Open("$place\opened", 'Open', 'ReadWrite', 'None').Dispose()
  'fate=over'
}} catch {{ 'fate=running' }}
"""


def look(login: str) -> str:
    """See `Scripts.look`."""
    return _placed(login, "", _TELL)


def look_and_make_key(login: str, token: str) -> str:
    """See `Scripts.look_and_make_key`."""
    return _placed(login, token, _MAKE_KEY + _TELL)


def make_key(token: str) -> str:
    """See `Scripts.make_key`."""
    return _placed("", token, _MAKE_KEY)


def change(login: str, token: str, envelope: str) -> str:
    """See `Scripts.change`."""
    return _placed(login, token, _OPEN + _CHANGE, envelope)


def compare(login: str, token: str, envelope: str) -> str:
    """See `Scripts.compare`."""
    return _placed(login, token, _OPEN + _COMPARE, envelope)


def end(token: str) -> str:
    """See `Scripts.end`."""
    return _placed("", token, _END)


def _placed(login: str, token: str, script: str, envelope: str = "") -> str:
    """Fill in what differs: letters and digits only, into which PowerShell reads nothing."""
    name = base64.b64encode(login.encode()).decode("ascii")
    return (
        (_START + script).replace("@LOGIN@", name).replace("@TOKEN@", token).replace("@ENVELOPE@", envelope)
    )
