"""What phones receive: their own call at once, and their position when it changes."""

from deskq.queue.service import calls, counters


def test_only_the_phone_of_the_called_ticket_receives_the_cue(socket, at, issue, follow):
    counters.open_counter(at(2))
    (_, token), (_, other) = issue(), issue()
    mine, theirs = socket(), socket()
    mine.watch("ticket", token=token), theirs.watch("ticket", token=other)
    follow()
    mine.heard(), theirs.heard()
    calls.call_next(at(2))

    follow()

    names = [name for name, _ in mine.heard()]
    assert names == ["state", "call"]
    assert [name for name, _ in theirs.heard()] == []


def test_phones_of_later_tickets_receive_their_new_position(socket, at, issue, follow, later):
    counters.open_counter(at(2))
    issue(), issue()
    _, token = issue()
    phone = socket()
    phone.watch("ticket", token=token)
    later(seconds=1)
    follow()
    phone.heard()
    calls.call_next(at(2))

    later(seconds=1)
    follow()

    state = phone.state()
    assert f"/t/{token}/cancellation" in state["html"]
    assert "۱" in state["html"]


def test_a_phone_learns_at_once_that_nobody_serves_it_any_more(app, socket, at, issue, follow, later):
    counters.open_counter(at(2))
    _, token = issue()
    app.extensions["deskq_estimate"].step()
    phone = socket()
    phone.watch("ticket", token=token, lang="en")
    later(seconds=1)
    follow()
    phone.heard()
    counters.close_counter(at(2))

    later(seconds=1)
    follow()

    assert "unknown" in phone.state()["html"]


def test_phones_with_an_unchanged_position_receive_nothing(socket, issue, follow, later):
    _, token = issue()
    phone = socket()
    phone.watch("ticket", token=token)
    later(seconds=1)
    follow()
    phone.heard()
    issue()

    later(seconds=1)
    follow()

    assert phone.heard() == []


def test_a_phone_in_two_languages_keeps_its_secret_when_one_page_closes(socket, at, issue, follow):
    counters.open_counter(at(2))
    _, token = issue()
    persian, english = socket(), socket()
    persian.watch("ticket", token=token), english.watch("ticket", token=token, lang="en")
    english.leave()
    persian.heard()
    calls.call_next(at(2))

    follow()

    assert f"/t/{token}/cancellation" in persian.states()[0]["html"]
