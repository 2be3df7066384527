"""`python -m pamdesk` is the `pamdesk` command."""

import sys

from pamdesk.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
