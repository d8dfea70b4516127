"""How much of a paper is read: well above the largest council pack, and well below what a machine holds."""

LARGEST_TEXT = 24 * 2**20  # bytes of text or HTML; a pack of 1,000 pages holds about 4 MB
LONGEST_LINE = 2 * 2**20  # characters in one line of text
MOST_CELLS = 1_000_000  # cells of all the tables together
WIDEST_TABLE = 2_000  # columns
LARGEST_WORD_PART = 64 * 2**20  # bytes of one part of a Word document; 1,000 pages make about 30 MB
LONGEST_HEADING = 120  # characters of a bold line that may be a heading
MOST_PAGES = 5_000  # of a PDF
LARGEST_STREAM = 32 * 2**20  # bytes of one stream of a PDF once unpacked; a page of text has 50 kB
LARGEST_LZW = 256 * 2**10  # bytes of a stream packed in the old way, which may unpack a thousandfold
PAGE_SECONDS = 20  # a page that takes longer to draw is no page of a paper
MOST_LETTERS = 100_000  # on a page
MOST_RULES = 8_000  # lines drawn on a page; more are a picture
