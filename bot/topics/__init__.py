"""Which articles are about which topic, and why."""
