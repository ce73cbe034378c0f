"""Sound clips of the kiosk's pages: only for a kiosk, and only of texts that this server has rendered."""

import html
import re
from types import SimpleNamespace

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office.rules import Place
from deskq.queue import wait_port
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.phone import queries as phone_queries
from deskq.queue.screens.shared import WaitShown
from deskq.queue.service import counters
from deskq.queue.service import issue as issue_service
from deskq.queue.views.read_aloud import LONGEST, speaks
from tests.conftest import KEY

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
def issue(office):
    """``issue()``: a visitor takes a token for the information desk; its address."""

    def take() -> str:
        key = secrets.new()
        secret = secrets.for_request(KEY, key)
        issue_service.issue(office, "device:1", NewTicket("info_desk", secret, "", "en", key))
        return secret

    return take


@pytest.fixture
def voice(app):
    app.extensions["deskq_voice"] = Voice()
    yield app.extensions["deskq_voice"]
    del app.extensions["deskq_voice"]


def spoken(kiosk, path="/kiosk"):
    """Everything that a page of the kiosk has to say, as it is asked for."""
    found = re.findall(r'data-say[\w-]*="([^"]*)" data-say[\w-]*-key="([\w ]+)"', kiosk.get(path).text)
    assert found
    lines = [(html.unescape(text).split("\n"), keys.split()) for text, keys in found]
    texts = [pair for said, keys in lines for pair in zip(said, keys, strict=True)]
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
    stranger = kiosk.application.test_client()

    assert stranger.get("/voice/say", query_string=spoken(kiosk)[0], headers=FAR).status_code == 403


def test_no_connection_to_the_database_is_held_while_a_text_is_spoken(kiosk, voice, monkeypatch):
    held, make = [], voice.make
    monkeypatch.setattr(voice, "make", lambda clip: held.append(db.session().in_transaction()) or make(clip))
    asked = spoken(kiosk)[0]

    assert kiosk.get("/voice/say", query_string=asked).status_code == 200
    assert held == [False]


def test_an_office_without_a_voice_says_so_without_a_fault(kiosk):
    assert kiosk.get("/voice/say", query_string=spoken(kiosk)[0]).status_code == 204


def test_a_name_with_markup_is_said_as_words(app):
    with app.test_request_context("/kiosk"):
        assert speaks('<b>a</b> & "b"').startswith('data-say="a &amp; &#34;b&#34;" data-say-key=')


@pytest.fixture
def told(monkeypatch):
    """``told((720, 1500))``: what the estimate says, of every service and ticket."""

    def tell(seconds):
        monkeypatch.setattr(wait_port, "of_service", lambda *asked: WaitShown(seconds))
        monkeypatch.setattr(wait_port, "of_ticket", lambda *asked: WaitShown(seconds))

    return tell


def main_says(kiosk, path):
    text = kiosk.get(f"{path}?lang=en").text
    return html.unescape(re.search(r'<main[^>]*data-say="([^"]*)"', text)[1])


WAITS = [
    (None, "The wait is unknown: no counter is open for this service."),
    ((60, 110), "The wait is a few minutes."),
    ((240, 240), "The wait is about 4 minutes."),
    ((540, 840), "The wait is about 10 to 15 minutes."),
    ((2400, 4000), "The wait is about 40 minutes to 1 hour 15 minutes."),
]


@pytest.fixture
def staffed(at):
    """Every service is served: else its tile says that no counter is open, and no wait."""
    for number in range(1, 7):
        counters.open_counter(at(number))


@pytest.mark.parametrize(("seconds", "words"), WAITS)
def test_the_wait_is_said_before_the_choice_and_on_the_token(kiosk, staffed, issue, told, seconds, words):
    told(seconds)
    group = html.unescape(kiosk.get("/kiosk/groups/1?lang=en").text)

    assert re.search(rf'data-say="[^"]*ahead of you. {re.escape(words)} Choice 1 of', group)
    assert words in main_says(kiosk, "/kiosk/services/info_desk")
    assert words in main_says(kiosk, f"/kiosk/tickets/{issue()}")


@pytest.mark.parametrize(
    ("count", "words"), [(3, "Counter 3: "), (4, "one of 4 counters. The board shows"), (9, "9 counters")]
)
def test_many_counters_are_said_shortly(kiosk, issue, monkeypatch, count, words):
    way = Name("سمت راست، پس از آب‌سردکن، روبه‌روی آسانسور", "on the right, past the water cooler, across from the lift")
    places = [Place(number, way, way, way, "right") for number in range(1, count + 1)]
    monkeypatch.setattr(phone_queries, "_places", lambda *asked: places)

    said = main_says(kiosk, f"/kiosk/tickets/{issue()}")

    assert words in said
    assert ("Counter 3: " in said) == (count <= 3)


@pytest.mark.parametrize("path", ["/kiosk/nothing", "/kiosk/services/nothing", "/kiosk/tickets/nothing"])
def test_a_refusal_at_the_kiosk_has_its_clip(kiosk, voice, path):
    asked = spoken(kiosk, path)

    assert main_says(kiosk, path) == "Page not found."
    assert [kiosk.get("/voice/say", query_string=one).status_code for one in asked] == [200] * len(asked)


def test_a_text_longer_than_a_clip_is_several_clips(kiosk, voice, app):
    with app.test_request_context("/kiosk?lang=en"):
        drawn = str(speaks("This is a sentence of some length. " * 40))
    found = re.match(r'data-say="([^"]*)" data-say-key="([^"]*)"', drawn)
    said, keys = found[1].split("\n"), found[2].split()

    assert len(said) == len(keys) > 1
    for text, key in zip(said, keys, strict=True):
        assert len(text) <= LONGEST
        assert kiosk.get("/voice/say", query_string={"lang": "en", "text": text, "key": key}).status_code == 200


def test_a_code_with_a_letter_is_spelled_as_in_the_call(kiosk, voice, app):
    with app.test_request_context("/kiosk"):
        drawn = str(speaks("شمارهٔ شما A۱۷ است."))
    text, key = re.match(r'data-say="([^"]*)" data-say-key="([^"]*)"', drawn).groups()

    kiosk.get("/voice/say", query_string={"lang": "fa", "text": text, "key": key})

    assert voice.made == ["شمارهٔ شما A ۱۷ است."]


def test_one_person_ahead_is_said_as_one(kiosk, issue):
    issue()

    assert "One person is ahead of you." in main_says(kiosk, f"/kiosk/tickets/{issue()}")
