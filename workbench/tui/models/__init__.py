"""The core of the interface, as pure functions and values: no Textual, no Rich, no input or output.

What a key does to a caret, where a row of text breaks, which styles a stretch of it has: all of it is tested without a screen.
"""
