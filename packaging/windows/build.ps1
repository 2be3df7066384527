# Builds PamDesk for Windows into dist\pamdesk, and packs it as dist\pamdesk-windows.zip.
#
# UNTRIED: written for Windows 11 with Python 3.11 from python.org, and never run there yet.
#
# powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1

$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

# A program's exit code is no error to PowerShell by itself.
function Invoke-Checked {
    $command, $rest = $args
    & $command @rest
    if ($LASTEXITCODE -ne 0) { throw "$command ended with exit code $LASTEXITCODE." }
}

$python = "build\venv\Scripts\python.exe"
if (-not (Test-Path $python)) { Invoke-Checked py -3 -m venv build\venv }
Invoke-Checked $python -m pip --quiet --disable-pip-version-check install --no-deps --only-binary ":all:" --require-hashes -r requirements.lock
Invoke-Checked $python packaging\build.py
Invoke-Checked dist\pamdesk\pamdesk.exe --version
Compress-Archive -Force -Path dist\pamdesk -DestinationPath dist\pamdesk-windows.zip
Write-Output "dist\pamdesk-windows.zip is ready. It is not signed."
