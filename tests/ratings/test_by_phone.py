"""Rating on the visitor's own page: faces, then words if they like."""

import pytest


def test_one_tap_then_words(client, visit, rated):
    ticket, token = visit()

    assert 'value="5"' in client.get(f"/t/{token}").text
    tapped = client.post(f"/t/{token}/rating", data={"score": "5"})
    told = client.post(f"/t/{token}/rating/words", data={"reasons": ["conduct", "order"], "comment": "سپاس"})

    assert (tapped.status_code, tapped.location) == (303, f"/t/{token}")
    assert told.status_code == 303
    kept = rated(ticket)
    assert (kept.score, kept.source, kept.reasons, kept.comment) == (5, "phone", "conduct,order", "سپاس")


def test_words_may_be_left_empty(client, visit, rated):
    ticket, token = visit()
    client.post(f"/t/{token}/rating", data={"score": "3"})

    assert client.post(f"/t/{token}/rating/words", data={"comment": ""}).status_code == 303
    assert rated(ticket).comment == ""


def test_a_second_tap_changes_nothing_and_says_so(client, visit, rated):
    ticket, token = visit()
    client.post(f"/t/{token}/rating", data={"score": "5"})

    answer = client.post(f"/t/{token}/rating", data={"score": "1"})

    assert answer.status_code == 409
    assert rated(ticket).score == 5


@pytest.mark.parametrize("form", [{}, {"score": ""}, {"score": "6"}, {"score": "good"}, {"score": "5", "source": "x"}])
def test_a_tap_on_no_face_is_refused(client, visit, rated, form):
    ticket, token = visit()

    assert client.post(f"/t/{token}/rating", data=form).status_code == 422
    assert rated(ticket) is None


def test_late_is_too_late_and_the_page_says_so(client, visit, later):
    _, token = visit()
    later(hours=24, seconds=1)

    assert client.post(f"/t/{token}/rating", data={"score": "5"}).status_code == 409
    assert "over" in client.get(f"/t/{token}?lang=en").text


def test_a_guessed_secret_rates_nothing(client, visit):
    ticket, token = visit()

    for guess in (token[:-1] + "_", str(ticket.id), token.upper()):
        assert client.post(f"/t/{guess}/rating", data={"score": "1"}).status_code == 404
