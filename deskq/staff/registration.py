"""Registers the pages and events of staff, which events end a session's subscriptions, and the ports of access."""

from flask import Flask

from deskq.access import ports
from deskq.core import event_types
from deskq.jobs import table
from deskq.live import registry
from deskq.live.screen_types import EndRoom, RecheckRoom
from deskq.live.subscriptions import person_room, session_room
from deskq.staff import admin, events, landing, queries, sign_in_locks, sign_in_pages, views
from deskq.staff.courses import jobs
from deskq.staff.courses import views as courses
from deskq.staff.events import (
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSet,
    SignedOut,
    SignedOutEverywhere,
)
from deskq.staff.second_factor.views import account as second_factor_account
from deskq.staff.second_factor.views import admin as second_factor_admin
from deskq.staff.second_factor.views import sign_in as second_step
from deskq.staff.training import views as training
from deskq.web import refusal_ways


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (
        views,
        admin,
        sign_in_pages,
        second_step,
        second_factor_account,
        second_factor_admin,
        training,
        courses,
    ):
        app.register_blueprint(page.blueprint)
    refusal_ways.start_page(app, landing.own_start_page)
    refusal_ways.admin_names(app, landing.admins_to_ask)


def init_state(app: Flask) -> None:
    sign_in_locks.use_key(app.config["SECRET_KEY"])
    ports.bind_people(app, queries)
    table.add(app, *jobs.jobs())
    screens = registry.of(app)
    screens.end_on(SignedOut, lambda event: EndRoom(session_room(event.session), "signed-out"))
    screens.end_on(SignedOutEverywhere, lambda event: RecheckRoom(person_room(event.person)))
    for ends_sessions in (PasswordChanged, SecondFactorSet, SecondFactorRemoved):
        screens.end_on(ends_sessions, lambda event: RecheckRoom(person_room(event.person)))
