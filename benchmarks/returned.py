"""A folder with a large made-up campaign and what came back for it: as many filled workbooks as are asked for.

A few workbooks are filled and written whole; those of all other units are made of them by putting another unit's code
in the place of the first one's, in every part: each has an identity, a title, texts and bytes of its own. Some may be
made unusual: written as no program of ours writes them, though they say the same.
"""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

from cchc_xlsx.assigning import understood
from cchc_xlsx.batch import Folder, campaign_of, templates
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import cell
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import fill_unit

FIRST = 700_001  # code of the first unit, and a number that stands nowhere else in a workbook
KINDS = 24  # workbooks filled differently
FAULTY = 10  # one unit in so many has scores or explanations missing, and a score above its maximum


class _Template(Folder):
    @property
    def campaign(self) -> Path:
        return self.root


def campaign(units: int) -> Campaign:
    """Return the large made-up campaign of the package, with so many units."""
    large = campaign_of(_Template(templates()["bo-lon-gia-dinh"]))
    made_up = tuple(Unit(str(FIRST + n), f"Xã Giả Định {FIRST + n}", f"Khu vực {n % 3 + 1}") for n in range(units))
    return understood(replace(large, units=made_up))


def entries(made_up: Campaign, kind: int) -> list[Entry]:
    """Return what a unit enters: a score everywhere, a document for each, a reason for each loss; mostly no faults."""
    chance = random.Random(kind)
    year = made_up.settings.year
    found = []
    for number, criterion in enumerate(made_up.criteria.scored):
        whole = chance.random() < 0.85
        score = criterion.highest if whole else criterion.lowest
        reason = "" if whole else "Còn nhiệm vụ chưa hoàn thành đúng hạn."
        if kind % FAULTY == FAULTY - 1 and chance.random() < 0.05:
            score, reason = chance.choice((None, criterion.highest + 1)), ""
        found.append(
            Entry(
                criterion.code,
                score_of(cell(score), NOWHERE),
                evidence=f"Báo cáo của xã Giả Định {FIRST} về “{criterion.name[:40]}”, mục II",
                evidence_number=f"{chance.randint(1, 400)}/BC-UBND của {FIRST}",
                evidence_date=f"{number % 27 + 1:02}/{number % 10 + 1:02}/{year}",
                explanation=reason,
            )
        )
    return found


def another(data: bytes, code: int, *, unusual: bool = False) -> bytes:
    """Return the first unit's workbook as that of the unit of this code."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            part = old.read(member).replace(b"%d" % FIRST, b"%d" % code)
            if unusual:
                part = part.replace(b"<sheetData>", b"<sheetData><!-- -->").replace(b"<si><t>", b"<si ><t>")
            new.writestr(zipfile.ZipInfo(member.filename, member.date_time), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def make(root: Path, units: int, unusual: int = 0) -> Folder:
    """Make a campaign folder of so many units, each of which has sent its workbook; what is there already stays.

    One workbook in `unusual` is an unusual one, where that is not 0.
    """
    folder = Folder(root)
    done = root / f"{units}.made"
    if done.exists():
        return folder
    made_up = campaign(units)
    folder.received.mkdir(parents=True, exist_ok=True)
    folder.campaign.write_bytes(written(fill_campaign(made_up, "vi")))
    first = made_up.units[0]
    kinds = [written(fill_unit(made_up, first, "vi", entries=entries(made_up, k))) for k in range(min(KINDS, units))]
    for number, unit in enumerate(made_up.units):
        odd = bool(unusual) and number % unusual == 0
        data = another(kinds[number % len(kinds)], FIRST + number, unusual=odd)
        (folder.received / unit.file_name).write_bytes(data)
    done.touch()
    return folder
