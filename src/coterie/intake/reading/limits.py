"""How much is too much? The stated limits of reading, in one place."""

MAX_COLUMNS = 2_000
MAX_FIELD = 1_000_000  # characters of one field
MAX_LINE = 16_000_000  # characters of one line
RAW_SHOWN = 2_000  # characters of a rejected record that are kept
BLOCK = 16_000_000  # bytes of text handled at a time: what bounds the memory
SAMPLE = 1_000_000  # bytes looked at to guess delimiter and header
SAMPLE_RECORDS = 2_000

UNPACK_RATIO = 250  # a gzip of plain text rarely passes 50
UNPACK_FREE = 1_000_000_000  # unpacked bytes below which the ratio is of no concern
UNPACK_MOST = 200_000_000_000

BOOK_RATIO = 100  # a workbook rarely passes 20
BOOK_FREE = 100_000_000
BOOK_MOST = 1_500_000_000
BOOK_ENTRIES = 10_000
SHEET_ROWS = 1_048_576  # what Excel itself can hold
SHEET_CELLS = 40_000_000
