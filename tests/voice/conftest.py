"""A voice of its own for a test, with real espeak-ng and ffmpeg."""

import shutil
from pathlib import Path

import pytest

import config
from deskq.core import outages
from deskq.core.text.names import Name
from deskq.voice.clip_service import Voice
from deskq.voice.phrases import Spoken
from tests.conftest import require

HALL = Name("سالن میز خدمت", "Service hall")
CALL = Spoken("42", 3, HALL, Name("طبقهٔ همکف", "Ground floor"), HALL)


@pytest.fixture(autouse=True)
def no_problem_of_before():
    outages.forget()
    yield
    outages.forget()


@pytest.fixture
def tools() -> None:
    for tool in ("espeak-ng", "ffmpeg"):
        require(tool, shutil.which(tool) is not None)


@pytest.fixture
def make_voice(tmp_path: Path):
    """``make_voice(VOICE_ENGINE="command", ...)`` with settings as they stand in the environment."""

    def make(folder: Path = tmp_path / "clips", **settings: str) -> Voice:
        return Voice(config.load({f"DESKQ_{name}": value for name, value in settings.items()}), folder)

    return make


@pytest.fixture
def voice(tools: None, make_voice) -> Voice:
    return make_voice()
