"""`briefbot`, or `python -m bot`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run what was asked for on the command line and exit with its code."""
    try:
        from bot.cli import run_command_line  # noqa: PLC0415 - takes a second, in which Ctrl-C is no bug either

        sys.exit(run_command_line(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
