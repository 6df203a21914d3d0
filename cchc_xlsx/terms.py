"""The words of the field, in Vietnamese and English, with the source of each term."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Told(str):
    """A number as it is told. In a text, `{count:cell|cells}` gives the noun that goes with it, in English."""

    one: bool

    def __new__(cls, text: str, *, one: bool) -> Told:
        """Return the text; `one` where the number is 1."""
        told = super().__new__(cls, text)
        told.one = one
        return told

    def __format__(self, spec: str) -> str:
        """Return the first of two forms for one, the second for all else; without forms the number itself."""
        one, forms, more = spec.partition("|")
        return (one if self.one else more) if forms else super().__format__(spec)


class Words(NamedTuple):
    """One thing said in both languages; `{names}` in braces are filled in by `say`."""

    vi: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.vi if language == "vi" else self.en

    def say(self, language: Language, **facts: object) -> str:
        """Return the text in `language` with `facts` filled in."""
        told = {key: Told(str(fact), one=fact == 1) if type(fact) is int else fact for key, fact in facts.items()}
        return self.in_(language).format(**told)


class Term(NamedTuple):
    """A term of the field: the words, what they mean, and where they come from."""

    words: Words
    meaning: Words
    source: str


#: The glossary; a new word enters the code by entering here first.
GLOSSARY: dict[str, Term] = {
    "campaign": Term(
        Words("đợt chấm điểm", "campaign"),
        Words(
            "Một lần tự đánh giá, chấm điểm của một năm, theo một quyết định.",
            "One year's round of self-scoring under one decision.",
        ),
        "CV 383/BNV-CCHC, 28/01/2021",
    ),
    "criteria_set": Term(
        Words("bộ tiêu chí", "criteria set"),
        Words(
            "Các lĩnh vực, tiêu chí, tiêu chí thành phần và điểm tối đa do một quyết định ban hành.",
            "The areas, criteria and sub-criteria with their maxima that a decision lays down.",
        ),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "area": Term(
        Words("lĩnh vực", "area"),
        Words("Phần lớn nhất của bộ tiêu chí (mã một cấp).", "The largest part of a criteria set (one-level code)."),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "criterion": Term(
        Words("tiêu chí", "criterion"),
        Words("Một dòng của bộ tiêu chí, có mã và điểm tối đa.", "A row of the criteria set, with code and maximum."),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "maximum": Term(
        Words("điểm tối đa", "maximum"),
        Words("Điểm cao nhất của một tiêu chí.", "The highest points a criterion can be given."),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "self_score": Term(
        Words("điểm tự chấm", "self score"),
        Words("Điểm đơn vị tự chấm cho mình.", "The points a unit gives itself."),
        "CV 383/BNV-CCHC, 28/01/2021",
    ),
    "appraised_score": Term(
        Words("điểm thẩm định", "appraised score"),
        Words("Điểm do Hội đồng thẩm định xác định.", "The points set by the appraisal council."),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "survey": Term(
        Words("điều tra xã hội học", "sociological survey"),
        Words("Điểm do điều tra, cấp trên nhập cho từng đơn vị.", "Points from a survey, given by the superior."),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "bonus": Term(
        Words("điểm thưởng", "bonus"),
        Words("Điểm cộng thêm, có trần.", "Points added, with a cap."),
        "QĐ 5666/QĐ-UBND (Hà Nội), 17/11/2025",
    ),
    "penalty": Term(
        Words("điểm phạt", "penalty"),
        Words("Điểm trừ, là số âm, có trần.", "Points taken off: a negative number, with a cap."),
        "QĐ 5666/QĐ-UBND (Hà Nội), 17/11/2025",
    ),
    "not_applicable": Term(
        Words("không áp dụng", "not applicable"),
        Words("Đơn vị không phát sinh nhiệm vụ của tiêu chí (KAD).", "The unit has no such task (KAD)."),
        "QĐ 2204/QĐ-UBND (Huế), 12/9/2022",
    ),
    "evidence": Term(
        Words("tài liệu kiểm chứng", "evidence"),
        Words("Văn bản chứng minh cho điểm tự chấm.", "The documents that prove a self score."),
        "CV 383/BNV-CCHC, 28/01/2021",
    ),
    "explanation": Term(
        Words("giải trình", "explanation"),
        Words("Lý do khi mất điểm hoặc thiếu tài liệu.", "The reason for points lost or evidence wanting."),
        "CV 383/BNV-CCHC, 28/01/2021",
    ),
    "index": Term(
        Words("Chỉ số CCHC", "reform index"),
        Words("Tổng điểm đạt được / tổng điểm tối đa × 100 %.", "Points achieved / maximum × 100 %."),
        "QĐ 1149/QĐ-BNV, 30/12/2020",
    ),
    "band": Term(
        Words("xếp loại", "grade"),
        Words("Mức xếp loại theo cận dưới của chỉ số.", "The grade, by the lower bound of the index."),
        "QĐ 2204/QĐ-UBND (Huế), 12/9/2022",
    ),
    "assignment": Term(
        Words("phân công", "assignment"),
        Words("Ai thực hiện tiêu chí nào.", "Who answers for which criterion."),
        "Phụ lục phân công, xã Bộc Nhiêu, 2024",
    ),
}


def heading(key: str) -> Words:
    """Return the words of a glossary term as a heading begins: with a capital."""
    vi, en = GLOSSARY[key].words
    return Words(vi[0].upper() + vi[1:], en[0].upper() + en[1:])


#: What each limit on a received file means, by its name.
LIMITS: dict[str, Words] = {
    "file": Words("dung lượng một sổ tính (byte)", "a workbook's size in bytes"),
    "parts": Words("số phần bên trong một sổ tính", "parts within a workbook"),
    "unpacked": Words("dung lượng sau khi giải nén (byte)", "its size unpacked, in bytes"),
    "part": Words("dung lượng một phần được đọc (byte)", "bytes of one part that is read"),
    "small": Words("dung lượng một phần mô tả, như thuộc tính (byte)",
                   "bytes of a part that describes, as properties do"),
    "ratio": Words("tỷ lệ nén cao nhất của một phần trên 1 MiB", "the highest ratio of packing, of a part above 1 MiB"),
    "sheets": Words("số trang tính", "sheets"),
    "cells": Words("số ô có nội dung", "cells that hold something"),
    "text": Words("tổng số ký tự trong các ô", "characters in all cells"),
    "depth": Words("số lớp lồng nhau trong một phần", "elements within each other"),
    "seconds": Words("số giây để đọc một tệp", "seconds to read a file"),
    "container": Words("dung lượng tệp nén hoặc thư chứa các tệp (byte)", "bytes of a zip or e-mail that holds files"),
    "members": Words("số tệp trong một tệp nén hoặc thư", "files in a zip or e-mail"),
    "memory": Words("bộ nhớ một tiến trình đọc được dùng thêm (byte; trên Windows không giới hạn được)",
                    "memory that a process takes for reading, in bytes (no limit on Windows)"),
}  # fmt: skip
