"""The screens: what is where, and who hears a key."""
