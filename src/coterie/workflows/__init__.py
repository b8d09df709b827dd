"""The corridor: one verb a file. It walks the datum from room to room and computes nothing."""
