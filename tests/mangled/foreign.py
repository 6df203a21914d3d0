"""Elements of other programs that look like ours."""

from __future__ import annotations

from tests.mangled.parts import AREA_1
from tests.mangled.registry import EMPTY, mangled


@mangled()
def cells_of_an_extension(parts):
    """An element of another program's that is called `c`, outside the table of cells: it is none of the sheet's."""
    foreign = '<extLst><ext uri="{x}" xmlns:n="urn:new"><n:c r="G8"><n:v>1</n:v></n:c></ext></extLst>'
    parts.change(AREA_1, "</worksheet>", f"{foreign}</worksheet>")


@mangled("S01", changed={"1.1": EMPTY})
def a_score_hidden_outside_the_table(parts):
    """No program shows what stands behind the table of cells; it must not count."""
    parts.score("")
    parts.change(AREA_1, "</worksheet>", '<extLst><ext><c r="G8"><v>40</v></c></ext></extLst></worksheet>')
