"""Files that hold files: zips and saved e-mails. What is in them is listed and taken out in memory, never unpacked."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cchc_xlsx.batch.folder import told
from cchc_xlsx.batch.sources import Container
from cchc_xlsx.excel.package import LIMITS, Limits, Package, Unreadable, open_zip
from cchc_xlsx.model.received import VIETNAM, Refusal, Refused
from cchc_xlsx.values import dataclass

if TYPE_CHECKING:
    from email.message import EmailMessage

#: What the door calls a file that is opened here.
CONTAINERS: dict[Refused, Container] = {
    Refused(Refusal.ARCHIVE, "zip"): "zip",
    Refused(Refusal.NOT_A_WORKBOOK, "eml"): "eml",
}
_UTF8_NAME = 0x800  # the flag of a zip's entry whose name is UTF-8
_SHEETS = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))  # how workbooks and zips begin, and old .xls


@dataclass(frozen=True, slots=True)
class Member:
    """A file within another: its name there, and its time (UTC) where the container tells one."""

    name: str
    modified: datetime | None


def members(data: bytes, kind: Container, limits: Limits = LIMITS) -> list[Member]:
    """Return what a container holds, in its own order; raises Unreadable where it is broken, unsafe or beyond limits.

    Of an e-mail these are its attachments; pictures within its text, such as a signature's, are no attachments.
    """
    found = [Member(_label(name), moment) for name, moment in _listed(data, kind, limits)]
    if len(found) > limits.members:
        raise Unreadable(Refusal.TOO_LARGE, kind, "members")
    return found


def taken_out(data: bytes, kind: Container, index: int, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of the member of that number; Unreadable where they are broken, locked or beyond limits."""
    if kind == "eml":
        payload = _attachments(data)[index].get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
    with open_zip(data) as archive:
        name = _files(archive)[index].orig_filename
    package = _package(data, limits)
    package.limits = limits  # each file in it may weigh what one by itself may
    return package.read(name.replace("\\", "/"), "file")


def _listed(data: bytes, kind: Container, limits: Limits) -> list[tuple[str, datetime | None]]:
    if kind == "zip":
        _package(data, limits)
        with open_zip(data) as archive:
            return [(_name(member), _moment(member)) for member in _files(archive)]
    try:
        sent = _sent(_message(data))
        return [(part.get_filename() or "", sent) for part in _attachments(data)]
    except Exception as error:  # the parser of mail headers stumbles over what no standard allows
        raise Unreadable(Refusal.BROKEN, "eml") from error


def _package(data: bytes, limits: Limits) -> Package:
    """Return a zip that holds files: many workbooks together weigh more than one."""
    try:
        return Package(data, replace(limits, file=limits.container))
    except Unreadable as error:
        if error.refused.limit != "file":
            raise
        raise Unreadable(error.refused.reason, "zip", "container") from error


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [member for member in archive.infolist() if not member.is_dir()]


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; without the flag for UTF-8 it may be that all the same, or Windows' Vietnamese."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _moment(member: zipfile.ZipInfo) -> datetime | None:
    """Return a member's time as UTC: a zip keeps the time of the clock on the wall, here Vietnam's."""
    try:
        return datetime(*member.date_time) - VIETNAM
    except (ValueError, OverflowError):
        return None


def _message(data: bytes) -> EmailMessage:
    from email import message_from_bytes, policy  # dear to import, and hardly ever needed

    return message_from_bytes(data, policy=policy.default)


def _attachments(data: bytes) -> list[EmailMessage]:
    message = _message(data)
    return [part for part in message.walk() if _is_attachment(part)]


def _is_attachment(part: EmailMessage) -> bool:
    if part.is_multipart():  # also a mail within the mail: its own attachments are walked to
        return False
    if part.get_content_disposition() == "attachment":
        return True
    payload = part.get_payload(decode=True)
    return isinstance(payload, bytes) and payload.startswith(_SHEETS)


def _sent(message: EmailMessage) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        sent = parsedate_to_datetime(str(message["Date"]))
        return (sent.astimezone(UTC) if sent.tzinfo else sent).replace(tzinfo=None)
    except (TypeError, ValueError, OverflowError):
        return None


def _label(name: str) -> str:
    """Return a member's name as it is told: a path that stays below its container."""

    below = posixpath.normpath("/" + name.replace("\\", "/")).strip("/")
    return told(PurePosixPath(below)) if below else "?"
