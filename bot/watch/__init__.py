"""How the bot fares, for whoever runs it: lines in the log, numbers for Prometheus, answers to "are you well?"."""
