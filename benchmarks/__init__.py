"""Measured, one file a claim, against something a reader knows: ratios in one run, printed, never asserted."""
