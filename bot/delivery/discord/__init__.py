"""A briefing, an answer, a list as Discord shows them, and sent there, once; every limit of Discord."""
