"""How files are read and written, whatever they mean; the only code of the workbench that opens a file for writing."""
