"""`briefbot`, or `python -m bot`."""

from __future__ import annotations

import sys

from bot.cli import run_command_line


def main() -> None:
    """Run what was asked for on the command line and exit with its code."""
    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
