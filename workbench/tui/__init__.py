"""The terminal interface: draws what the workspace knows, and asks it for everything; reads and writes no file itself."""
