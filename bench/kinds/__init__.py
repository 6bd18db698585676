"""What `bench/quality.py` can measure, a module a kind; each has `HELP`, `add_arguments` and `run`."""
