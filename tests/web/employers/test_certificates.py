"""A certificate of insurance is given, looked at, replaced, taken out, and read by few."""

import io
import os
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.factories import NOW, TODAY, make_employer, make_user
from webapp.accounts.access import actor_of
from webapp.accounts.models import Role
from webapp.core import clock, due, stored_files
from webapp.core.audit import AuditEvent
from webapp.core.db import db
from webapp.core.stored_files import MEGABYTE
from webapp.core.wizard.models import Draft
from webapp.employers import certificates, merging, own_data
from webapp.employers.merging import Take
from webapp.employers.models import Insurance
from webapp.jobs.worker import drain

pytestmark = pytest.mark.usefixtures("on_the_day")

PAGE = "/employer/offer/insurance/certificate"
FILE = f"{PAGE}/file"
GO_ON = "Save and go on"
PDF = b"%PDF-1.7\ncertificate"
JPG = b"\xff\xd8\xff\xe0photo"


@pytest.fixture
def shelf(app, tmp_path):
    return tmp_path / "uploads" / "certificates"


@pytest.fixture
def cora(cast, as_person, session):
    cast.employer.insurance = Insurance.HELD
    cast.employer.insured_until = date(2099, 8, 31)
    session.commit()
    return as_person(cast.cora)


@pytest.fixture
def work(session, tmp_path):
    def run() -> None:
        session.commit()
        drain(db.engine, tmp_path / "lock")
        session.expire_all()

    return run


def files(shelf) -> set[bytes]:
    return {file.read_bytes() for file in shelf.iterdir()} if shelf.exists() else set()


def give(client, content: bytes, name: str = "scan.pdf"):
    """Return the page after this file was chosen on the page of the certificate."""
    page = client.get(PAGE)
    return client.submit(page, {"certificate": (io.BytesIO(content), name)}, button=GO_ON)


def send_whole(client, content: bytes):
    """Return the answer to a large file, put together in memory and not in a file of the test."""
    sent = {
        "csrf_token": client.get(PAGE).field("csrf_token"),
        "version": "0",
        "certificate": FileStorage(io.BytesIO(content), filename="scan.pdf"),
    }
    boundary, body = encode_multipart(sent)
    return client.client.post(
        PAGE, data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def publish(client):
    return client.submit(client.get("/employer/offer/insurance/check"), button="Publish")


def test_a_certificate_is_a_draft_until_the_section_is_published(cora, cast, as_person, shelf):
    page = give(cora, PDF)
    assert page.h1 == "What your insurer knows"
    assert page.notes == ["We have your file. Schools see it once you publish."]
    assert files(shelf) == {PDF}
    lead = as_person(cast.ben)
    lead.get(f"/lead/employers/{cast.employer.id}/certificate/file", status=404)
    assert cora.get(FILE).data == PDF
    page = cora.get("/employer/offer/insurance/check")
    assert "A PDF file" in page.text
    publish(cora)
    page = lead.get(f"/lead/employers/{cast.employer.id}")
    assert lead.get(page.links["Download the certificate"]).data == PDF


def test_the_file_is_one_to_save_under_a_plain_name_and_may_do_nothing(cora):
    give(cora, PDF, "Cora's own name.exe")
    answer = cora.get(FILE)
    assert answer.headers["Content-Disposition"] == "attachment; filename=insurance-certificate.pdf"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"MZ\x90 a program", "We cannot keep this kind of file. Save it as PDF, JPG or PNG"),
        (b"", "This file is empty. Choose the file again"),
    ],
)
def test_a_bad_file_says_how_to_put_it_right_and_nothing_typed_is_lost(
    cora, session, shelf, content, error
):
    page = cora.get("/employer/offer/insurance/liability")
    cora.submit(page, {"insurer": "Signal Mutual"}, button=GO_ON)
    page = give(cora, content)
    assert page.errors[0].startswith(error)
    assert page.find("#certificate-error")
    assert files(shelf) == set()
    assert cora.get("/employer/offer/insurance/liability").field("insurer") == "Signal Mutual"
    assert give(cora, PDF).h1 == "What your insurer knows"


def test_a_file_too_big_to_keep_gets_words_beside_it_too(cora, shelf):
    answer = send_whole(cora, PDF.ljust(6 * MEGABYTE))
    assert answer.status_code == 200
    assert "This file is bigger than 5 MB. Take a smaller photo" in answer.text
    assert files(shelf) == set()


def test_a_file_far_too_big_is_not_even_read(cora, shelf):
    answer = send_whole(cora, PDF.ljust(17 * MEGABYTE))
    assert answer.status_code == 413
    assert "That file is too big" in answer.text
    assert files(shelf) == set()


def test_other_pages_read_no_more_than_before(cora):
    page = cora.get("/employer/offer/insurance/liability")
    words = {"insurer": "x" * 6 * MEGABYTE, "csrf_token": page.field("csrf_token")}
    cora.post("/employer/offer/insurance/liability", words, status=413)


def test_nobody_needs_a_certificate_to_go_on(cora, cast):
    page = cora.submit(cora.get(PAGE), button=GO_ON)
    assert page.h1 == "What your insurer knows"
    publish(cora)
    assert cast.employer.insurance_certificate is None


def test_a_new_file_takes_the_place_of_the_old_one(cora, cast, shelf, work):
    give(cora, PDF)
    publish(cora)
    assert "You gave us a file" in cora.get(PAGE).text
    give(cora, JPG, "photo.jpg")
    work()
    assert files(shelf) == {PDF, JPG}, "the published one stays until the other is published"
    give(cora, JPG + b"2", "photo.jpg")
    work()
    assert files(shelf) == {PDF, JPG + b"2"}
    publish(cora)
    work()
    assert files(shelf) == {JPG + b"2"}
    assert cast.employer.insurance_certificate.endswith(".jpg")


def test_it_stays_when_the_page_is_saved_without_a_new_one(cora, cast, shelf, work):
    give(cora, PDF)
    cora.submit(cora.get(PAGE), button=GO_ON)
    publish(cora)
    work()
    assert files(shelf) == {PDF}
    assert cast.employer.insurance_certificate


def test_it_can_be_taken_out(cora, cast, shelf, work):
    give(cora, PDF)
    publish(cora)
    cora.submit(cora.get(PAGE), {"remove": "y"}, button=GO_ON)
    publish(cora)
    work()
    assert cast.employer.insurance_certificate is None
    assert files(shelf) == set()
    assert cora.get(FILE, status=302).location == PAGE


def test_it_goes_with_the_cover_it_proves(cora, cast, shelf, work):
    give(cora, PDF)
    publish(cora)
    page = cora.get("/employer/offer/insurance/liability")
    cora.submit(page, {"answer": "not_yet"}, button=GO_ON)
    assert cora.get(PAGE, status=302).location == "/employer/offer"
    cora.post(PAGE, redirects_to="/employer/offer")
    publish(cora)
    work()
    assert files(shelf) == set()
    assert cast.employer.insurance_certificate is None


def test_the_older_of_two_tabs_is_told_and_keeps_no_file(cora, shelf):
    mine = cora.get(PAGE)
    give(cora, PDF)
    page = cora.submit(mine, {"certificate": (io.BytesIO(JPG), "a.jpg")}, button=GO_ON)
    assert "saved in another window" in page.errors[0]
    assert files(shelf) == {PDF}


def test_the_name_of_a_file_cannot_be_sent_in_its_place(cora, cast, session):
    give(cora, PDF)
    publish(cora)
    theirs = cast.employer.insurance_certificate
    other = make_employer(session, key="bakery", name="Rowan Bakery")
    other.insurance = Insurance.HELD
    make_user(session, name="Olu Ade", roles=(Role.EMPLOYER,), employer=other)
    session.commit()
    token = cora.get(PAGE).field("csrf_token")
    for address in (PAGE, "/employer/offer/insurance/certificate"):
        cora.post(address, {"certificate": "f" * 32 + ".pdf", "csrf_token": token})
    publish(cora)
    assert cast.employer.insurance_certificate == theirs


def test_only_its_people_and_leads_who_see_the_employer_read_it(
    cora, cast, as_person, session, client
):
    give(cora, PDF)
    publish(cora)
    address = f"/lead/employers/{cast.employer.id}/certificate/file"
    assert as_person(cast.bea).get(address).data == PDF
    for person in (cast.sam, cast.dina, cast.ada, cast.ola, cast.cora):
        as_person(person).get(address, status=404)
    client.get(FILE, status=302)
    rival = make_employer(session, key="bakery", name="Rowan Bakery")
    olu = make_user(session, name="Olu Ade", roles=(Role.EMPLOYER,), employer=rival)
    assert as_person(olu).get(FILE, status=302).location == PAGE
    cast.employer.is_internal_to_id = cast.other_school.id
    as_person(cast.ben).get(address, status=404)
    as_person(cast.dan).get(address)


def test_who_of_a_school_read_it_is_noted(cora, cast, as_person, session):
    give(cora, PDF)
    publish(cora)
    as_person(cast.ben).get(f"/lead/employers/{cast.employer.id}/certificate/file")
    read = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "certificate_read"))
    assert [(event.actor_id, event.subject_id) for event in read] == [
        (cast.ben.id, cast.employer.id)
    ]


def test_what_we_hold_names_it_and_deleting_the_account_deletes_it(
    cora, cast, session, shelf, work
):
    give(cora, PDF)
    publish(cora)
    give(cora, JPG)
    assert own_data.held(session, cast.employer)["insurance_certificate"] == "file kept (pdf)"
    assert "Download your insurance certificate" in cora.get("/employer/our-data").links
    own_data.remove_people(session, cast.employer, actor=actor_of(cast.cora), now=NOW)
    work()
    assert files(shelf) == set()
    assert session.scalars(sa.select(Draft)).all() == []


@pytest.mark.parametrize(
    ("until", "choices", "left"),
    [
        (date(2099, 8, 31), {}, {PDF}),
        (date(2098, 8, 31), {"insurance": Take.KEPT}, set()),
        (date(2098, 8, 31), {"insurance": Take.OTHER}, {PDF}),
    ],
)
def test_when_two_become_one_the_certificate_of_the_chosen_cover_stays(
    cora, cast, session, shelf, work, until, choices, left
):
    give(cora, PDF)
    publish(cora)
    kept = make_employer(session, key="bakery", name="Rowan Bakery")
    kept.insurance, kept.insured_until = Insurance.HELD, until
    session.commit()
    merging.merge(session, kept, cast.employer, choices, actor=actor_of(cast.ben), now=NOW)
    work()
    assert files(shelf) == left
    assert bool(kept.insurance_certificate) == bool(left)


def test_a_file_whose_draft_ended_is_deleted_within_two_days(cora, session, shelf):
    give(cora, PDF)
    published, theirs = give(cora, PDF), files(shelf)
    assert theirs
    session.execute(sa.delete(Draft))
    assert due.run_due(session, today=TODAY, now=NOW)["certificates nobody needs"] == 0
    for file in shelf.iterdir():
        old = (clock.wall_now() - timedelta(days=1, seconds=9)).timestamp()
        os.utime(file, (old, old))
    assert due.run_due(session, today=TODAY, now=NOW)["certificates nobody needs"] >= 1
    assert files(shelf) == set()
    assert published.status == 200


def test_a_certificate_goes_one_year_after_its_cover_ended(cora, cast, session, shelf, work):
    give(cora, PDF)
    publish(cora)
    cast.employer.insured_until = TODAY - timedelta(days=365)
    found = due.run_due(session, today=TODAY, now=NOW)["certificates of old cover"]
    assert (found, bool(cast.employer.insurance_certificate)) == (0, True)
    found = due.run_due(session, today=TODAY + timedelta(days=1), now=NOW)
    assert found["certificates of old cover"] == 1
    work()
    assert files(shelf) == set()
    assert cast.employer.insurance_certificate is None


def test_a_file_somebody_names_is_never_swept_away(cora, session, shelf):
    give(cora, PDF)
    publish(cora)
    give(cora, JPG)
    for file in shelf.iterdir():
        os.utime(file, (0, 0))
    certificates.remove_left_over(session, today=TODAY, now=NOW)
    assert files(shelf) == {PDF, JPG}


def test_a_file_that_is_gone_is_a_page_that_is_gone(cora, cast):
    give(cora, PDF)
    publish(cora)
    stored_files.remove(cast.employer.insurance_certificate, shelf="certificates")
    cora.get(FILE, status=404)
