"""Documents in: Markdown, HTML, text, Word, PDF, Excel and CSV, each as one `formulas.paper.Paper`."""

from csptool.papers.reading import ReadPaper as ReadPaper
from csptool.papers.reading import paper_of as paper_of
from csptool.papers.reading import read_paper as read_paper
