"""A briefing to what a person sees (terminal, JSON, HTML, Discord), and there, once."""
