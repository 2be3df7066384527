"""The door of the pamdesk command: what must answer at once is answered before anything else is loaded."""

import sys

from pamdesk import __version__


def run() -> int:
    """Carry out the command in sys.argv and return its exit code (`cli.exit_codes` has their meaning)."""
    if sys.argv[1:] == ["--version"]:
        return _version()
    try:
        from pamdesk.cli.program import carry_out
    except KeyboardInterrupt:  # Ctrl+C while the program is still being loaded
        sys.stderr.write("Stopped. Nothing was begun.\n")
        return 1
    except ModuleNotFoundError as error:
        from pamdesk.cli.set_up import absent_package, say_absent

        absent = absent_package(error)
        if not absent:
            raise
        return say_absent(absent, sys.argv[1:])
    return carry_out(sys.argv[1:])


def _version() -> int:
    """Print the version without loading anything; where that fails, the whole command says why."""
    try:
        sys.stdout.write(f"pamdesk {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):  # a full disk, a reader that went away, or no output at all
        from pamdesk.cli.program import carry_out

        return carry_out(sys.argv[1:])
    return 0
