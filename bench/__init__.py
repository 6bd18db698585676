"""Speeds and qualities, printed as tables; run with `make bench`."""
