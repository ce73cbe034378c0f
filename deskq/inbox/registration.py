"""Registers the inbox and the template filters for deadlines."""

from flask import Flask

from deskq.inbox.views import actions, deadline_badge, inbox, message, photos, sender_check, work_order


def init_app(app: Flask) -> None:
    """Pages of one message are routes of the blueprint: import their modules before registering it."""
    assert all((message, actions, work_order, photos, sender_check))
    app.register_blueprint(inbox.blueprint)
    app.jinja_env.filters.update(
        age=deadline_badge.age,
        age_words=deadline_badge.words,
        age_used=deadline_badge.used,
        due_day=deadline_badge.due_day,
        due_hour=deadline_badge.due_hour,
    )
