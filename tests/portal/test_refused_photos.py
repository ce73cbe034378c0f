"""Photos of forms that were refused: kept while a field is corrected, and deleted soon if it is not."""

import os
import re
from io import BytesIO
from unittest.mock import Mock

import pytest
from PIL import Image

import config
from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.ops.jobs import release_uploads
from deskq.web import pending_uploads, uploads
from deskq.web.pending_uploads import LIFE_SECONDS
from deskq.web.pixel_budget import PixelBudget
from tests.portal.submit import send
from tests.tools.images import picture

__all__ = ["send"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    return tmp_path / "instance" / "photos"


def stored(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


def signed(answer) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', answer.text)


@pytest.fixture
def pass_seconds(app):
    """``pass_seconds(60)``: the job runs so many seconds after the form was last sent."""

    def run(seconds: float) -> None:
        marked = [path.stat().st_mtime for path in (config.INSTANCE / "pending_photos").iterdir()]
        uploads.release_due(lambda files: message.files(db.session(), files), max(marked, default=0.0) + seconds)

    return run


def test_a_photo_waits_half_an_hour_for_its_form(send, folder, pass_seconds):
    refused = send("request", photos=[(picture(), "a.jpg")])
    assert refused.status_code == 422

    pass_seconds(LIFE_SECONDS - 1)
    assert len(stored(folder)) == 2
    pass_seconds(LIFE_SECONDS + 1)

    assert stored(folder) == []
    assert send("suggestion", kept=signed(refused)).status_code == 422


def test_each_time_the_form_is_sent_it_waits_anew(send, folder, filed, pass_seconds):
    first = send("request", photos=[(picture(), "a.jpg")])
    for marker in (config.INSTANCE / "pending_photos").iterdir():
        os.utime(marker, (1, 1))

    second = send("request", kept=signed(first))
    pass_seconds(LIFE_SECONDS - 1)

    assert send("suggestion", kept=signed(second)).status_code == 303
    (made,) = filed()
    assert len(message.photos(db.session(), made.id)) == 1


def test_the_photo_of_a_registered_form_is_held_no_longer_and_stays(send, folder, filed):
    refused = send("request", photos=[(picture(), "a.jpg")])
    send("suggestion", kept=signed(refused))

    release_uploads()

    assert uploads.held() == set()
    assert len(stored(folder)) == 2


def test_of_a_form_that_is_refused_for_good_nothing_stays(client, file, folder):
    made = file("suggestion", phone="09121234567")

    answer = client.post(f"/track/{made.code}/words", data={"words": "x", "photos": [(picture(), "a.jpg")]})

    assert answer.status_code == 403
    assert stored(folder) == []


def test_a_photo_that_another_message_has_stays_when_a_form_with_it_is_refused(send, folder, pass_seconds):
    send("suggestion", photos=[(picture(), "a.jpg")])
    send("request", photos=[(picture(), "a.jpg")])

    pass_seconds(LIFE_SECONDS + 1)

    assert len(stored(folder)) == 2


def test_a_fault_while_the_form_is_stored_leaves_no_photo(send, folder, app, monkeypatch):
    monkeypatch.setattr("deskq.portal.views.submit.idempotent.submit", Mock(side_effect=LookupError("a fault")))

    answer = send("suggestion", photos=[(picture(), "a.jpg")])

    assert answer.status_code == 500
    assert stored(folder) == []
    assert uploads.held() == set()


def test_one_address_holds_so_many_and_its_oldest_go_first(send, folder, monkeypatch):
    monkeypatch.setattr(pending_uploads, "MOST_OF_ONE", 3)

    pages = [send("request", photos=[(picture((40 + n, 40)), "a.jpg")]) for n in range(5)]

    assert len(stored(folder)) == 2 * 3
    assert send("suggestion", kept=signed(pages[0])).status_code == 422
    assert send("suggestion", kept=signed(pages[4])).status_code == 303


def test_all_together_hold_so_many_and_who_holds_most_gives_way(send, client, folder, monkeypatch):
    monkeypatch.setattr(pending_uploads, "MOST_IN_ALL", 4)
    data = {"kind": "request", "body": "", "request_key": "key-of-a-citizen", "photos": [(picture((99, 99)), "a.jpg")]}
    citizen = client.post("/messages", data=data, environ_base={"REMOTE_ADDR": "192.0.2.9"})

    for n in range(8):
        send("request", photos=[(picture((40 + n, 40)), "a.jpg")])

    assert len(stored(folder)) == 2 * 4
    assert send("suggestion", kept=signed(citizen)).status_code == 303


def test_an_hour_of_uploads_of_one_address_is_limited(limited, folder):
    limited.application.config["UPLOAD_MB_PER_HOUR"] = 1
    form = {"kind": "suggestion", "body": "چراغی خاموش است"}
    noise = [os.urandom(3 * 700 * 700) for _ in range(12)]

    def send(number: int, content: bytes, address: str):
        drawn = BytesIO()
        Image.frombytes("RGB", (700, 700), content).save(drawn, "JPEG", quality=90)
        drawn.seek(0)
        data = {**form, "request_key": f"onekey-of-page-{number}", "photos": [(drawn, "a.jpg")]}
        return limited.post("/messages?lang=en", data=data, environ_base={"REMOTE_ADDR": address})

    answers = [send(number, content, "192.0.2.1") for number, content in enumerate(noise)]
    other = send(99, noise[0], "192.0.2.2")
    plain = {**form, "request_key": "onekey-of-a-page-without"}
    without = limited.post("/messages", data=plain, environ_base={"REMOTE_ADDR": "192.0.2.1"})

    assert (answers[0].status_code, answers[-1].status_code) == (303, 429)
    assert "You can send the form without them" in answers[-1].text
    assert (other.status_code, without.status_code) == (303, 303)
    assert sum(path.stat().st_size for path in folder.glob("*")) < 2 * 1024 * 1024


def test_an_address_has_a_budget_of_decoding_and_others_have_theirs(limited, folder, monkeypatch):
    monkeypatch.setattr(uploads, "_budget", PixelBudget(burst=0.01, per_second=0.000_01))

    def send(number: int, address: str):
        form = {"kind": "suggestion", "body": "چراغی خاموش است", "request_key": f"onekey-of-page-{number}"}
        data = {**form, "photos": [(picture((60 + number, 40)), "a.jpg")]}
        return limited.post("/messages?lang=en", data=data, environ_base={"REMOTE_ADDR": address})

    answers = [send(1, "192.0.2.1"), send(2, "192.0.2.1"), send(3, "2001:db8::1"), send(4, "2001:db8::2")]

    assert [answer.status_code for answer in answers] == [303, 429, 303, 429]
    assert "Many pictures came from here" in answers[1].text
