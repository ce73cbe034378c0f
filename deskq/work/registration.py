"""Registers the page of a person's work, and the numbers of the menu."""

from flask import Flask

from deskq.work import numbers, rules, sources, views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["work_numbers"] = numbers.of_menu
    app.jinja_env.filters["total_count"] = rules.total
    app.jinja_env.filters["waiting_at"] = rules.at_page
    app.after_request(numbers.forget)


def init_state(app: Flask) -> None:
    app.extensions[sources.EXTENSION] = sources.Registered()
