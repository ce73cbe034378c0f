"""Speech engines: espeak-ng, any other program, or none."""

import json
import sys

import pytest

from deskq.core import outages
from deskq.voice import phrases, programs
from tests.voice.conftest import CALL

NUMBER = phrases.number("42", "fa")
#: A program that speaks by espeak-ng, but in its own way: what it was given stands in the folder.
SPEAKER = """
import subprocess, sys
open(sys.argv[1], "wb").write(sys.stdin.buffer.read())
subprocess.run(["espeak-ng", "-v", sys.argv[2], "--stdout", "word"], stdout=sys.stdout)
"""


def test_without_a_voice_calls_still_have_their_caption(make_voice):
    (said,) = make_voice(VOICE_ENGINE="none").speech(CALL, ["fa"])

    assert said == {"language": "fa", "text": "شمارهٔ ۴۲، به باجهٔ ۳، طبقهٔ همکف", "clips": []}


#: {how the program gets the words: (the code that reads them, its further argument, what it gets)}. The second as
#: docs/voice.md sets it for Piper's server: other braces of an argument stay as they are.
WAYS = {
    "piped": ("sys.stdin.buffer.read()", "", "شمارهٔ ۴۲"),
    "json": (
        "sys.argv[3].encode()",
        """ '{"text":"{text}","voice":"{language}"}'""",
        {"text": "شمارهٔ ۴۲", "voice": "fa"},
    ),
}


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("way", WAYS)
def test_another_program_speaks_by_a_setting(make_voice, tmp_path, way):
    reads, argument, given = WAYS[way]
    program = tmp_path / "speaker.py"
    program.write_text(SPEAKER.replace("sys.stdin.buffer.read()", reads))
    command = f"{sys.executable} {program} '{tmp_path / 'given'}' {{language}}{argument}"
    voice = make_voice(VOICE_ENGINE="command", VOICE_COMMAND=command)
    clip = voice.clip(NUMBER, "fa")

    assert voice.make(clip)
    found = (tmp_path / "given").read_text()
    assert (json.loads(found) if way == "json" else found) == given
    assert voice.cache.has(clip.key)


def test_each_engine_and_each_speed_has_clips_of_its_own(make_voice):
    commands = [
        {"VOICE_ENGINE": "command", "VOICE_COMMAND": words} for words in ("speak {text}", "speak --slow {text}")
    ]
    voices = [make_voice(**settings) for settings in ({}, {"VOICE_SPEED": "160"}, *commands)]

    assert len({voice.clip(NUMBER, "fa").key for voice in voices}) == 4
    assert make_voice().clip(NUMBER, "fa").key == voices[0].clip(NUMBER, "fa").key
    assert len({voices[0].clip(NUMBER, language).key for language in ("fa", "en")}) == 2


def test_the_words_of_a_call_never_reach_a_shell_or_an_option(make_voice):
    voice = make_voice(VOICE_ENGINE="command", VOICE_COMMAND="speak -l {language} {text}")

    assert voice.engine._words("; rm -rf {language} $(id)", "fa") == ["speak", "-l", "fa", "; rm -rf {language} $(id)"]


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        ("/no/such/program {text}", "absent"),
        *((one, "failed") for one in ("false", "true", "echo no sound", "sleep 60")),
    ],
)
@pytest.mark.usefixtures("tools")
def test_a_program_that_does_not_speak_is_told_to_the_manager(make_voice, monkeypatch, command, slug):
    monkeypatch.setattr("deskq.voice.programs.TIMEOUT", 1.0)
    voice = make_voice(VOICE_ENGINE="command", VOICE_COMMAND=command)
    clip = voice.clip(NUMBER, "fa")

    assert not voice.make(clip)
    assert [known.problem.slug for known in outages.current()] == [slug]
    assert voice.wait(clip.key, "opus", 0.5) is None


def test_espeak_that_is_not_installed_is_told_when_the_server_starts(make_voice, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    voice = make_voice()
    voice.check()

    (known,) = outages.current()
    assert (known.part, known.problem.slug, known.problem.values) == ("voice", "absent", {"program": "espeak-ng"})
    assert not voice.make(voice.clip(NUMBER, "fa"))


def test_a_voice_that_speaks_again_is_no_problem_any_more(voice):
    outages.report("voice", programs.failed("espeak-ng").problem)

    voice.make(voice.clip(NUMBER, "fa"))

    assert outages.states()["voice"] is None
