"""What the workbench talks about, as frozen values: no I/O, no behaviour beyond what the values themselves imply."""
