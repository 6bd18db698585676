"""`briefbot`, or `python -m bot`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run what was asked for on the command line and exit with its code."""
    # What is imported stays: looking through it after every 700 new objects is a sixth of a start.
    gc.set_threshold(20_000)
    try:
        from bot.cli import run_command_line  # noqa: PLC0415 - takes a second, in which Ctrl-C is no bug either

        sys.exit(run_command_line(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
