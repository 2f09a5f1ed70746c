"""From the bytes of a source to an article, as decisions over its lines.

Pure: bytes and values in, values out. It knows nothing of files, of the library, or of who asks.
"""
