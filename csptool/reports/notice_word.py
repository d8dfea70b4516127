"""Notices as Word documents: from the built-in template or an office's own, and an index of them all.

A template is a Word document with placeholders in double braces. It is data, not program: it is filled in within
Jinja's sandbox, and one with macros or with parts fetched from elsewhere is refused.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from csptool.faults import Fault, Faults, fault, nearest
from csptool.labels import tidy
from csptool.notices import PLACEHOLDERS, Worded
from csptool.sheets.source import Source
from csptool.sheets.workbook import guard_parts

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

FIXED_DATE = datetime.datetime(2000, 1, 1)  # two runs on one input give the same words
EXTERNAL = re.compile(rb'<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>')


def documents(made: Sequence[Worded], template: Source | None) -> dict[str, bytes]:
    """Every notice's file name and bytes. Refuses an office's own template that cannot be filled in."""
    if template is None:
        return {_name(each): _filled(built_in(), each.context) for each in made}
    try:
        return {_name(each): _filled(template.data, each.context) for each in made}
    except Exception as error:  # a template may fail in any way that an expression can
        raise _unreadable(template, error) from None


def refuse_unfit(template: Source) -> None:
    """Refuse what is no Word document, has macros or outside parts, or placeholders that csptool does not fill."""
    place = template.place
    try:
        with zipfile.ZipFile(io.BytesIO(template.data)) as archive:
            guard_parts(template, archive.infolist())
            names = archive.namelist()
            relations = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        remedy = "save it as a .docx document in Word"
        raise fault("not-a-document", place, "a file that is no Word document", "a .docx document", remedy) from None
    if "word/document.xml" not in names:
        remedy = "save it as a .docx document in Word"
        raise fault("not-a-document", place, "a file that is no Word document", "a .docx document", remedy)
    if any("vbaProject" in name for name in names):
        remedy = "save it as .docx, without macros"
        raise fault("macros", place, "a document with macros", "a document without any", remedy)
    if any(b"/hyperlink" not in match for match in EXTERNAL.findall(relations)):
        remedy = "put pictures into the document itself, and detach it from other templates"
        raise fault("outside-parts", place, "parts that are fetched from elsewhere", "a whole document", remedy)
    _refuse_placeholders(template)


def _refuse_placeholders(template: Source) -> None:
    from jinja2 import TemplateError

    environment, place = _environment(), template.place
    try:
        used = _opened(template.data).get_undeclared_template_variables(environment)
    except (TemplateError, KeyError, ValueError) as error:
        raise _unreadable(template, error) from None
    faults = [
        Fault("unknown-placeholder", place, f"{{{{ {name} }}}}", "a placeholder that csptool fills", _near(name))
        for name in sorted(used - set(PLACEHOLDERS))
    ]
    if faults:
        raise Faults(faults)
    if not used & {"change", "changes", "revised"}:
        remedy = "write {{ original }}, {{ change }} and {{ revised }} where the figures belong"
        raise fault("placeholders", place, "no placeholder for the amounts", "a notice with its figures", remedy)


def _unreadable(template: Source, error: Exception) -> Faults:
    why = tidy(str(error).partition("\n")[0]) or type(error).__name__
    remedy = "see the built-in one: csptool template notice"
    found = f"placeholders that cannot be read ({why})"
    return fault("placeholders", template.place, found, "placeholders such as {{ revised }}", remedy)


def _name(each: Worded) -> str:
    return f"{_plain(each.reference)} {_plain(each.notice.area)}.docx"


def _near(name: str) -> str:
    return f"use one of {nearest(name, PLACEHOLDERS)}"


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _opened(data: bytes) -> DocxTemplate:
    from docxtpl import DocxTemplate

    opened = DocxTemplate(io.BytesIO(data))
    opened.init_docx()
    return opened


def _filled(data: bytes, context: Mapping[str, Any]) -> bytes:
    document = _opened(data)
    document.render(dict(context), _environment(), autoescape=True)
    return saved(document)


def saved(document: Any) -> bytes:
    """A document's bytes, the same for the same words: no clock in its properties or in its parts."""
    out, again = io.BytesIO(), io.BytesIO()
    properties = document.core_properties if hasattr(document, "core_properties") else document.docx.core_properties
    properties.created = properties.modified = FIXED_DATE
    document.save(out)
    with zipfile.ZipFile(out) as parts, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            stamp = zipfile.ZipInfo(part.filename, FIXED_DATE.timetuple()[:6])
            fixed.writestr(stamp, parts.read(part), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def _plain(name: str) -> str:
    """A name that any system takes for a file: letters, figures, dots, hyphens and spaces.

    >>> _plain("CVN/2024-25/01"), _plain("../Oadby & Wigston")
    ('CVN-2024-25-01', 'Oadby Wigston')
    """
    words = re.sub(r"[^\w .-]+", " ", re.sub(r"[/\\:]+", "-", name))
    return " ".join(words.split()).strip(" .-") or "notice"


def built_in() -> bytes:
    """The built-in template, a plain notice of one page, to be used as it is or changed in Word."""
    from csptool.reports.notice_template import template

    return saved(template())
