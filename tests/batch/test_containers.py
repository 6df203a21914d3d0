"""Zips and saved e-mails among what came back: opened one level deep, each file in them told by itself."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Means
from cchc_xlsx.batch.containers import Member, members, taken_out
from cchc_xlsx.excel.package import LIMITS, Unreadable
from cchc_xlsx.model.campaign import Decision, FileChoice
from cchc_xlsx.model.received import Refusal
from cchc_xlsx.workbooks.summary import fill_summary
from tests.builders import CAMPAIGN, bytes_of, file_of, filled, founded, merged, send, unit_of

SENT = "Wed, 20 Nov 2024 08:30:00 +0700"


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 11, 20, 8, 30, 0)) if isinstance(name, str) else name, data)
    return out.getvalue()


def mailed(files, *, picture=b"", text="Kính gửi UBND tỉnh."):
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = "xa@vidu.example", "tinh@vidu.example", SENT
    message["Subject"] = "Gửi điểm tự chấm năm 2024"
    message.set_content(text)
    if picture:
        message.add_related(picture, "image", "png", cid="<chu-ky>")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


BOTH = {"xã một.xlsx": filled("00101"), "thư mục/xã hai.xlsx": filled("00102", {"1.1": 3})}


@pytest.mark.parametrize(("name", "data"), [("gói.zip", zipped(BOTH)), ("thư.eml", mailed(BOTH))])
def test_every_workbook_in_a_container_counts_by_itself(folder, name, data):
    send(folder, name, data)
    told = merged(folder)
    inside = sorted(f"{name}/{each}" for each in BOTH)
    assert [file["path"] for file in told["files"]] == inside
    assert {file["outcome"] for file in told["files"]} == {"counted"}
    assert {file["container"] for file in told["files"]} == {name}
    assert unit_of(told, "00102")["criteria"][0]["score"] == "3"
    assert told["account"]["files"] == {
        "found": 2, "counted": 2, "superseded": 0, "excluded": 0, "foreign": 0, "unreadable": 0,
    }  # fmt: skip


def test_a_zip_in_a_mail_is_opened_and_a_zip_in_a_zip_is_not(folder):
    send(folder, "thư.eml", mailed({"gói.zip": zipped({"a.xlsx": filled("00101")})}))
    send(folder, "hai lớp.zip", zipped({"trong.zip": zipped({"b.xlsx": filled("00102")})}))
    told = merged(folder)
    assert file_of(told, "thư.eml/gói.zip/a.xlsx")["outcome"] == "counted"
    assert file_of(told, "thư.eml/gói.zip/a.xlsx")["container"] == "thư.eml"
    line = file_of(told, "hai lớp.zip/trong.zip")
    assert line["outcome"] == "foreign"
    assert "giải nén" in next(f["fix"] for f in told["findings"] if f["file"] == line["path"])


def test_what_else_is_in_a_zip_is_told_too(folder):
    send(
        folder,
        "gói.zip",
        zipped({"a.xlsx": filled("00101"), "ảnh.png": b"\x89PNG\r\n", "~$a.xlsx": b"\x05x", "b.xlsx": b""}),
    )
    told = merged(folder)
    assert {file["path"]: file["outcome"] for file in told["files"]} == {
        "gói.zip/a.xlsx": "counted",
        "gói.zip/ảnh.png": "foreign",
        "gói.zip/~$a.xlsx": "foreign",
        "gói.zip/b.xlsx": "unreadable",
    }


def test_the_picture_of_a_signature_is_no_attachment(folder):
    send(folder, "thư.eml", mailed({"a.xlsx": filled("00101")}, picture=b"\x89PNG\r\n\x1a\n"))
    assert [file["path"] for file in merged(folder)["files"]] == ["thư.eml/a.xlsx"]


def test_a_workbook_that_a_phone_sends_without_calling_it_an_attachment_is_found(folder):
    message = MIMEMultipart()
    part = MIMEApplication(filled("00101"), Name="a.xlsx")
    message.attach(part)
    message["From"], message["Date"] = "xa@vidu.example", SENT
    send(folder, "thư.eml", message.as_bytes())
    assert unit_of(merged(folder), "00101")["status"] == "complete"


def test_a_forwarded_mail_gives_its_attachment(folder):
    inner = EmailMessage()
    inner["From"] = "xa@vidu.example"
    inner.set_content("Xã gửi")
    inner.add_attachment(filled("00101"), maintype="application", subtype="octet-stream", filename="a.xlsx")
    outer = EmailMessage()
    outer["From"], outer["Date"] = "huyen@vidu.example", SENT
    outer.set_content("Chuyển tiếp")
    outer.add_attachment(inner)
    send(folder, "thư.eml", outer.as_bytes())
    assert unit_of(merged(folder), "00101")["status"] == "complete"


def test_a_mail_without_attachments_and_an_empty_zip_are_told_themselves(folder):
    send(folder, "thư.eml", mailed({}))
    send(folder, "rỗng.zip", zipped({}))
    told = merged(folder)
    assert file_of(told, "thư.eml")["outcome"] == "foreign"
    assert file_of(told, "rỗng.zip")["outcome"] == "unreadable"
    assert all(file["reason"] for file in told["files"])


@pytest.mark.parametrize("stored", ["xã hà.xlsx".encode(), "xa\u0303 ha\u0300.xlsx".encode("cp1258")])
def test_names_of_a_zip_are_vietnamese_however_they_were_stored(stored):
    """Programs write them as UTF-8 without saying so, or in the code page of a Vietnamese Windows."""
    plain = "x" * len(stored)
    data = zipped({plain: b"1"}).replace(plain.encode(), stored)
    assert members(data, "zip")[0].name == "xã hà.xlsx"


def test_a_name_that_says_it_is_utf_8_is_kept():
    assert members(zipped({"Xã Hà Bắc.xlsx": b"1"}), "zip")[0].name == "Xã Hà Bắc.xlsx"


def test_a_member_has_the_time_of_its_container():
    assert members(zipped({"a.xlsx": b"1"}), "zip") == [Member("a.xlsx", datetime(2024, 11, 20, 1, 30))]
    assert members(mailed({"a.xlsx": b"1"}), "eml") == [Member("a.xlsx", datetime(2024, 11, 20, 1, 30))]


def test_two_members_of_one_name_are_two_files(folder):
    message = EmailMessage()
    message["From"], message["Date"] = "xa@vidu.example", SENT
    message.set_content("x")
    for unit in ("00101", "00102"):
        message.add_attachment(filled(unit), maintype="application", subtype="octet-stream", filename="a.xlsx")
    send(folder, "thư.eml", message.as_bytes())
    told = merged(folder)
    assert [file["path"] for file in told["files"]] == ["thư.eml/a.xlsx", "thư.eml/a.xlsx (2)"]


@pytest.mark.parametrize("name", ["../../a.xlsx", "/etc/a.xlsx", "C:\\a.xlsx", "..\\a.xlsx"])
def test_a_zip_that_climbs_out_of_its_folder_is_not_opened_and_nothing_is_written(folder, name, tmp_path):
    send(folder, "gói.zip", zipped({name: filled("00101")}))
    before = bytes_of(tmp_path)
    told = merged(folder)
    assert [(file["path"], file["outcome"]) for file in told["files"]] == [("gói.zip", "unreadable")]
    after = {path: data for path, data in bytes_of(tmp_path).items() if "/ket-qua/" not in path}
    assert after == before


def test_a_mails_attachment_that_names_a_path_stays_below_the_mail(folder):
    send(folder, "thư.eml", mailed({"../../../a.xlsx": filled("00101")}))
    assert [file["path"] for file in merged(folder)["files"]] == ["thư.eml/a.xlsx"]


def test_a_bomb_in_a_zip_costs_nothing(folder):
    send(folder, "bom.zip", zipped({"a.xlsx": bytes(300_000_000)}))
    send(folder, "b.xlsx", filled("00102"))
    told = merged(folder)
    assert file_of(told, "bom.zip")["outcome"] == "unreadable"
    assert unit_of(told, "00102")["status"] == "complete"


def test_limits_of_a_container_hold():
    many = zipped({f"{number}.xlsx": b"1" for number in range(5)})
    with pytest.raises(Unreadable) as caught:
        members(many, "zip", replace(LIMITS, members=4))
    assert caught.value.refused.reason is Refusal.TOO_LARGE
    with pytest.raises(Unreadable) as caught:
        taken_out(zipped({"a": b"12345"}), "zip", 0, replace(LIMITS, file=4))
    assert caught.value.refused.reason is Refusal.TOO_LARGE


def test_a_zip_with_a_password_says_so(folder):
    data = bytearray(zipped({"a.xlsx": filled("00101")}, zipfile.ZIP_STORED))
    data[6] |= 1
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    send(folder, "khóa.zip", bytes(data))
    told = merged(folder)
    assert file_of(told, "khóa.zip")["outcome"] == "unreadable"
    assert "mật khẩu" in file_of(told, "khóa.zip")["reason"]


def test_links_lead_to_the_container(folder):
    send(folder, "gói.zip", zipped({"a.xlsx": filled("00101", {"1.1": 99})}))
    book = fill_summary(batch.summarise(folder), "vi").whole()
    links = [link for sheet in book.sheets for link in sheet.look.links.values()]
    assert links
    assert all("#" not in link and link.endswith("nhan-ve/gói.zip") for link in links if link.startswith("external:"))


def test_neither_order_nor_the_number_of_workers_changes_a_byte(folder):
    send(folder, "gói.zip", zipped(BOTH))
    send(folder, "thư.eml", mailed({"c.xlsx": filled("00103")}))
    send(folder, "z.xlsx", filled("00101", {"1.1": 1}))
    made = []
    for jobs, method in ((1, None), (2, None), (5, None), (2, "spawn")):
        batch.merge(folder, means=Means(jobs=jobs, method=method))
        made.append(bytes_of(folder.results))
    assert made[0] == made[1] == made[2] == made[3]


# --- decisions on containers


def decided(root, *rows):
    return founded(root, replace(CAMPAIGN, choices=tuple(FileChoice(*row) for row in rows)))


def rules_of(told):
    return sorted({finding["rule"] for finding in told["findings"]})


@pytest.mark.parametrize(
    ("wanted", "name", "data"),
    [
        ("gói.zip", "lần 1/gói.zip", zipped(BOTH)),
        ("thư.eml", "thư.eml", mailed(BOTH)),
        ("gói.zip", "thư.eml", mailed({"gói.zip": zipped(BOTH)})),
    ],
)
def test_a_container_kept_out_keeps_out_everything_in_it(tmp_path, wanted, name, data):
    folder = decided(tmp_path / "dot", (wanted, Decision.EXCLUDE, "Gửi nhầm"))
    send(folder, name, data)
    told = merged(folder)
    assert [file["outcome"] for file in told["files"]] == ["excluded", "excluded"]
    assert all("Gửi nhầm" in file["reason"] for file in told["files"])
    assert "U06" not in rules_of(told)


def test_a_container_chosen_to_count_counts_for_each_unit_in_it(tmp_path):
    folder = decided(tmp_path / "dot", ("gói.zip", Decision.COUNT, "Bản đã ký"))
    send(folder, "gói.zip", zipped({**BOTH, "công văn.pdf": b"%PDF-1.7"}))
    send(folder, "mới 1.xlsx", filled("00101", {"1.1": 1}, saved=datetime(2024, 11, 29)))
    send(folder, "mới 2.xlsx", filled("00102", {"1.1": 1}, saved=datetime(2024, 11, 29)))
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "gói.zip/xã một.xlsx"
    assert unit_of(told, "00102")["file"] == "gói.zip/thư mục/xã hai.xlsx"
    assert "Bản đã ký" in file_of(told, "mới 1.xlsx")["reason"]
    assert "U06" not in rules_of(told)


def test_a_decision_on_a_file_goes_before_one_on_what_it_lies_in(tmp_path):
    folder = decided(
        tmp_path / "dot",
        ("gói.zip", Decision.EXCLUDE, "Gửi nhầm"),
        ("gói.zip/xã một.xlsx", Decision.COUNT, "Riêng xã Một đúng"),
    )
    send(folder, "gói.zip", zipped(BOTH))
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "gói.zip/xã một.xlsx"
    assert unit_of(told, "00102")["status"] == "missing"


def test_of_two_files_in_a_chosen_container_the_newer_counts_and_an_older_broken_one_spoils_nothing(tmp_path):
    def broken(book):
        for sheet in book.sheets:
            for position, each in sheet.cells.items():
                if each.text == "self_score":
                    book = book.put(sheet.title, position, replace(each, text="điểm"))
        return book

    folder = decided(tmp_path / "dot", ("gói.zip", Decision.COUNT, "Bản đã ký"))
    older = filled("00101", saved=datetime(2024, 11, 1), after=broken)
    send(folder, "gói.zip", zipped({"a.xlsx": older, "b.xlsx": filled("00101", saved=datetime(2024, 11, 2))}))
    unit = unit_of(merged(folder), "00101")
    assert (unit["file"], unit["status"]) == ("gói.zip/b.xlsx", "complete")


def test_a_folder_is_no_container_and_a_decision_on_one_is_told(tmp_path):
    folder = decided(tmp_path / "dot", ("zalo", Decision.EXCLUDE, "Gửi nhầm"))
    send(folder, "zalo/a.xlsx", filled("00101"))
    assert "U06" in rules_of(merged(folder))
