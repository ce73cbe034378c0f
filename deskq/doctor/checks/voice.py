"""Whether calls can be spoken."""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from deskq.core.errors import N_
from deskq.doctor.finding import Finding
from deskq.voice import engines, programs

OFF = N_("Calls are not spoken: the voice is switched off.")
WELL = N_("The speech programs are installed.")
INSTALL = N_("Install it and restart: %(command)s")
NO_FOLDER = N_("The folder of voice recordings is missing: %(folder)s. Text-to-speech is used instead.")
PUT_FOLDER = N_("Put the folder back, or empty DESKQ_VOICE_RECORDINGS.")


def check() -> Iterator[Finding]:
    settings = current_app.config
    engine = engines.chosen(settings)
    if engine is None:
        yield Finding("ok", OFF)
        return
    found = []
    for problem in filter(None, (engine.problem(), programs.absent("ffmpeg"))):
        values = {"command": f"apt install {problem.values['program']}"}
        found.append(Finding("error", problem.text, {**problem.values, **values}, INSTALL))
    folder = settings["VOICE_RECORDINGS"]
    if folder and not Path(folder).is_dir():
        found.append(Finding("warning", NO_FOLDER, {"folder": folder}, PUT_FOLDER))
    yield from found or [Finding("ok", WELL)]
