"""Everything that is shown or written: figures, pages, files."""
