"""An administrator adds another office, gives somebody an account in this one, or moves a device to another one."""

import logging

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, served_office, session_cookie
from deskq.access.devices import queries as device_queries
from deskq.access.devices.models import Device
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.message_admin.service import policy
from deskq.office import admin_pages, directory
from deskq.office.admin_pages import FilledForm
from deskq.office.date_ranges import Hours
from deskq.office.directory import OfficeEntry
from deskq.office.models import Office
from deskq.office.service.create_office import creating
from deskq.office.slugs import SlugTaken
from deskq.offices import copying, service
from deskq.offices.forms import AccountForm, MoveForm, OfficeForm
from deskq.staff import queries as staff_queries
from deskq.staff import rules as staff_rules
from deskq.web import filters
from deskq.web.forms import read_page

log = logging.getLogger(__name__)
blueprint = Blueprint("manage_offices", __name__, url_prefix="/manage/offices")
colleagues = Blueprint("manage_colleagues", __name__, url_prefix="/manage/people/colleague")
devices = Blueprint("manage_device_office", __name__, url_prefix="/manage/devices")
ADD, PEOPLE, DEVICES = "offices.add", "people.manage", "devices.manage"
#: Opening hours until somebody sets others: Saturday to Wednesday.
OPENS, CLOSES, WEEKDAYS = 7 * 60, 14 * 60 + 15, range(5)


@blueprint.get("/new")
def new() -> str:
    identity.require(ADD)
    return _office_page(admin_pages.filled({}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    caller = identity.require(ADD)

    def do() -> str:
        form = read_page(OfficeForm, request.form)
        like = _administered(form.like) if form.like else None
        if like is not None:
            copying.check(db.session(), like.id)  # before anything is made
        names = form.model_dump(include={"name_fa", "name_en", "building_fa", "building_en"})
        hours = Hours(None, OPENS, CLOSES, clock.today())
        signed_in = identity.login()
        assert signed_in is not None
        with creating(caller.by, names, hours, WEEKDAYS, form.slug) as made:
            policy.begin(made.id, caller.by)
            account = service.add_account_of(made.id, signed_in.id, "admin", caller.by)
        session_cookie.add(account)
        admin_pages.done(_added(made, like, caller.by))
        return served_office.address_in(made.id, url_for("manage_setup.index"))

    return admin_pages.submit(do, _office_page, {SlugTaken: "slug"})


def _added(made: Office, like: OfficeEntry | None, by: str) -> str:
    """Copy the set-up of ``like``, and say so. If that is refused or fails, the office stays without it."""
    name = filters.named(made.name)
    try:
        if like is not None:
            copying.copy_set_up(db.session(), like.id, made.id, by)
    except Exception as error:
        db.session.rollback()
        if not isinstance(error, DomainError):
            log.exception("the set-up of an office could not be copied")
        words = gettext("%(name)s was added, but the set-up could not be copied. Please set it up here.", name=name)
    else:
        words = gettext("%(name)s was added. You are its first administrator.", name=name)
    return str(words)


def _office_page(form: FilledForm) -> str:
    return admin_pages.render("offices/new.html", form=form, like=[("", gettext("Nothing")), *_administered_choices()])


def _administered_choices() -> list[tuple[str, str]]:
    return [(one.slug, filters.named(one.name)) for one in _administered_offices()]


def _administered(slug: str) -> OfficeEntry:
    """One of the offices that the caller administers."""
    found = next((one for one in _administered_offices() if one.slug == slug), None)
    if found is None:
        raise InvalidInput({"like": N_("Please choose one of the options.")})
    return found


def _administered_offices() -> list[OfficeEntry]:
    signed_in = identity.login()
    assert signed_in is not None
    accounts = staff_queries.accounts(db.session(), signed_in.id)
    mine = {one.office_id for one in accounts if one.role == "admin" and identity.may_use(one)}
    return [one for one in directory.entries(db.session()) if one.id in mine]


@colleagues.get("")
def new_account() -> str:
    identity.require(PEOPLE)
    return _account_page(admin_pages.filled({"role": "clerk"}))


@colleagues.post("")
def add_account() -> Response | tuple[str, int]:
    caller = identity.require(PEOPLE)

    def do() -> str:
        form = read_page(AccountForm, request.form)
        made = service.add_account(caller.office_id, form.sign_in_name, form.role, caller.by)
        admin_pages.done(gettext("%(name)s can now work in this office too.", name=filters.named(made.names)))
        return url_for("manage_people.edit", person_id=made.id)

    return admin_pages.submit(do, _account_page)


def _account_page(form: FilledForm) -> str:
    roles = [(role, filters.named(name)) for role, name in staff_rules.ROLE_NAMES.items()]
    return admin_pages.render("offices/colleague.html", form=form, roles=roles)


@devices.get("/<int:device_id>/office")
def choose_office(device_id: int) -> str:
    return _device_page(device_id, admin_pages.filled({}))


@devices.post("/<int:device_id>/office")
def move(device_id: int) -> Response | tuple[str, int]:
    caller = identity.require(DEVICES)
    _device(caller, device_id)

    def do() -> str:
        chosen = read_page(MoveForm, request.form).office
        to = next((one for one in _administered_offices() if one.slug == chosen and one.id != caller.office_id), None)
        if to is None:
            raise InvalidInput({"office": N_("Please choose one of the options.")})
        moved = service.move_device(caller.office_id, device_id, to.id, caller.by)
        words = gettext("“%(name)s” belongs to %(office)s now.", name=moved.name, office=filters.named(to.name))
        admin_pages.done(words)
        return url_for("manage_devices.index")

    return admin_pages.submit(do, lambda form: _device_page(device_id, form))


def _device_page(device_id: int, form: FilledForm) -> str:
    caller = identity.require(DEVICES)
    others = [one for one in _administered_offices() if one.id != caller.office_id]
    choices = [(one.slug, filters.named(one.name)) for one in others]
    return admin_pages.render("offices/device.html", form=form, device=_device(caller, device_id), choices=choices)


def _device(caller: Caller, device_id: int) -> Device:
    known = device_queries.devices(db.session(), caller.office_id)
    found = next((one for one in known if one.id == device_id), None)
    if found is None:
        raise NotFound
    return found
