"""Where `workbench.text.spreadsheets` was; `workspace.evidence` still asks here."""

from workbench.text.spreadsheets import table

__all__ = ["table"]
