"""Filling in a template: tags of a Word document replaced by the fields of a report, by docxtpl.

A template is a file that people change and mail around, and the fields hold what strangers typed. So the zip passes the
same checks as a received workbook, nothing may point outside but links to click on, the tags run in a sandbox, and a
field is text only: it is written so that neither XML nor the template's language can see a sign of theirs in it.
"""

from __future__ import annotations

import hashlib
import io
import re
import traceback
import zipfile
from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cchc_xlsx.excel.read import LIMITS, Package, Unreadable, parse
from cchc_xlsx.model.received import Refused
from cchc_xlsx.model.report import SummaryReport, UnitReport
from cchc_xlsx.text import clean
from cchc_xlsx.values import dataclass
from cchc_xlsx.word.grid import mend_grids
from cchc_xlsx.word.page import ILLEGAL, without_clock

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_MAIN = "word/document.xml"
_LONGEST = 80  # characters of a paragraph told
_OUTSIDE = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
#: What would write without escaping, read other files, or fill the memory.
_NO_FILTERS = ("safe", "tojson", "urlize", "xmlattr", "attr")
_NO_GLOBALS = ("range", "lipsum", "cycler", "joiner", "namespace")
_NO_SIGNS = frozenset(("*", "**", "%"))


class Wrongness(StrEnum):
    """What can be wrong with a template."""

    NOT_A_DOCUMENT = "not_a_document"
    POINTS_OUTSIDE = "points_outside"
    SYNTAX = "syntax"  # a tag that is not closed, or not written right
    UNKNOWN = "unknown"  # a field that the report has not got
    FORBIDDEN = "forbidden"  # what templates may not do
    FAILED = "failed"  # anything else that goes wrong while filling in


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a template cannot be used: the paragraph where it stands ("": not known), and the name or sign meant."""

    wrong: Wrongness
    paragraph: str = ""
    detail: str = ""


def rendered(template: bytes, report: UnitReport | SummaryReport) -> bytes | Flaw:
    """Return a template with the fields of a report filled in, or what is wrong with it; never raises for a template.

    The same template and report give the same bytes. The document bears a mark by which `touched` tells whether
    somebody has written in it since.
    """
    flaw = _unfit(template)
    return flaw or _filled(template, {each.name: getattr(report, each.name) for each in fields(report)})


def touched(data: bytes) -> bool:
    """Tell whether a document is not as `rendered` left it: written in by somebody, or none of ours."""
    import docx

    try:
        marked = docx.Document(io.BytesIO(data)).core_properties.identifier
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return bool(marked != _mark(package.read(_MAIN)))
    except Exception:  # whatever it is, it is somebody's
        return True


def _mark(main: bytes) -> str:
    return f"cchc-{hashlib.sha256(main).hexdigest()[:16]}"


def _unfit(template: bytes) -> Flaw | None:
    """Return why a file is not opened as a template at all."""
    try:
        package = Package(template, LIMITS)
        for name in package:
            if name.endswith((".xml", ".rels")):
                xml = package.read(name, "part")
                parse(xml, name, lambda _tag, _attributes: None, lambda _tag: None, lambda _text: None)
                if name.endswith(".rels") and any(not _LINK.search(each) for each in _OUTSIDE.findall(xml)):
                    return Flaw(Wrongness.POINTS_OUTSIDE, detail=name)
    except Unreadable as error:
        return Flaw(Wrongness.NOT_A_DOCUMENT, detail=_told(error.refused))
    return None if _MAIN in package else Flaw(Wrongness.NOT_A_DOCUMENT)


def _told(refused: Refused) -> str:
    return refused.reason.value


def _filled(template: bytes, facts: dict[str, object]) -> bytes | Flaw:
    from docxtpl import DocxTemplate
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    source = ""

    class Tagged(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
        """A template that remembers which part it is at, to tell where a tag went wrong."""

        def render_xml_part(self, src_xml: str, *rest: Any) -> Any:
            nonlocal source
            source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)  # as docxtpl does: a paragraph a line
            return super().render_xml_part(src_xml, *rest)

    try:
        document = Tagged(io.BytesIO(template))
        document.render(facts, _environment(), autoescape=True)
        mend_grids(document.docx)
        return _signed(document)
    except TemplateSyntaxError as error:
        return Flaw(Wrongness.SYNTAX, _paragraph(source, error.lineno), _bare(error.message or ""))
    except UndefinedError as error:
        return Flaw(Wrongness.UNKNOWN, _paragraph(source, _line(error)), _named(str(error)))
    except SecurityError as error:
        return Flaw(Wrongness.FORBIDDEN, _paragraph(source, _line(error)))
    except Exception as error:  # what people write between the braces may go wrong in any way
        return Flaw(Wrongness.FAILED, _paragraph(source, _line(error)), type(error).__name__)


def _environment() -> SandboxedEnvironment:
    """Return the language of templates: no code of Python's, no files, and nothing that writes unescaped."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup, escape

    class Environment(ImmutableSandboxedEnvironment):
        intercepted_binops = _NO_SIGNS

        def call_binop(self, _context: object, operator: str, _left: object, _right: object) -> object:
            raise SecurityError(operator)

    def text(value: object) -> object:
        if isinstance(value, Markup | StrictUndefined):  # made within the template; or about to be told
            return value
        bare = "" if value is None else str(value).translate(ILLEGAL)
        return Markup(escape(bare).replace("{", Markup("&#123;")).replace("}", Markup("&#125;")))

    environment = Environment(undefined=StrictUndefined, finalize=text, autoescape=True)
    for name in _NO_FILTERS:
        del environment.filters[name]
    for name in _NO_GLOBALS:
        del environment.globals[name]
    return environment


def _signed(document: Any) -> bytes:
    """Return the bytes of a document with its mark, without a clock."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        mark = _mark(package.read(_MAIN))
    document.docx.core_properties.identifier = mark
    again = io.BytesIO()
    document.docx.save(again)
    return without_clock(again.getvalue())


def _named(message: str) -> str:
    """Return the name that jinja says is not there."""
    found = re.search(r"'([^']+)' is undefined|has no attribute '([^']+)'", message)
    return (found[1] or found[2]) if found else ""


def _line(error: Exception) -> int:
    """Return the line of the template where an error came up; 0 where it was not in the template."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else 0


def _paragraph(source: str, line: int) -> str:
    lines = source.splitlines()
    return _bare(re.sub(r"<[^>]+>", "", lines[line - 1])) if 0 < line <= len(lines) else ""


def _bare(text: str) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
