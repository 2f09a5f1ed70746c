"""Analyst Workbench: search a library of news articles, read side by side, mark and tag, cite."""

__version__ = "0.1.0"
