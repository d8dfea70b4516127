"""PDF papers in: each page's words and ruled tables by pdfplumber, under limits of size, pages and time."""

from __future__ import annotations

import contextlib
import io
import time
import types
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from csptool.faults import Faults, fault
from csptool.papers.limits import LARGEST_LZW, LARGEST_STREAM, MOST_LETTERS, MOST_PAGES, PAGE_SECONDS
from csptool.papers.pdf_blocks import blocks_of
from csptool.papers.pdf_page import SeenPage, seen
from csptool.sheets.source import Source
from formulas.paper import Paragraph, Table

A_PDF = "a PDF with a text layer"
CLEARED_AFTER = 25  # pages, after which what pdfminer remembers of them is let go


class TooMuch(Exception):
    """Raised inside the library when a PDF asks for more than a paper ever does."""


def read_pdf(source: Source, notes: list[str]) -> Iterator[Paragraph | Table]:
    """The blocks of a PDF, each with its page. Refuses scanned, locked and damaged ones, and bombs."""
    pages = _pages(source)
    blank = [page.number for page in pages if not page.lines and not page.tables and page.pictured]
    if blank and len(blank) == len([page for page in pages if page.lines or page.tables or page.pictured]):
        remedy = "have its text recognised (OCR), or ask for the document that it was made from"
        raise fault("scanned", source.place, "a scanned PDF, pictures of pages without text", A_PDF, remedy)
    if blank:
        listed = ", ".join(map(str, blank[:10])) + (" and others" if len(blank) > 10 else "")
        one = len(blank) == 1
        notes.append(
            f"Page{'' if one else 's'} {listed} of {source.name} {'is a picture' if one else 'are pictures'} "
            "without text and could not be read."
        )
    return blocks_of(pages)


def _pages(source: Source) -> list[SeenPage]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with _bounded(), contextlib.closing(pdfplumber.open(io.BytesIO(source.data))) as pdf:
            return list(_each_page(source, pdf))
    except Faults:
        raise
    except Exception as error:
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, TooMuch | MemoryError | RecursionError):
            remedy = "print the pages that are to be checked to a new PDF"
            found = str(cause) or "a PDF that unpacks to far more than a paper holds"
            raise fault("pdf-bomb", source.place, found, A_PDF, remedy) from None
        if isinstance(cause, PDFPasswordIncorrect):
            remedy = "save it without the password"
            raise fault("encrypted", source.place, "a PDF locked with a password", A_PDF, remedy) from None
        remedy = "open it and print it to a new PDF"
        raise fault("damaged", source.place, "a damaged PDF", f"{A_PDF} that opens", remedy) from None


def _each_page(source: Source, pdf: Any) -> Iterator[SeenPage]:
    from pdfminer.layout import LTChar
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.page import Page as WholePage

    class Page(WholePage):  # type: ignore[misc, unused-ignore]
        """A page that keeps of each letter only what its words need: half of the time goes into the rest."""

        def process_object(self, obj: Any) -> dict[str, Any]:
            if not isinstance(obj, LTChar):
                return dict(super().process_object(obj))
            left, foot = self.mediabox[0], self.height + self.mediabox[1]
            name, top = obj.fontname, foot - obj.y1
            return {
                "object_type": "char", "text": obj.get_text(), "size": obj.size, "upright": obj.upright,
                "fontname": name if isinstance(name, str) else repr(name), "width": obj.width, "height": obj.height,
                "x0": obj.x0 + left, "x1": obj.x1 + left, "top": top, "bottom": foot - obj.y0, "doctop": top,
            }  # fmt: skip

    number = 0
    for number, found in enumerate(islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1), 1):
        if number > MOST_PAGES:
            remedy = "print the pages that are to be checked to a new PDF"
            raise fault("too-large", source.place, f"more than {MOST_PAGES:,} pages", A_PDF, remedy)
        page: Any = Page(pdf, found, page_number=number)
        page._layout = _drawn(pdf, page)
        yield seen(page)
        page.close()
        if number % CLEARED_AFTER == 0:
            pdf.doc._cached_objs.clear()
    if not number:
        raise fault("damaged", source.place, "a PDF without pages", A_PDF, "open it and print it to a new PDF")


def _drawn(pdf: Any, page: Any) -> Any:
    """The letters and lines of a page, as pdfplumber gets them, but under a limit of time and number."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    until = time.monotonic() + PAGE_SECONDS

    class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc, unused-ignore]
        letters = 0

        def checked(self, letters: int = 0) -> None:
            self.letters += letters
            if self.letters > MOST_LETTERS or time.monotonic() > until:
                raise TooMuch(f"on page {page.page_number} more than a page holds")

        def render_char(self, *given: Any, **named: Any) -> Any:
            self.checked(1)
            return super().render_char(*given, **named)

        def begin_figure(self, *given: Any, **named: Any) -> None:
            self.checked()
            super().begin_figure(*given, **named)

        def paint_path(self, *given: Any, **named: Any) -> None:
            self.checked()
            super().paint_path(*given, **named)

    device = Device(pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    PDFPageInterpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Let pdfminer unpack no stream beyond the limit: it would otherwise unpack each as far as memory goes."""
    from pdfminer import pdftypes

    library: Any = pdftypes
    kept = library.zlib, library.lzwdecode, library.decompress_corrupted
    library.zlib = types.SimpleNamespace(decompress=_unpacked, error=zlib.error, decompressobj=zlib.decompressobj)
    library.lzwdecode = lambda data: kept[1](_short(data))
    library.decompress_corrupted = _unpacked_as_far_as_it_goes
    try:
        yield
    finally:
        library.zlib, library.lzwdecode, library.decompress_corrupted = kept


def _unpacked(data: bytes) -> bytes:
    packed = zlib.decompressobj()
    found = packed.decompress(data, LARGEST_STREAM)
    if packed.unconsumed_tail:
        raise TooMuch("a PDF that unpacks to far more than a paper holds")
    if not packed.eof:
        raise zlib.error("incomplete stream")
    return found


def _unpacked_as_far_as_it_goes(data: bytes) -> bytes:
    packed, found = zlib.decompressobj(), b""
    with contextlib.suppress(zlib.error):
        found = packed.decompress(data, LARGEST_STREAM)
    return found


def _short(data: bytes) -> bytes:
    if len(data) > LARGEST_LZW:
        raise TooMuch("a PDF that unpacks to far more than a paper holds")
    return data
