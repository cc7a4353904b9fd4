"""Files are known by their first bytes, kept where nobody is served, given back as they came."""

import io
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from webapp.core import stored_files
from webapp.core.errors import NotFound
from webapp.core.forms import DocumentUploadField, Form, KeptFileField
from webapp.core.stored_files import FIRST_BYTES, MOST_BYTES, Document, FileKind, kind_of
from webapp.core.wizard.rows import rows_shown

PDF = b"%PDF-1.7\n%made up"
SHELF = "shelf"


class UploadForm(Form):
    certificate = DocumentUploadField("Your certificate")


class KeptForm(Form):
    certificate = KeptFileField("Your certificate")


def sent(content: bytes, name: str = "scan.pdf") -> UploadForm:
    file = FileStorage(io.BytesIO(content), filename=name)
    with_file = MultiDict([("certificate", file)])
    form = UploadForm(formdata=with_file, meta={"csrf": False})
    form.validate()
    return form


@pytest.fixture
def folder(app, session):
    """Where they lie; the session brings the application with it."""
    return Path(app.instance_path) / "uploads" / SHELF


@given(st.sampled_from(sorted(FIRST_BYTES)), st.binary(max_size=40))
def test_the_first_bytes_say_what_a_file_is(start, rest):
    assert kind_of(start + rest) is FIRST_BYTES[start]


@given(st.binary(max_size=40))
def test_no_other_file_is_of_a_kind_we_keep(content):
    known = [kind for start, kind in FIRST_BYTES.items() if content[: len(start)] == start]
    assert kind_of(content) is (known[0] if known else None)
    assert kind_of(b"\0" + content) is None


@pytest.mark.parametrize("name", ["scan.pdf", "scan.exe", "../../etc/passwd", "a\0b.pdf", "café"])
def test_the_name_of_a_file_counts_for_nothing(app, name):
    with app.test_request_context():
        assert sent(PDF, name).certificate.data == Document(kind=FileKind.PDF, content=PDF)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        (b"MZ\x90\x00", "We cannot keep this kind of file"),
        (b"<script>alert(1)</script>%PDF-", "We cannot keep this kind of file"),
        (b"GIF89a", "We cannot keep this kind of file"),
        (PDF.ljust(MOST_BYTES + 1), "This file is bigger than 5 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(app, content, words):
    with app.test_request_context():
        form = sent(content)
        assert form.certificate.errors[0].startswith(words)
        assert form.certificate.data is None


def test_a_file_of_just_five_megabytes_is_kept(app):
    with app.test_request_context():
        assert len(sent(PDF.ljust(MOST_BYTES)).certificate.data.content) == MOST_BYTES


def test_words_sent_in_place_of_a_file_are_no_file(app):
    with app.test_request_context():
        form = UploadForm(
            formdata=MultiDict([("certificate", f"{'a' * 32}.pdf")]), meta={"csrf": False}
        )
        assert form.certificate.data is None


def test_a_kept_file_reads_as_its_kind_and_never_as_its_name(app):
    with app.test_request_context():
        assert rows_shown(KeptForm, {"certificate": f"{'a' * 32}.jpg"}) == [
            ("Your certificate", "A JPG file")
        ]
        assert rows_shown(KeptForm, {"certificate": None}) == []


def test_it_lies_under_a_random_name_that_only_the_owner_of_the_process_reads(folder):
    document = Document(kind=FileKind.PDF, content=PDF)
    first, second = (stored_files.keep(document, shelf=SHELF) for _ in range(2))
    assert first != second
    assert {file.name for file in folder.iterdir()} == {first, second}
    assert (folder / first).read_bytes() == PDF
    assert stat.S_IMODE((folder / first).stat().st_mode) == 0o600


def test_it_is_given_back_to_be_saved_and_may_do_nothing_in_a_browser(app, folder):
    name = stored_files.keep(
        Document(kind=FileKind.PNG, content=b"\x89PNG\r\n\x1a\nx"), shelf=SHELF
    )
    with app.test_request_context():
        answer = stored_files.as_attachment(name, shelf=SHELF, called="insurance-certificate")
    assert answer.data == b"\x89PNG\r\n\x1a\nx"
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"] == "attachment; filename=insurance-certificate.png"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    "name", ["../shelf.pdf", "secret-key", f"{'a' * 32}.svg", f"{'b' * 32}.pdf"]
)
def test_no_other_name_leads_anywhere(app, folder, name):
    with app.test_request_context(), pytest.raises(NotFound):
        stored_files.as_attachment(name, shelf=SHELF, called="certificate")


def test_a_file_can_be_removed_and_that_twice(folder):
    name = stored_files.keep(Document(kind=FileKind.PDF, content=PDF), shelf=SHELF)
    stored_files.remove(name, shelf=SHELF)
    stored_files.remove(name, shelf=SHELF)
    assert list(folder.iterdir()) == []


def test_only_our_own_old_files_are_called_old(folder):
    assert stored_files.kept_before(datetime.now(UTC), shelf=SHELF) == set()
    name = stored_files.keep(Document(kind=FileKind.PDF, content=PDF), shelf=SHELF)
    (folder / "notes.txt").write_text("not ours")
    kept = datetime(2027, 1, 11, tzinfo=UTC)
    for file in folder.iterdir():
        os.utime(file, (kept.timestamp(), kept.timestamp()))
    assert stored_files.kept_before(kept, shelf=SHELF) == set()
    assert stored_files.kept_before(kept + timedelta(seconds=1), shelf=SHELF) == {name}
