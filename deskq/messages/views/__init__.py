"""The pages of messages: for the staff who work on them, and for those who write them."""

from flask import Flask

from deskq.messages.views import ages, inbox, message, moves, paper, photographs

PAGES = (inbox,)


def init_app(app: Flask) -> None:
    assert all((message, moves, paper, photographs))  # they are pages of the inbox too
    app.jinja_env.filters.update(age=ages.age, age_words=ages.words, spaced=ages.spaced)
    app.jinja_env.filters.update(due_day=ages.due_day, due_hour=ages.due_hour)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
