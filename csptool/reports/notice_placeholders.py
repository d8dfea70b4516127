"""What an office's own notice may ask for: it is data, not program, and everything it asks for must be known.

A template may name placeholders, choose with `if`, and go through the changes with one `for`. Anything else that Jinja
could do (calls, arithmetic, loops in loops, includes) has no business in a notice and is refused before it is run.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from csptool.faults import Fault, Faults, fault, nearest
from csptool.labels import tidy
from csptool.notices import PLACEHOLDERS
from csptool.sheets.source import Source
from csptool.sheets.workbook import guard_parts

if TYPE_CHECKING:
    from jinja2.nodes import Template
    from jinja2.sandbox import SandboxedEnvironment

EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*.External.[^>]*>")
AMOUNTS = ("original", "change", "revised")


def refuse_unfit(template: Source) -> None:
    """Refuse what is no Word document, has macros or outside parts, or asks for what csptool does not fill in."""
    _refuse_parts(template)
    found = _parsed(template)
    loops, faults = _loops(found, template), list[Fault]()
    from jinja2 import nodes

    known = {*PLACEHOLDERS, *loops, "loop"}
    names = dict.fromkeys(node.name for node in found.find_all(nodes.Name) if node.ctx == "load")
    for name in names:
        if name not in known:
            remedy = f"use one of {nearest(name, PLACEHOLDERS)}"
            expected = "a placeholder that csptool fills"
            faults.append(Fault("unknown-placeholder", template.place, f"{{{{ {name} }}}}", expected, remedy))
    for node in found.find_all((nodes.Call, nodes.BinExpr, nodes.Macro, nodes.Include, nodes.Import, nodes.Extends)):
        what = type(node).__name__.lower()
        remedy = "keep to placeholders, if, and one for line in changes"
        faults.append(Fault("program", template.place, f"a {what} among the placeholders", "placeholders", remedy))
    if not faults and not {"change", "changes", "revised"} & set(names):
        remedy = "write {{ original }}, {{ change }} and {{ revised }} where the figures belong"
        found_, expected = "no placeholder for the amounts", "a notice with its figures"
        faults.append(Fault("placeholders", template.place, found_, expected, remedy))
    if faults:
        raise Faults(dict.fromkeys(faults))


def environment() -> SandboxedEnvironment:
    """Where templates are filled in: no functions, unknown names refused, labels escaped."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    return made


def unreadable(template: Source, error: Exception) -> Faults:
    """The fault that a template cannot be filled in, with what Jinja says of it."""
    why = tidy(str(error).partition("\n")[0]) or type(error).__name__
    remedy = "see the built-in one: csptool template notice"
    found = f"placeholders that cannot be read ({why})"
    return fault("placeholders", template.place, found, "placeholders such as {{ revised }}", remedy)


def _refuse_parts(template: Source) -> None:
    place, remedy = template.place, "save it as a .docx document in Word"
    no_document = fault("not-a-document", place, "a file that is no Word document", "a .docx document", remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(template.data)) as archive:
            guard_parts(template, archive.infolist())
            names = archive.namelist()
            relations = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        raise no_document from None
    if "word/document.xml" not in names:
        raise no_document
    if any("vbaProject" in name for name in names) or b"macroEnabled" in types:
        remedy = "save it as .docx, without macros"
        raise fault("macros", place, "a document with macros", "a document without any", remedy)
    if any(b"/hyperlink" not in match for match in EXTERNAL.findall(relations)):
        remedy = "put pictures into the document itself, and detach it from other templates"
        raise fault("outside-parts", place, "parts that are fetched from elsewhere", "a whole document", remedy)


def _parsed(template: Source) -> Template:
    """The document's text as Jinja reads it, headers and footers included."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    try:
        document = DocxTemplate(io.BytesIO(template.data))
        document.init_docx()
        text = document.patch_xml(document.get_xml())
        for uri in (document.HEADER_URI, document.FOOTER_URI):
            for _, part in document.get_headers_footers(uri):
                text += document.patch_xml(document.get_part_xml(part))
    except Exception:  # whatever a damaged document makes its readers raise
        remedy = "open it in Word and save it again as .docx"
        what = "a document that cannot be read"
        raise fault("not-a-document", template.place, what, "a Word document", remedy) from None
    try:
        return environment().parse(text)
    except TemplateError as error:
        raise unreadable(template, error) from None


def _loops(found: Template, template: Source) -> set[str]:
    """The names that loops give to the changes; refuses loops over anything else, and loops in loops."""
    from jinja2 import nodes

    names = set()
    for loop in found.find_all(nodes.For):
        over = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
        if over != "changes" or any(loop.find_all(nodes.For)) or not isinstance(loop.target, nodes.Name):
            remedy = "write {%tr for line in changes %} and {%tr endfor %} round the row of one change"
            raise fault("loop", template.place, "a loop over something else", "one for line in changes", remedy)
        names.add(loop.target.name)
    return names
