"""What people see in Discord: one module per noun; a command parses, asks an action, renders the answer."""
