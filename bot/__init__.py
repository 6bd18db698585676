"""Briefbot: sourced daily briefings for Discord. The path of the data is drawn in `bot.pipeline`."""
