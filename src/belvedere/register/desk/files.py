"""Files of dossiers: looked at before they are kept, under names that nobody can guess.

A file is what its first bytes say, whatever it is called. What can carry a
program is refused: macros, scripts, pages, pictures that are programs.
"""

import hashlib
import io
import re
import secrets
import unicodedata
import zipfile
from pathlib import Path

from django.conf import settings

from belvedere.register.accounts.refusals import Refused

LARGEST = 20_000_000
"""Bytes of a document."""
KINDS = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "txt": "text/plain",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_PROGRAMS = re.compile(
    r"vbaproject|activex|/embeddings/|macrosheets|(^|/)(basic|scripts)/|customui", re.IGNORECASE)
_PDF_PROGRAMS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


def safe_name(written: str) -> str:
    """Return a file's name as it may be shown and saved: no folders, nothing that hides."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", written or ""))[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, _, ending = " ".join(shown.split()).strip(". ").rpartition(".")
    return f"{(stem or 'document')[:180]}.{ending[:10].lower()}"


def kind_of(name: str, content: bytes) -> str:
    """Return what a file is. Raises Refused when it is not what it is called, or may not be."""
    kind = name.rpartition(".")[2].replace("jpeg", "jpg")
    if kind not in KINDS:
        told = ", ".join(KINDS)
        raise Refused(f"{name}: documents are {told}.", f"{name} : les documents sont {told}.",
                      "file")
    if not _is(kind, content):
        raise Refused(
            f"{name} is not what its name says: its content is no {kind}. Save it again as {kind}.",
            f"{name} n’est pas ce que dit son nom : son contenu n’est pas du {kind}. "
            f"Enregistrez-le à nouveau en {kind}.", "file")
    if _holds_programs(kind, content):
        raise Refused(
            f"{name} holds a program (macro, script or embedded file). Save it without.",
            f"{name} contient un programme (macro, script ou fichier incorporé). "
            "Enregistrez-le sans.", "file")
    return kind


def _is(kind: str, content: bytes) -> bool:
    if kind in _STARTS:
        return content.startswith(_STARTS[kind])
    if kind in ("txt", "csv"):
        return b"\0" not in content and not content.lstrip()[:15].lower().startswith(
            (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"#!", b"mz\x90"))
    members = _members(content)
    if kind in _INSIDE:
        return _INSIDE[kind] in members
    return "mimetype" in members and KINDS[kind].encode() in content[:200]


def _members(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


def _holds_programs(kind: str, content: bytes) -> bool:
    if kind == "pdf":
        return bool(_PDF_PROGRAMS.search(content))
    return kind in ("docx", "xlsx", "odt", "ods") and any(
        map(_PROGRAMS.search, _members(content)))


def path_of(key: str) -> Path:
    """Return where a file is, outside of all that the site serves."""
    return Path(settings.HOME) / "documents" / key[:2] / key


def keep(content: bytes) -> tuple[str, str]:
    """Keep a file; return its key and its digest."""
    key = secrets.token_hex(32)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        file.write(content)
    path.chmod(0o600)
    return key, hashlib.sha256(content).hexdigest()
