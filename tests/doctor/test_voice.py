"""The doctor says what is wrong with the voice."""

import pytest


@pytest.fixture
def more_settings() -> dict[str, object]:
    return {"VOICE_ENGINE": "espeak"}


def test_programs_of_the_voice_that_are_missing_are_named(doctor, program, monkeypatch, tmp_path):
    for name in ("espeak-ng", "ffmpeg"):
        program(name, "")
    assert [one.state for one in doctor("voice")] == ["ok"]
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))

    found = doctor("voice")

    assert [one.advice for one in found] == [
        "Install it and restart: apt install espeak-ng",
        "Install it and restart: apt install ffmpeg",
    ]


def test_a_missing_folder_of_recordings_is_named(app, doctor, program, tmp_path):
    for name in ("espeak-ng", "ffmpeg"):
        program(name, "")
    app.config["VOICE_RECORDINGS"] = str(tmp_path / "nowhere")

    assert "nowhere" in doctor("voice")[0].text


def test_a_voice_that_is_switched_off_is_no_fault(app, doctor):
    app.config["VOICE_ENGINE"] = "none"

    assert doctor("voice")[0].state == "ok"
