"""The door of the pamdesk command: what must answer at once is answered before anything else is loaded."""

import sys

from pamdesk import __version__


def run() -> int:
    """Carry out the command in sys.argv and return its exit code (0 done, 2 usage)."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"pamdesk {__version__}\n")
        return 0
    sys.stderr.write("This version of pamdesk knows only --version.\n")
    return 2
