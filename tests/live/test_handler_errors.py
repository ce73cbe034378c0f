"""A failing socket request shows no internals; the screen connects again."""

from deskq.live import subscriptions


def test_an_error_sends_one_word_and_ends_the_connection_and_the_next_works(socket, pair, monkeypatch, caplog):
    device = pair("lobby")
    screen = socket(device)

    def broken(given: object) -> None:
        raise RuntimeError("the inside of the house")

    with monkeypatch.context() as patch:
        patch.setattr(subscriptions, "authorize", broken)
        answer = screen.watch("lobby")

    assert answer == {"ok": False, "type": "fault"}
    assert not screen.connected
    assert "the inside of the house" in caplog.text
    assert socket(device).watch("lobby")["ok"]
