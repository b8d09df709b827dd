"""How sure are we? Statistics, intervals, resampling, false-discovery control, judging assignments on the future.

It judges assignments by name and never meets a method."""
