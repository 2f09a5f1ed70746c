"""The command line: parses, calls the workspace, prints. No logic of its own."""
