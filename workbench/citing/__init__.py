"""From an article's metadata to the text of a citation.

Pure. It knows no files and no clipboard. Text of an article that looks like markup is text: each format escapes it.
"""
