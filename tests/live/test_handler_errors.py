"""A failing socket request shows no internals; the screen connects again."""

from deskq.live import subscriptions


def test_an_error_sends_one_word_and_ends_the_connection(socket, pair, monkeypatch, caplog):
    screen = socket(pair("lobby"))

    def broken(given: object) -> None:
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr(subscriptions, "authorize", broken)

    answer = screen.watch("lobby")

    assert answer == {"ok": False, "type": "fault"}
    assert not screen.connected
    assert "the inside of the house" in caplog.text


def test_the_next_connection_works_normally(socket, pair, monkeypatch):
    device = pair("lobby")
    with monkeypatch.context() as broken:
        broken.setattr(subscriptions, "authorize", None)
        socket(device).watch("lobby")

    assert socket(device).watch("lobby")["ok"]
