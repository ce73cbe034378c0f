"""Photos and scans that staff register with a message."""

import re
from io import BytesIO

import pytest

from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.web import uploads
from tests.intake.intake_form import given, tell
from tests.tools.images import picture

__all__ = ["given", "tell"]


@pytest.mark.parametrize(("channel", "kind"), [("in_person", "report"), ("meeting", "report"), ("letter", "scan")])
def test_scans_and_photos_are_stored_with_the_message(tell, filed, channel, kind):
    answer = tell("supervisor", channel=channel, photos=[(picture(), "a.jpg")])

    (made,) = filed()
    assert answer.status_code == 303
    kept = message.photos(db.session(), made.id)
    assert [photo.kind for photo in kept] == [kind]
    assert (uploads.folder() / kept[0].file).is_file()


def test_an_invalid_picture_is_reported_and_text_and_valid_photos_are_kept(tell, filed):
    first = tell(photos=[(picture(), "a.jpg"), (BytesIO(b"no picture"), "b.jpg")])
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', first.text)
    second = tell(kept=kept)

    assert first.status_code == 422
    assert 'id="photos-problem"' in first.text
    assert "چاله جلوی مدرسه" in first.text
    assert second.status_code == 303
    (made,) = filed()
    assert len(message.photos(db.session(), made.id)) == 1


def test_the_photo_fields_are_last_and_collapsed(sign_in):
    page = sign_in("operator").get("/intake").text
    form = page[page.index('<form class="intake"') : page.index("</form>", page.index('<form class="intake"'))]

    controls = re.findall(r'<(?:input|select|textarea|button)\b(?![^>]*type="hidden")[^>]*', form)

    assert 'type="file"' in controls[-1]
    assert "<details" in form
    assert not re.search(r'<details class="near intake-photos"[^>]* open', form)
