"""Jobs for tests: they count, wait, eat memory and die, and what became of each is written into the chain of events."""
