"""From excerpts to the formats of other programs, and back: text or bytes to a `Project`, a `Project` to text or bytes; no files."""
