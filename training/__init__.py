"""How the cleaner's model is learned from labelled pages; needs the dependency group `training`, the workbench itself does not."""
