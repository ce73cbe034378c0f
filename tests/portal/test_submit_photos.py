"""Photos sent with a message on the public page."""

import re
from io import BytesIO

from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.web import uploads
from tests.portal.submit import send
from tests.tools.images import picture

__all__ = ["send"]


def test_photos_are_stored_with_the_message(send, filed):
    send("suggestion", photos=[(picture(), "a.jpg"), (picture((50, 50)), "b.jpg")])

    (made,) = filed()
    kept = message.photos(db.session(), made.id)
    assert [photo.kind for photo in kept] == ["report", "report"]
    assert all((uploads.folder() / photo.file).is_file() for photo in kept)


def test_an_invalid_picture_is_reported_and_the_valid_one_is_kept(send, filed):
    first = send("suggestion", photos=[(picture(), "a.jpg"), (BytesIO(b"no picture"), "b.jpg")])
    assert first.status_code == 422
    assert 'id="photos-problem"' in first.text
    assert filed() == []

    (kept,) = re.findall(r'name="kept" value="([^"]+)"', first.text)
    assert send("suggestion", kept=kept).status_code == 303

    (made,) = filed()
    assert len(message.photos(db.session(), made.id)) == 1


def test_a_photo_of_another_form_cannot_be_referenced(send, filed):
    send("suggestion", kept="0" * 40 + ".webp")

    (made,) = filed()
    assert message.photos(db.session(), made.id) == []


def test_resubmitting_with_another_photo_is_reported_and_loses_none(send, filed):
    first = send("suggestion", photos=[(picture(), "a.jpg")])
    same = send("suggestion", photos=[(picture(), "a.jpg")])
    other = send("suggestion", photos=[(picture((50, 50)), "b.jpg")])

    assert (first.status_code, same.location) == (303, first.location)
    assert other.status_code == 409
    assert 'name="kept"' in other.text
    assert len(filed()) == 1


def test_at_most_four_photos_are_accepted(send, filed):
    many = [(picture((40 + n, 40)), f"{n}.jpg") for n in range(6)]

    answer = send("suggestion", photos=many)

    assert answer.status_code == 422
    assert answer.text.count('name="kept"') == 4
    assert filed() == []
