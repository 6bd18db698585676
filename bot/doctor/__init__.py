"""Is everything as it must be? Looks, changes nothing, and says what to do; may run beside the bot."""
