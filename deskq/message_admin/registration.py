"""Registers the admin's pages of messages."""

from flask import Flask

from deskq.message_admin.views import city_map, city_map_image, policy, unit_choices, units
from deskq.message_admin.views.lists import CATEGORIES, CLASSES, DISTRICTS
from deskq.message_admin.views.questions import QUESTIONS
from deskq.message_admin.views.ready_answers import READY_ANSWERS


def init_app(app: Flask) -> None:
    for page in (policy, units, city_map, city_map_image):
        app.register_blueprint(page.blueprint)
    app.register_blueprint(unit_choices.people_blueprint)
    app.register_blueprint(unit_choices.routes_blueprint)
    for settings_list in (CATEGORIES, CLASSES, DISTRICTS, QUESTIONS, READY_ANSWERS):
        app.register_blueprint(settings_list.blueprint())
