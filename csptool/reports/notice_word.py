"""Notices as Word documents: from the built-in template or an office's own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from csptool.faults import fault
from csptool.notices import Worded
from csptool.reports.notice_placeholders import AMOUNTS, environment, unreadable
from csptool.reports.word_parts import saved
from csptool.sheets.source import Source

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

LONGEST_PART = 60  # characters of the reference, and of the area, in a file's name
TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")


def documents(made: Sequence[Worded], template: Source | None) -> dict[str, bytes]:
    """Every notice's file name and bytes. Refuses an office's own template that cannot be filled in."""
    if template is None:
        return {_name(each): _filled(built_in(), each.context) for each in made}
    try:
        files = {_name(each): _filled(template.data, each.context) for each in made}
    except Exception as error:  # a template may fail in any way that an expression can
        raise unreadable(template, error) from None
    for each, data in zip(made, files.values(), strict=True):
        _refuse_unshown(template, each, data)
    return files


def built_in() -> bytes:
    """The built-in template, a plain notice of one page, to be used as it is or changed in Word."""
    from csptool.reports.notice_template import template

    return saved(template())


def _filled(data: bytes, context: Mapping[str, Any]) -> bytes:
    from docxtpl import DocxTemplate

    document: DocxTemplate = DocxTemplate(io.BytesIO(data))
    document.render(dict(context), environment(), autoescape=True)
    return saved(document)


def _refuse_unshown(template: Source, each: Worded, data: bytes) -> None:
    """Refuse a template whose amounts are filled in where Word does not show them."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml")]
    shown = "".join("".join(TEXT.findall(text)) for text in xml)
    if not any(str(each.context[name]) in shown for name in AMOUNTS):
        remedy = "write the placeholders as plain text, {{ revised }} and not {{r revised }}"
        raise fault("placeholders", template.place, "amounts that Word would not show", "figures to be read", remedy)


def _name(each: Worded) -> str:
    reference, area = _plain(each.reference)[-LONGEST_PART:], _plain(each.notice.area)[:LONGEST_PART]
    return f"{reference.strip(' .-')} {area.strip(' .-')}.docx"  # the number, which tells them apart, is at the end


def _plain(name: str) -> str:
    """A name that any system takes for a file: letters, figures and a few marks.

    >>> _plain("CVN/2024-25/01"), _plain("../Oadby & Wigston")
    ('CVN-2024-25-01', 'Oadby & Wigston')
    """
    words = re.sub(r"[^\w .,'&()-]+", " ", re.sub(r"[/\\:]+", "-", name))
    return " ".join(words.split()).strip(" .-") or "notice"
