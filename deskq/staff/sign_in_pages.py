"""The page on which a supervisor sees whose sign-in is locked after wrong passwords, and unlocks it."""

from functools import partial

from flask import Blueprint, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.staff import queries, rules, service, sign_in_locks
from deskq.web import filters

blueprint = Blueprint("manage_sign_ins", __name__, url_prefix="/manage/sign-ins")
ACT = "people.unlock"


@blueprint.get("")
def index() -> str:
    return _page(admin_pages.filled({}))


@blueprint.post("/<int:person_id>/unlocking")
def unlock(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    queries.get_person(db.session(), person_id, caller.office_id)
    return admin_pages.submit(partial(_unlock, person_id, caller.by), _page)


def _unlock(person_id: int, by: str) -> str:
    person = service.unlock(person_id, by)
    admin_pages.done(gettext("%(name)s can try to sign in again.", name=filters.named(person.names)))
    return url_for("manage_sign_ins.index")


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    people = [person for person in queries.people(db.session(), caller.office_id) if person.active]
    locked = sign_in_locks.locked_people(db.session(), people, clock.now())
    return admin_pages.render(
        "manage/sign_ins.html",
        form=form,
        people=sorted(people, key=lambda person: person.id not in locked),
        locked=locked,
        browsers=queries.browser_counts(db.session(), caller.office_id),
        roles=rules.ROLE_NAMES,
        free=rules.FREE_OF_STRANGERS,
    )
