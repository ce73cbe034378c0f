"""What a lobby speaks: every call in the language of its ticket, and again in Persian if that is English."""

import pytest

from deskq.core import secrets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls as calls_service
from deskq.queue.service import counters
from deskq.queue.service import issue as issue_service
from deskq.voice import phrases
from tests.live.test_broadcast import call, calls


class Ordered:
    """A voice that only notes what it is asked for."""

    def __init__(self) -> None:
        self.ahead_of: list[tuple[str, str]] = []
        self.calls: list[tuple[str, tuple[str, ...]]] = []

    def start(self, aside) -> None: ...

    def speech(self, spoken, languages):
        tongues = tuple(languages)
        self.calls.append((spoken.code, tongues))
        return [
            {
                "language": language,
                "text": phrases.phrase(spoken, language).caption,
                "clips": [f"/voice/{piece.name}.opus" for piece in phrases.phrase(spoken, language).pieces],
            }
            for language in tongues
        ]

    def ahead(self, pieces, language) -> None:
        self.ahead_of += [(piece.name, language) for piece in pieces]


@pytest.fixture
def voice(app):
    app.extensions["deskq_voice"] = noted = Ordered()
    return noted


def issue_in(office: int, language: str) -> None:
    issue_service.issue(office, "test", NewTicket("renewal_levy", secrets.new(), language=language))


def test_a_persian_ticket_is_spoken_in_persian_and_so_is_its_recall(voice, lobby, at, issue, follow):
    call(at, issue, follow)

    follow()

    (cue,) = calls(lobby)
    assert [clip.split("/")[-1] for clip in cue["speech"]] == [
        "number-201.opus", "counter-2.opus", "place-طبقه-همکف.opus",
    ]  # fmt: skip
    assert cue["captions"] == [{"language": "fa", "text": "شمارهٔ ۲۰۱، به باجهٔ ۲، طبقهٔ همکف", "clips": 3}]
    calls_service.recall(at(2))
    follow()
    (again,) = calls(lobby)
    assert again["speech"] == cue["speech"]


def test_an_english_ticket_is_spoken_in_english_and_then_in_persian(voice, lobby, office, at, follow):
    counters.open_counter(at(2))
    issue_in(office, "en")
    follow()
    calls_service.call_next(at(2))

    follow()

    (cue,) = calls(lobby)
    assert [caption["language"] for caption in cue["captions"]] == ["en", "fa"]
    assert cue["captions"][0]["text"] == "Number 201, to counter 2, Ground floor"
    assert len(cue["speech"]) == 6


def test_clips_of_numbers_are_created_when_tickets_are_issued_and_those_of_counters_and_places_once(
    voice, lobby, office, issue, follow
):
    issue()
    follow()
    assert voice.ahead_of.count(("counter-6", "fa")) == voice.ahead_of.count(("counter-6", "en")) == 1
    assert ("place-اتاق-106", "fa") in voice.ahead_of
    voice.ahead_of.clear()
    issue_in(office, "en")

    follow()

    assert voice.ahead_of == [("number-202", "en"), ("number-202", "fa")]


def test_without_a_lobby_nothing_is_spoken(voice, at, issue, follow):
    call(at, issue, follow)

    follow()

    assert (voice.calls, voice.ahead_of) == ([], [])


def test_a_phone_receives_a_cue_without_voice(voice, lobby, browser, socket, at, issue, follow):
    counters.open_counter(at(2))
    _, token = issue()
    phone = socket(browser())
    assert phone.watch("ticket", token=token)["ok"]
    calls_service.call_next(at(2))

    follow()

    (cue,) = calls(phone)
    assert (cue["speech"], cue["captions"]) == ([], [])
