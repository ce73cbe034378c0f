"""Registers the pages of the set-up."""

from flask import Flask

from deskq.core import event_types
from deskq.live import registry
from deskq.setup import events, finding_count, listeners
from deskq.setup.readiness import shown, words
from deskq.setup.trial_cues import TrialCues
from deskq.setup.views import (
    begin,
    change_list,
    device_trials,
    devices,
    first,
    index,
    people,
    places,
    trials,
    way,
    whole_file,
)

#: Each adds the pages of its steps to the same blueprint.
STEPS = (index, way, places, people, devices, trials, first, whole_file, change_list)


def init_app(app: Flask) -> None:
    event_types.register(events)
    assert listeners  # importing the module subscribes its functions
    app.jinja_env.globals["finding_count"] = finding_count.count
    app.jinja_env.globals["setup_way"] = way.current
    app.jinja_env.globals["setup_bar"] = way.bar
    app.jinja_env.globals["town_lacks"] = way.lacks
    app.jinja_env.globals["step_text"] = shown.lack_text
    app.jinja_env.globals["step_names"] = words.STEP_NAMES
    app.jinja_env.globals["part_words"] = words.PART_WORDS
    app.register_blueprint(begin.blueprint)
    app.register_blueprint(device_trials.blueprint)
    for blueprint in {page.blueprint for page in STEPS}:
        app.register_blueprint(blueprint)


def init_state(app: Flask) -> None:
    registry.of(app).add_cues(TrialCues(app))
