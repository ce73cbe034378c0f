"""Registers the voice of this process, its clips' addresses and the jobs that make them."""

from flask import Flask

import config
from deskq.jobs import table
from deskq.voice import views
from deskq.voice.clip_service import Voice
from deskq.voice.jobs import jobs


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)


def init_state(app: Flask) -> None:
    voice = app.extensions["deskq_voice"] = Voice(app.config, config.INSTANCE / "voice")
    table.add(app, *jobs(voice))
    table.at_start(app, voice.begin)
