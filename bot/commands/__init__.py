"""What the command line can do, one module for each group: settings → one action → what it answers, printed."""
