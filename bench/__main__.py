"""How fast the bot is, as tables: `make bench`, or parts of it by name.

    python -m bench [PART ...]

Each part is a module of its own and runs in a process of its own, so that none warms another; alone it takes arguments
(`python -m bench.size 1000000`). On a machine that does something else beside, only ratios of one run mean anything.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence

PARTS = {
    "starting": "from a command to its answer; the first reading of real feeds",
    "reading": "polls of real feeds, beside the library `reader`",
    "matching": "20,000 aliases in one pass, beside the barest automaton",
    "grouping": "articles into the stories of seven days, beside title rules and TF-IDF",
    "pages": "articles from their pages: how well and how fast",
    "size": "/brief and /search over 100,000 articles, on both databases",
    "many": "six thousand feeds for a simulated hour",
    "answering": "people's first answers while 9,000 feeds are read, on both databases",
}


def main(given: Sequence[str]) -> int:
    """Run these parts, or all; 1 where one failed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(["parts:", *(f"  {part:<11} {what}" for part, what in PARTS.items())]),
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="which to run; all, in their order, where none is named"
    )
    parts = parser.parse_args(given).parts or list(PARTS)
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    failed = []
    for part in parts:
        print(f"\n{part}: {PARTS[part]}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{part}"], check=False).returncode:
            failed.append(part)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
