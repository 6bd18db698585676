"""What the command line can do, one module for each group: settings → one action → what it answers, printed.

A command imports what it needs when it is asked for: `briefbot --help` must not wait two seconds for the whole bot.
"""
