"""Who may fetch a clip, how long it is cached, and how managers see an outage of the voice."""

import pytest

from deskq.core import outages
from deskq.voice import phrases, programs
from deskq.voice.clip_service import Voice
from tests.live.conftest import pair
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look", "pair"]


@pytest.fixture
def clip(app, voice):
    """The address of a clip made by this app."""
    app.extensions["deskq_voice"] = voice
    made = voice.clip(phrases.number("42", "fa"), "fa")
    assert voice.make(made)
    return made.address


@pytest.mark.parametrize(("ending", "kind"), [("opus", "audio/ogg; codecs=opus"), ("mp3", "audio/mpeg")])
def test_a_lobby_fetches_a_clip_once_and_keeps_it(pair, clip, ending, kind):
    answer = pair("lobby").get(clip.replace("opus", ending))

    assert answer.status_code == 200
    assert answer.content_type == kind
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert len(answer.data) > 1000


def test_a_stranger_and_a_kiosk_fetch_none(browser, pair, clip):
    assert browser().get(clip).status_code == 303
    assert pair("kiosk").get(clip).status_code == 303


def test_a_clip_that_cannot_be_made_is_not_there(app, pair, make_voice):
    app.extensions["deskq_voice"] = broken = make_voice(VOICE_ENGINE="command", VOICE_COMMAND="false")
    wanted = broken.clip(phrases.number("42", "fa"), "fa")
    broken.make(wanted)

    assert pair("lobby").get(wanted.address).status_code == 404


def test_managers_and_operations_read_what_is_wrong_and_since_when_and_the_desk_is_ready_all_the_same(client, sign_in):
    outages.report("voice", programs.failed("espeak-ng").problem)
    sign_in("supervisor")

    persian, english = client.get("/manage").text, client.get("/manage?lang=en").text
    ready = client.get("/readyz")

    assert "برنامهٔ \u2066espeak-ng\u2069 درست کار نمی‌کند" in persian
    assert "از ساعت ۱۰:۰۰." in persian
    assert "The program espeak-ng does not work properly." in english
    assert (ready.status_code, ready.json["ways_out"]) == (200, {"voice": "failed"})
    assert 'deskq_way_out_works{way="voice"} 0' in client.get("/metrics").text


def test_a_problem_keeps_the_moment_it_began_until_it_is_over(app, later):
    outages.report("voice", programs.failed("espeak-ng").problem)
    (before,) = outages.current()
    later(minutes=5)
    outages.report("voice", programs.failed("espeak-ng").problem)

    assert outages.current() == [before]
    outages.report("voice", None)
    assert outages.current() == []


def test_the_voice_of_the_office_keeps_its_clips_in_the_instance(app, instance):
    assert isinstance(app.extensions["deskq_voice"], Voice)
    assert app.extensions["deskq_voice"].cache._folder == instance / "voice"
