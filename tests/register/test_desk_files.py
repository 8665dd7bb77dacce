"""Documents: what they are and not what they are called; kept where nobody can guess."""

import io
import re
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk import files
from belvedere.register.desk.models import Document
from belvedere.register.exchange.models import DryRun

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj"


def packed(*names, first=b""):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "x")
    return kept.getvalue()


GOOD = {
    "a.pdf": PDF, "a.PNG": b"\x89PNG\r\n\x1a\n...", "a.jpeg": b"\xff\xd8\xff\xe0",
    "a.txt": "Été".encode(), "a.csv": b"a;b\n1;2\n",
    "a.docx": packed("[Content_Types].xml", "word/document.xml"),
    "a.xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "a.odt": packed("content.xml", first=b"application/vnd.oasis.opendocument.text"),
}
BAD = {
    "a.exe": b"MZ\x90\x00", "a.html": b"<html>", "a.svg": b"<svg>", "a.docm": GOOD["a.docx"],
    "noending": PDF, "a.pdf.exe": PDF, "a.pdf": b"<html><script>", "a.png": PDF, "a.docx": PDF,
    "b.docx": packed("word/document.xml", "word/vbaProject.bin"), "a.txt": b"\0\1",
    "b.txt": b"<script>alert(1)</script>", "a.odt": packed("content.xml"),
    "c.docx": packed("word/document.xml", "word/embeddings/oleObject1.bin"),
    "b.pdf": PDF + b"/OpenAction << /S /JavaScript /JS (x) >>", "a.xlsx": b"PK\x03\x04 cut",
    "b.xlsx": packed("word/document.xml"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_a_document_may_be(name):
    assert files.kind_of(files.safe_name(name), GOOD[name]) in files.KINDS


@pytest.mark.parametrize("name", BAD)
def test_what_it_may_not_be(name):
    with pytest.raises(Refused) as refused:
        files.kind_of(files.safe_name(name), BAD[name])
    assert refused.value.field == "file" and refused.value.words.fr


@pytest.mark.parametrize("written, kept", [
    ("../../etc/passwd.txt", "passwd.txt"), ("C:\\a\\b.PDF", "b.pdf"), ("a\r\nSet-Cookie: x.pdf",
     "aSet-Cookie x.pdf"), ("\u202efdp.exe", "fdp.exe"), ("....pdf", "document.pdf"),
    ('a"b<c>.pdf', "abc.pdf"), ("é" * 300 + ".pdf", "é" * 180 + ".pdf"), ("", "document."),
    ("a\0.pdf", "a.pdf"), (".pdf", "document.pdf"),
])
def test_tricks_in_names_do_nothing(written, kept):
    assert files.safe_name(written) == kept


def sent(client, pk, content, name="Protocol.pdf"):
    return client.post(f"/en/register/clinical/requests/{pk}/attach/", {
        "file": SimpleUploadedFile(name, content), "version": 1})


def test_a_document_is_kept_handed_over_and_refused_to_others(request_of, signed_in, client):
    one = request_of()
    officer = signed_in(Role.CLINICAL)
    assert sent(officer, one.pk, PDF, "../Pro\u202etocol é.pdf").status_code == 302
    kept = Document.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.key) and kept.name == "Protocol é.pdf"
    path = files.path_of(kept.key)
    assert path.read_bytes() == PDF and path.stat().st_mode & 0o777 == 0o600
    assert settings.STATICFILES_DIRS[0] not in path.parents
    address = f"/en/register/documents/{kept.key}/"
    answer = officer.get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Protocol")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"], answer["Cache-Control"]) == (
        "application/pdf", "nosniff", "no-store")
    assert client.get(address).status_code == 302
    for role in (Role.CONTRIBUTOR, Role.TRANSFER, Role.EDITOR):
        assert signed_in(role).get(address).status_code == 403
    assert officer.get(f"/en/register/documents/{'0' * 64}/").status_code == 404


def test_what_is_refused_is_told_and_nothing_is_kept(request_of, signed_in):
    one, officer = request_of(), signed_in(Role.CLINICAL)
    before = set((settings.HOME / "documents").rglob("*"))
    answer = sent(officer, one.pk, b"<html>")
    assert answer.status_code == 400 and b"not what its name says" in answer.content
    answer = sent(officer, one.pk, b"%PDF-" + b"0" * files.LARGEST)
    assert answer.status_code == 400 and b"20 MB" in answer.content
    assert sent(officer, one.pk, b"").status_code == 400
    assert not Document.objects.exists()
    assert set((settings.HOME / "documents").rglob("*")) == before


@pytest.mark.parametrize("where", ["requests/{}/attach/", "files/clinical_requests/import/"])
def test_100_mb_are_refused_before_they_are_read_and_nothing_is_kept(
    request_of, signed_in, where,
):
    class Unread:
        def read(self, *_):
            raise AssertionError("it was read")

        readline = read

    one, officer = request_of(), signed_in(Role.CLINICAL)
    before = set((settings.HOME / "documents").rglob("*"))
    answer = officer.post(
        f"/en/register/clinical/{where.format(one.pk)}", b"x",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": "100000000", "wsgi.input": Unread()})
    assert answer.status_code == 413
    told = answer.content.decode()
    assert "too large: 30 MB at most" in told and "Send it in parts" in told
    assert not Document.objects.exists() and not DryRun.objects.exists()
    assert set((settings.HOME / "documents").rglob("*")) == before
