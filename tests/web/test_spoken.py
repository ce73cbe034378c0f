"""Clips of the kiosk's own pages: only for a kiosk, and only of texts that this server has drawn."""

import html
import re
from types import SimpleNamespace

import pytest

from deskq.queue.views.spoken import speaks

FAR = {"X-Forwarded-For": "192.0.2.7"}


class Voice:
    """Speaks by remembering; ``made`` are the texts in the order they were asked for."""

    engine = object()

    def __init__(self):
        self.made, self.clips = [], {}
        self.cache = SimpleNamespace(read=lambda key, kind: self.clips.get(key))

    def clip(self, piece, language):
        return SimpleNamespace(key=f"{language} {piece.text}", text=piece.text)

    def make(self, clip):
        self.made.append(clip.text)
        self.clips[clip.key] = clip.text.encode()
        return True


@pytest.fixture
def kiosk(client, app):
    app.config["DEMO"] = True
    return client


@pytest.fixture
def voice(app):
    app.extensions["deskq_voice"] = Voice()
    yield app.extensions["deskq_voice"]
    del app.extensions["deskq_voice"]


def spoken(kiosk, path="/kiosk"):
    """Everything that a page of the kiosk has to say, as it is asked for."""
    found = re.findall(r'data-say[a-z-]*="([^"]*)" data-say[a-z-]*-key="(\w+)"', kiosk.get(path).text)
    assert found
    texts = [(html.unescape(text), key) for text, key in found]
    return [{"lang": "en" if text.isascii() else "fa", "text": text, "key": key} for text, key in texts]


def test_every_text_of_a_page_is_spoken_and_made_once(kiosk, voice):
    for asked in spoken(kiosk) * 2:
        answer = kiosk.get("/voice/say", query_string=asked)
        assert (answer.status_code, answer.data) == (200, asked["text"].encode())

    assert len(voice.made) == len(set(voice.made))


def test_another_text_under_the_same_signature_is_not_there(kiosk, voice):
    drawn = spoken(kiosk)[0]

    for other in ({"text": drawn["text"] + "!"}, {"lang": "de"}, {"text": ""}, {"key": "é"}, {"text": "a" * 9000}):
        assert kiosk.get("/voice/say", query_string={**drawn, **other}).status_code == 404
    assert voice.made == []


def test_only_a_kiosk_is_answered(kiosk, voice):
    asked = spoken(kiosk)[0]
    stranger = kiosk.application.test_client()

    answer = stranger.get("/voice/say", query_string=asked, headers=FAR)

    assert answer.status_code == 403


def test_an_office_without_a_voice_says_so_without_a_fault(kiosk):
    assert kiosk.get("/voice/say", query_string=spoken(kiosk)[0]).status_code == 204


def test_a_name_with_markup_is_said_as_words(app):
    with app.test_request_context("/kiosk"):
        assert speaks('<b>a</b> & "b"').startswith('data-say="a &amp; &#34;b&#34;" data-say-key=')
