"""What the files of a library mean. `docs/formats.md` describes them, `docs/durability.md` the order they are written in."""
