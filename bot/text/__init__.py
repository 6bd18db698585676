"""Pure language tools: no network, no disk, no clock, nothing of Briefbot's own domain but spans."""
