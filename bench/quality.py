"""How well the bot judges: one file of one kind, or with no arguments a table of every set that is there.

    bench/quality.py                                  everything found below the development data
    bench/quality.py KIND FILE [--out PREDICTIONS.jsonl] [...]

Each kind is a module of `bench.kinds`, which says what a kind has. The predictions come from the code and the settings
that the bot runs; nothing is specialised by file.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, only bench/ would be found

from bench import kinds as measured
from bench.data import DATA
from bench.table import print_table


def main(arguments: list[str] | None = None) -> int:
    """Run one kind on one file, or all kinds on all the data there is."""
    parser = argparse.ArgumentParser(description="How well the bot judges.", prog="bench/quality.py")
    parser.add_argument("--data", type=Path, default=DATA, help="the development data")
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", help="without one: a table of every set that is found")
    names = sorted(module.name for module in pkgutil.iter_modules(measured.__path__))
    modules = {name: importlib.import_module(f"{measured.__name__}.{name}") for name in names}
    for name, module in modules.items():
        module.add_arguments(kinds.add_parser(name, help=module.HELP))
    given = parser.parse_args(arguments)
    if given.kind:
        code: int = modules[given.kind].run(given)
        return code
    if not given.data.is_dir():
        print(f"skipped: the development data is not at {given.data}")
        return 0
    for module in modules.values():
        print_table(module.HELP, module.table(given.data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
