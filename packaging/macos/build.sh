#!/bin/sh
# Builds PamDesk for macOS into dist/pamdesk and dist/PamDesk.app, and packs the latter as dist/PamDesk-macos.zip.
#
# UNTRIED: written for macOS 14 with Python 3.11 from python.org, and never run there yet.
#
# sh packaging/macos/build.sh
set -eu
cd "$(dirname "$0")/../.."

python=build/venv/bin/python
[ -x "$python" ] || python3 -m venv build/venv
"$python" -m pip --quiet --disable-pip-version-check install --no-deps --only-binary :all: --require-hashes -r requirements.lock
"$python" packaging/build.py
dist/pamdesk/pamdesk --version
# ditto keeps what zip loses: the links and permissions inside a bundle.
ditto -c -k --keepParent dist/PamDesk.app dist/PamDesk-macos.zip
echo "dist/PamDesk-macos.zip is ready. It is neither signed nor notarised."
