"""A window of stories to a briefing: choose, quote, compare with what was told before."""
