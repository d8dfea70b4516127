"""Small papers of every format, made in memory."""

from __future__ import annotations

import io
import zipfile
import zlib

from csptool.papers import paper_of
from csptool.sheets.source import Source
from formulas.paper import Paper, Table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paper(content: str | bytes, name: str = "paper.txt") -> Paper:
    return paper_of(Source(name, content.encode() if isinstance(content, str) else content))


def grid(table: Table) -> list[list[str]]:
    return [["" if cell.spread else cell.text for cell in row] for row in table.rows]


def word(body: str, **parts: str) -> bytes:
    """A .docx with the given body; other parts by name, such as `styles`."""
    head = f'<w:document xmlns:w="{WORD}"><w:body>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{head}{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def p(*runs: str, properties: str = "") -> str:
    inside = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inside}</w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(row if row.startswith("<w:tr") else f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


Mark = tuple[float, float, str] | tuple[float, float, str, float]  # from the left, from the foot, words, size


def pdf(*pages: list[Mark] | bytes) -> bytes:
    """A PDF whose pages hold words at their places, right-aligned where a word starts with `>`; or given drawing."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]
    for n, page in enumerate(pages):
        packed = zlib.compress(page if isinstance(page, bytes) else b"\n".join(map(_drawn, page)))
        resources = b"/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents %d 0 R>>" % (resources, 5 + 2 * n))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    return filed(objects)


def filed(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def _drawn(mark: Mark) -> bytes:
    left, foot, words = mark[:3]
    size = mark[3] if len(mark) > 3 else 10
    if words.startswith(">"):  # Courier is 0.6 of its height wide
        words = words[1:]
        left -= 0.6 * size * len(words)
    safe = words.replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, left, foot, safe)


def ruled(rows: list[list[str]], edges: list[float], top: float, height: float = 20) -> bytes:
    """The drawing of a table with ruled cells; a cell given as `<` belongs to the one on its left."""
    out = []
    for n, row in enumerate(rows):
        foot = top - (n + 1) * height
        starts = [k for k, text in enumerate(row) if text != "<"]
        for k, start in enumerate(starts):
            end = starts[k + 1] if k + 1 < len(starts) else len(row)
            out.append(b"%g %g %g %g re S" % (edges[start], foot, edges[end] - edges[start], height))
            lines = row[start].split("\n")
            for m, line in enumerate(lines):
                out.append(_drawn((edges[start] + 3, top - n * height - 9 * (m + 1), line, 8)))
    return b"\n".join(out)
