"""What stands around every page? The frame, the looks, the words for numbers, the pages of errors."""
