"""The commands: thin doors that read arguments, call the rooms and print what comes back."""
