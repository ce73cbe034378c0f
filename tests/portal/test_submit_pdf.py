"""PDF files sent with a message: beside photos, within the same limits, and only ever downloaded."""

import re
from io import BytesIO

import pytest

from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.web import uploads
from tests.conftest import PASSWORD
from tests.portal.submit import send
from tests.tools.images import picture
from tests.tools.pdf_files import archive, pdf

__all__ = ["send"]


def sent_pdf(content: bytes | None = None, name: str = "نامه.pdf"):
    return (BytesIO(pdf() if content is None else content), name)


def test_a_pdf_is_stored_unchanged_beside_a_photo(send, filed):
    assert send("suggestion", photos=[(picture(), "a.jpg"), sent_pdf()]).status_code == 303

    (made,) = filed()
    files = [photo.file for photo in message.photos(db.session(), made.id)]
    assert [file.rpartition(".")[2] for file in files] == ["webp", "pdf"]
    assert (uploads.folder() / files[1]).read_bytes() == pdf()


@pytest.mark.parametrize(
    ("content", "words"),
    [(archive(), "PDF نیست"), (pdf(trailer=b"/Encrypt 9 0 R"), "رمز"), (pdf(b"<< /S /JavaScript >>"), "برنامه")],
)
def test_a_zip_a_locked_and_a_script_carrying_pdf_are_refused_with_clear_words(send, filed, content, words):
    answer = send("suggestion", photos=[sent_pdf(content), (picture(), "a.jpg")])

    assert answer.status_code == 422
    problem = re.search(r'id="photos-problem">(.*?)</span>', answer.text, re.DOTALL)
    assert words in problem[1]
    assert answer.text.count('name="kept"') == 1, "the photo is kept"
    assert filed() == []


def test_it_is_kept_while_another_field_is_corrected_and_counts_among_the_four(send, filed):
    first = send("request", photos=[sent_pdf()])
    assert first.status_code == 422
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', first.text)

    many = send("suggestion", kept=kept, photos=[(picture((40 + n, 40)), f"{n}.jpg") for n in range(4)])
    assert many.status_code == 422
    assert many.text.count('name="kept"') == 4
    assert send("suggestion", kept=kept).status_code == 303

    (made,) = filed()
    assert [photo.file.endswith(".pdf") for photo in message.photos(db.session(), made.id)] == [True]


def test_it_is_downloaded_by_those_who_see_the_message_and_never_shown_in_a_page(send, filed, client, browser):
    send("suggestion", photos=[sent_pdf()], name="سارا", phone="09121234567")
    (made,) = filed()
    (photo,) = message.photos(db.session(), made.id)
    assert client.get(f"/messages/photos/{photo.file}").status_code == 404

    client.post(f"/track/{made.code}/proof", data={"digits": "4567"})
    assert f"/messages/photos/{photo.file}" in client.get(f"/track/{made.code}").text
    staff = browser()
    staff.post("/sign-in", data={"name": "operator", "password": PASSWORD})
    assert f"/inbox/photos/{photo.file}" in staff.get(f"/inbox/{made.id}").text

    for comes, path in ((client, "/messages/photos"), (staff, "/inbox/photos")):
        answer = comes.get(f"{path}/{photo.file}?small=1")
        assert (answer.status_code, answer.data, answer.mimetype) == (200, pdf(), "application/pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer.headers["Cache-Control"]
    assert staff.get("/inbox/photos/" + "0" * 40 + ".pdf").status_code == 404
