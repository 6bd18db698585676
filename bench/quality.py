"""How well the bot judges: one file of one kind, or with no arguments a table of every set that is there.

    bench/quality.py                                  everything found below the development data
    bench/quality.py KIND FILE [--out PREDICTIONS.jsonl] [...]

Each kind is a module of `bench.kinds` with

    HELP: str                                         one line
    add_arguments(parser: ArgumentParser) -> None     its own arguments, FILE and --out among them
    run(arguments: Namespace) -> int                  exit code
    table(data: Path) -> Iterable[Row]                rows for the table, the simplest baseline among them

The predictions come from the code and the settings that the bot runs; nothing is specialised by file.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a script, only bench/ would be found

from bench.kinds.table import print_table  # noqa: E402 - needs the path above

NO_KINDS = {"__init__", "table", "telling"}
KINDS = sorted({path.stem for path in (ROOT / "bench" / "kinds").glob("*.py")} - NO_KINDS)


def main(arguments: list[str] | None = None) -> int:
    """Run one kind on one file, or all kinds on all the data there is."""
    parser = argparse.ArgumentParser(description="How well the bot judges.", prog="bench/quality.py")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the development data")
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", help="without one: a table of every set that is found")
    modules = {name: importlib.import_module(f"bench.kinds.{name}") for name in KINDS}
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
