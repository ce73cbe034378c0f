"""Registers the inbox with its live screen, and the template filters for deadlines."""

from flask import Flask

from deskq.background_work import registry
from deskq.core import event_types
from deskq.inbox import events, live_screens, tasks
from deskq.inbox.views import (
    actions,
    deadline_badge,
    export,
    inbox,
    message,
    pauses,
    photos,
    ready_answers,
    reset_sender_check,
    saved_filters,
    several,
    work_order,
)
from deskq.work import sources


def init_app(app: Flask) -> None:
    """Pages of one message are routes of the blueprint: import their modules before registering it."""
    assert all((message, actions, pauses, work_order, photos, ready_answers, reset_sender_check))
    assert all((export, saved_filters, several))
    app.register_blueprint(inbox.blueprint)
    event_types.register(events)
    app.jinja_env.filters.update(
        age=deadline_badge.age,
        age_words=deadline_badge.words,
        age_used=deadline_badge.used,
        due_day=deadline_badge.due_day,
        due_hour=deadline_badge.due_hour,
    )


def init_state(app: Flask) -> None:
    live_screens.register(app)
    registry.add(app, export.WORK, export.kind_of_work())
    sources.add(app, tasks.source())
    sources.add_figures(app, tasks.figure_source())
