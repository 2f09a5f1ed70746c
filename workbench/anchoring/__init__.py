"""From places in a text to selectors that find them again, and back: pure functions, no files."""
