"""What a person can do with a library, one file a use case: what the command line and the terminal interface talk to.

Each function takes the open `Workspace` first. Nothing here prints, draws or parses arguments.
"""
