"""What is done from the command line: import, export, the first manager, the demo newsroom."""
