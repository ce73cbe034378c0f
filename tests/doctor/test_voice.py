"""The doctor says what is wrong with the voice."""

import pytest


@pytest.fixture
def more_settings() -> dict[str, object]:
    return {"VOICE_ENGINE": "espeak"}


def test_a_folder_and_programs_of_the_voice_that_are_missing_are_named(app, doctor, program, monkeypatch, tmp_path):
    for name in ("espeak-ng", "ffmpeg"):
        program(name, "")
    assert [one.state for one in doctor("voice")] == ["ok"]
    app.config["VOICE_RECORDINGS"] = str(tmp_path / "nowhere")
    assert "nowhere" in doctor("voice")[0].text
    app.config["VOICE_RECORDINGS"] = ""
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))

    advice = [one.advice for one in doctor("voice")]

    assert advice == [f"Install it and restart: apt install {name}" for name in ("espeak-ng", "ffmpeg")]


def test_a_voice_that_is_switched_off_is_no_fault(app, states):
    app.config["VOICE_ENGINE"] = "none"

    assert states("voice") == ["ok"]
