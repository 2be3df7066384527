"""The scripts that run on a Windows host (PowerShell 5.1). Names come as parameters, passwords as secure strings.

No password becomes a text of PowerShell: what the system's own functions need is copied by Marshal, and overwritten.
"""

from __future__ import annotations

from typing import Final

# What a host tells of itself and of one of its accounts, as one JSON text. Roots of LAPS: "Configure policy settings for
# Windows LAPS", Supported policy roots. UserFlags: ADS_USER_FLAG_ENUM.
TELL: Final = r"""
$ErrorActionPreference = 'Stop'
$me = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
$found = [ordered]@{
  language = [string]$ExecutionContext.SessionState.LanguageMode
  product = (Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\ProductOptions').ProductType
  administrator = $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}
if ($found.product -ne 'LanmanNT') {
  $machine = [ADSI]"WinNT://$env:COMPUTERNAME,computer"
  $found.threshold = [int]$machine.MaxBadPasswordsAllowed.Value
  $found.length = [int]$machine.MinPasswordLength.Value
  $user = Get-LocalUser -Name $Name -ErrorAction SilentlyContinue
  if ($user) {
    $entry = [ADSI]"WinNT://$env:COMPUTERNAME/$Name,user"
    $expires = $user.AccountExpires
    $found.user = [ordered]@{
      sid = $user.SID.Value
      source = [string]$user.PrincipalSource
      flags = [int]$entry.UserFlags.Value
      expires = $(if ($expires) { $expires.ToUniversalTime().ToString('o') } else { '' })
      expired = [bool]($expires -and $expires -lt (Get-Date))
      groups = @($entry.Groups() | ForEach-Object {
        $_.GetType().InvokeMember('Name', 'GetProperty', $null, $_, $null) } | Sort-Object)
    }
  }
  $found.laps = @(foreach ($root in @('Microsoft\Policies\LAPS', 'Microsoft\Windows\CurrentVersion\Policies\LAPS',
      'Microsoft\Windows\CurrentVersion\LAPS\Config', 'Policies\Microsoft Services\AdmPwd')) {
    $policy = Get-ItemProperty -LiteralPath "HKLM:\Software\$root" -ErrorAction SilentlyContinue
    if ($policy) {
      [ordered]@{
        root = $root
        on = [bool]($policy.BackupDirectory -or $policy.AdmPwdEnabled)
        account = [string]$(if ($policy.AdmPwdEnabled) { $policy.AdminAccountName } else { $policy.AdministratorAccountName })
        prefix = [string]$(if ($policy.AutomaticAccountManagementEnabled -and $policy.AutomaticAccountManagementTarget) {
          $policy.AutomaticAccountManagementNameOrPrefix })
      }
    } })
}
$told = ConvertTo-Json -Compress -Depth 4 -InputObject $found
"""
FACTS: Final = f"param([string]$Name)\n{TELL}$told\n"

# LogonUserW, of the kind network: it opens no desktop, loads no profile, and needs no right of the caller.
FUNCTIONS: Final = r"""
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
using System.Security;
public static class PamDeskAccounts {
  [DllImport("advapi32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool LogonUserW(string user, string domain, IntPtr password, int kind, int provider, out IntPtr token);
  [DllImport("kernel32.dll")]
  static extern bool CloseHandle(IntPtr handle);
  [DllImport("netapi32.dll", CharSet = CharSet.Unicode)]
  static extern int NetUserChangePassword(string domain, string user, IntPtr before, IntPtr after);
  public static int SignIn(string user, SecureString password) {
    IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(password);
    try {
      IntPtr token;
      if (!LogonUserW(user, ".", text, 3, 0, out token)) return Marshal.GetLastWin32Error();
      CloseHandle(token);
      return 0;
    } finally { Marshal.ZeroFreeGlobalAllocUnicode(text); }
  }
  public static int Change(string user, SecureString before, SecureString after) {
    IntPtr old = Marshal.SecureStringToGlobalAllocUnicode(before), made = IntPtr.Zero;
    try {
      made = Marshal.SecureStringToGlobalAllocUnicode(after);
      return NetUserChangePassword(Environment.MachineName, user, old, made);
    } finally {
      Marshal.ZeroFreeGlobalAllocUnicode(old);
      if (made != IntPtr.Zero) Marshal.ZeroFreeGlobalAllocUnicode(made);
    }
  }
}
'@
"""
SIGN_IN: Final = (
    f"param([string]$Name, [securestring]$Password)\n{FUNCTIONS}[PamDeskAccounts]::SignIn($Name, $Password)\n"
)
CHANGE_OWN: Final = (
    f"param([string]$Name, [securestring]$Before, [securestring]$Password)\n{FUNCTIONS}"
    "[PamDeskAccounts]::Change($Name, $Before, $Password)\n"
)
SET: Final = "Set-LocalUser"  # with the parameters Name and Password
