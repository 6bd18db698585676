"""One file for each step, in order; none is ever changed after a release."""
