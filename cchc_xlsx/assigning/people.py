"""Who stands in a row of an appendix: one person or body, several, or a group whose people stand in the remark.

Bodies stand apart by `;` or line breaks; a line that begins with a small letter goes on with the one above it. A comma
divides only what are surely two bodies, for it stands within names as well (“Nguyễn Văn A, Phó Chủ tịch”): both sides
begin with the same word (“Trường THCS, Trường Tiểu học”), or both with the word of a body (“HĐND, Ban thanh tra”). In
the remark of a group every comma divides. Who is marked “(chủ trì)” leads, else the one who is named first;
“(phối hợp)” sets somebody last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_xlsx.text import clean, fold, pattern
from cchc_xlsx.values import dataclass

#: How the names of bodies begin, folded.
_BODIES = (
    "ban", "bo phan", "ca xa", "cac truong", "chi bo", "chi cuc", "chi hoi", "chi nhanh", "cong an", "cong doan",
    "dang bo", "dang uy", "doan", "don bien phong", "hdnd", "hoi", "hop tac xa", "htx", "mat tran", "mttq",
    "nha van hoa", "phong", "quan su", "thon", "thuong truc", "to", "tram", "trung tam", "truong", "ub", "ubmttq",
    "ubnd", "uy ban", "van phong", "vp", "xom",
)  # fmt: skip
_BODY = pattern(rf"(?:{'|'.join(_BODIES)})(?!\w)")
_SEVERAL = pattern(
    r"\b(?:nhieu (?:nguoi|can bo|cong chuc|co quan|don vi|bo phan|to chuc)|"
    r"cac (?:co quan|don vi|bo phan|nganh|to chuc) (?:khac|lien quan|co lien quan)|tap the|nhom|several|group)\b"
)
_LEADS, _HELPS = "leads", "helps"
_MARK = pattern(r"\s*\(\s*(chủ trì|phối hợp|tham gia)\s*\)\s*", re.IGNORECASE)
_BEFORE = pattern(r"\s*(chủ trì|phối hợp|tham gia)\s*:\s*", re.IGNORECASE)
_OPEN_END = pattern(r"[\s,;]*(?:…|\.{2,}|\bv\.?\s?v\.?|\bvân vân)[\s….]*$", re.IGNORECASE)
_WRAPPED = pattern(r"\n(?=\s*(\w))")
_BULLET = pattern(r"^[-–—+•*]\s+")


@dataclass(frozen=True)
class People:
    """Who a row names: `officers` with the one who leads first; the role said of all of them, if one is.

    Of a group `officers` is its name and `members` who belongs to it; `open_ended`: the list of them ends in “…”.
    """

    officers: tuple[str, ...]
    role: str = ""
    group: bool = False
    members: tuple[str, ...] = ()
    open_ended: bool = False


def people_of(assignee: str, remark: str = "") -> People:
    """Return who a row of an appendix names."""
    found = list(_roles(pieces(assignee)))
    if len(found) == 1 and _SEVERAL.search(fold(found[0][0])):
        return _group(found[0][0], found[0][1], remark)
    rank = {_LEADS: 0, "": 1, _HELPS: 2}
    officers = dict.fromkeys(name for name, _ in sorted(found, key=lambda each: rank[each[1]]))
    roles = {role for _, role in found}
    return People(tuple(officers), roles.pop() if len(roles) == 1 else "")


def pieces(text: str) -> tuple[str, ...]:
    """Return the names in a text, their marks still with them."""
    names: list[str] = []
    for line in re.split(r"[;\n]", _WRAPPED.sub(_unwrapped, clean(text))):
        joined: list[str] = []
        for part in _at_commas(line):
            if joined and _apart(joined[-1], part):
                joined.append(part)
            else:
                joined[-1:] = [f"{joined[-1]}, {part}" if joined else part]
        names += joined
    tidy = (_BULLET.sub("", " ".join(name.split())).strip(" .,") for name in names)
    return tuple(name for name in tidy if name)


def one_line(text: str) -> str:
    """Return the names in a cell on one line: a line that begins a name of its own stands behind a semicolon."""
    lines = (_BULLET.sub("", line.strip()) for line in _WRAPPED.sub(_unwrapped, clean(text)).split("\n"))
    return "; ".join(line.strip(" ;") for line in lines if line.strip(" ;"))


def _unwrapped(found: re.Match[str]) -> str:
    return " " if found[1].islower() else found[0][0]


def _at_commas(text: str) -> list[str]:
    """Return what stands between commas, those within brackets left alone."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def _apart(left: str, right: str) -> bool:
    """Tell whether a comma between these divides two names."""
    first, second = (fold(_BEFORE.sub("", _BULLET.sub("", side))) for side in (left, right))
    if not right[:1].isupper():
        return False
    same = first.partition(" ")[0] == second.partition(" ")[0] != ""
    return same or bool(_BODY.match(first) and _BODY.match(second))


def _roles(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each name without its mark, and the role that the mark or the words before it give."""
    said = ""
    for name in names:
        before = _BEFORE.match(name)
        if before:
            said = _role(before[1])
            name = name[before.end() :]
        mark = _MARK.search(name)
        bare = _MARK.sub(" ", name).strip()
        if bare:
            yield bare, _role(mark[1]) if mark else said


def _role(words: str) -> str:
    return _LEADS if fold(words) == "chu tri" else _HELPS


def _group(name: str, role: str, remark: str) -> People:
    open_ended = bool(_OPEN_END.search(remark)) or bool(_OPEN_END.search(name))
    listed = _OPEN_END.sub("", clean(remark))
    parts = (part for line in re.split(r"[;\n]", listed) for part in _at_commas(line))
    members = dict.fromkeys(_BULLET.sub("", " ".join(part.split())).strip(" .") for part in parts)
    name = _OPEN_END.sub("", name)
    return People((name,), role, group=True, members=tuple(m for m in members if m), open_ended=open_ended)
