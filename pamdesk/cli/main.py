"""The door of the pamdesk command: what must answer at once is answered before anything else is loaded."""

import sys

from pamdesk import __version__


def run() -> int:
    """Carry out the command in sys.argv and return its exit code (`cli.exit_codes` has their meaning)."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"pamdesk {__version__}\n")
        return 0
    from pamdesk.cli.program import carry_out

    return carry_out(sys.argv[1:])
