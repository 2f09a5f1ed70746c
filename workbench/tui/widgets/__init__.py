"""The parts a screen is made of; each draws, and posts messages, and opens no file."""
