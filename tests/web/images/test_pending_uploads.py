"""A photo is deleted when nobody holds it and no message has it, also while another form stores the same one."""

import pytest

from deskq.web import images, pending_uploads
from deskq.web.pending_uploads import Held

PHOTO = "a" * 40 + ".webp"


@pytest.fixture
def markers(tmp_path):
    return tmp_path / "markers"


@pytest.fixture
def store(tmp_path):
    """``store()`` writes the photo and its thumbnail, as an upload does."""
    photos = tmp_path / "photos"
    photos.mkdir()

    def write():
        for name in (PHOTO, images.small(PHOTO)):
            part = photos / f"{name}.part"
            part.write_bytes(b"x")
            part.replace(photos / name)
        return photos

    return write


def hold(markers, who: str) -> Held:
    held = pending_uploads.new(PHOTO, who)
    pending_uploads.hold(markers, held)
    return held


def test_two_forms_hold_the_same_photo_and_the_last_one_frees_it(markers, store):
    photos, one, other = store(), hold(markers, "one"), hold(markers, "other")

    first = pending_uploads.release(markers, [one], photos)
    second = pending_uploads.release(markers, [other], photos)
    pending_uploads.delete(second, set(), photos)

    assert first == []
    assert list(photos.iterdir()) == []


def test_what_a_message_has_is_not_deleted(markers, store):
    photos, one = store(), hold(markers, "one")

    pending_uploads.delete(pending_uploads.release(markers, [one], photos), {PHOTO}, photos)

    assert len(list(photos.iterdir())) == 2


def test_what_another_form_stored_meanwhile_is_not_deleted(markers, store):
    """It was stored, registered and released between the question to the database and the deletion."""
    photos, one = store(), hold(markers, "one")
    unheld = pending_uploads.release(markers, [one], photos)

    store()
    pending_uploads.delete(unheld, set(), photos)

    assert {path.name for path in photos.iterdir()} == {PHOTO, images.small(PHOTO)}


def test_a_marker_that_another_process_removed_frees_nothing_again(markers, store):
    photos, one = store(), hold(markers, "one")
    pending_uploads.release(markers, [one], photos)

    assert pending_uploads.release(markers, [one], photos) == []


def test_a_marker_names_no_address(markers):
    hold(markers, "192.0.2.77")

    assert "192.0.2.77" not in str(list(markers.iterdir()))
    assert [path.stat().st_mode & 0o777 for path in (markers, *markers.iterdir())] == [0o700, 0o600]


def test_files_that_are_no_markers_are_left_alone(markers):
    hold(markers, "one")
    (markers / "something else").touch()

    assert len(pending_uploads.held(markers)) == 1
