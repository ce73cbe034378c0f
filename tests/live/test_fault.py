"""A failing socket request shows no internals; the screen connects again."""

from deskq.live import subscriptions


def test_a_fault_is_a_word_and_the_end_of_the_line(socket, pair, monkeypatch, caplog):
    screen = socket(pair("lobby"))

    def broken(given: object) -> None:
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr(subscriptions, "authorize", broken)

    answer = screen.watch("lobby")

    assert answer == {"ok": False, "type": "fault"}
    assert not screen.connected
    assert "the inside of the house" in caplog.text


def test_the_next_connection_is_as_good_as_new(socket, pair, monkeypatch):
    device = pair("lobby")
    with monkeypatch.context() as broken:
        broken.setattr(subscriptions, "authorize", None)
        socket(device).watch("lobby")

    assert socket(device).watch("lobby")["ok"]
