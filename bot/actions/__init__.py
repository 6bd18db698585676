"""What a person may ask, whoever passes the question on: a slash command, a button, the command line.

Each action takes what a person typed, as they typed it, and answers with plain values, or raises a
`PersonError` whose text can be shown to them. What needs the database runs in a thread, so that an event
loop is never kept waiting.
"""
