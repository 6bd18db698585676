"""What `bench/quality.py` can measure: each module here is a kind.

HELP: str                                         one line
add_arguments(parser: ArgumentParser) -> None     its own arguments, FILE and --out among them
run(arguments: Namespace) -> int                  exit code
table(data: Path) -> Iterable[Row]                rows for the table, the simplest baseline among them
"""
