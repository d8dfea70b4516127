"""How much of a paper is read. Each limit is well above the largest council pack and well below what a machine holds."""

LARGEST_TEXT = 24 * 2**20  # bytes of text or HTML; a pack of 1,000 pages holds about 4 MB
LONGEST_LINE = 2 * 2**20  # characters in one line of text
MOST_CELLS = 1_000_000  # cells of all the tables together
WIDEST_TABLE = 2_000  # columns
LARGEST_WORD_PART = 64 * 2**20  # bytes of one part of a Word document; 1,000 pages make about 30 MB
LONGEST_HEADING = 120  # characters of a bold line that may be a heading
