"""A new analysis: plain questions first, everything else behind "adjust"."""
