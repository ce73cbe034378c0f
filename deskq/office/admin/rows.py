"""Generic admin pages for rows of one kind: pages to create and edit, and the actions of their buttons."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache
from deskq.office.admin.row_forms import columns, of_office
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.office.sent_forms import once
from deskq.web import filters
from deskq.web.forms import Form, read_page

ACT = "office.manage"
PageResponse = Response | tuple[str, int]


def about() -> OfficeConfig:
    """The configuration of the caller's office."""
    return config_cache.of(db.session(), identity.require(ACT).office_id)


@dataclass(frozen=True)
class Rows:
    """One kind of rows. ``then`` is the endpoint of their list, ``index`` renders it; ``found`` returns the rows by id,
    ``blank`` the values of a new one, ``more`` fields that are not columns; ``page`` renders the form. ``save`` stores
    and returns the row's id; ``say`` flashes what was saved, whether it is new, and what it still lacks. ``delete`` and
    ``offer`` perform the action and flash a message; ``about`` reads the configuration the rows belong to; callers need
    the permission ``act``; ``read`` returns what ``save`` gets, before the office is locked."""

    then: str
    index: Callable[[FilledForm], str]
    found: Callable[[Any], Mapping[int, Any]]
    blank: Callable[[Any], dict[str, Any]]
    page: Callable[[Any, FilledForm, Any], str]
    form: type[Form]
    save: Callable[[Caller, int | None, Any], int]
    delete: Callable[[Caller, int], None]
    say: Callable[[Any, bool], None] = lambda row, is_new: say_saved(row)
    offer: Callable[[Caller, int, bool], None] | None = None
    new_form: type[Form] | None = None
    more: Callable[[Any, int], dict[str, Any]] = lambda office, row_id: {}
    error_fields: Mapping[type[DomainError], str] = field(default_factory=dict)
    act: str = ACT
    about: Callable[[], Any] = about
    read: Callable[[type[Form]], Any] = lambda form: read_page(form, request.form)

    def serve(self, blueprint: Blueprint, path: str = "", ending: str = "") -> None:
        """Register URLs under ``path``; ``ending`` keeps endpoints of several kinds of rows apart."""
        one = f"{path}/<int:row_id>"
        blueprint.add_url_rule(f"{path}/new", f"new{ending}", self._new)
        blueprint.add_url_rule(path, f"create{ending}", self._create, methods=["POST"])
        blueprint.add_url_rule(one, f"edit{ending}", self._edit)
        blueprint.add_url_rule(one, f"save{ending}", self._save, methods=["POST"])
        blueprint.add_url_rule(f"{one}/removal", f"delete{ending}", self._delete, methods=["POST"])
        if self.offer is not None:
            blueprint.add_url_rule(f"{one}/offer", f"offer{ending}", self._offer, methods=["POST"])

    def _new(self) -> str:
        office = self.about()
        return self.page(None, admin_pages.filled(self.blank(office)), office)

    def _edit(self, row_id: int) -> str:
        office = self.about()
        return self.page(of_office(self.found(office).get(row_id)), self._stored(row_id), office)

    def _stored(self, row_id: int) -> FilledForm:
        """The form of a row as it is stored now."""
        office = self.about()
        row = of_office(self.found(office).get(row_id))
        return admin_pages.stored({**columns(row, self.form), **self.more(office, row_id)})

    def _create(self) -> PageResponse:
        return self._put(None, self.new_form or self.form)

    def _save(self, row_id: int) -> PageResponse:
        return self._put(row_id, self.form)

    def _put(self, row_id: int | None, asked: type[Form]) -> PageResponse:
        def do(caller: Caller) -> None:
            form = self.read(asked)
            if row_id is None:
                self._say(int(once(caller, lambda: str(self.save(caller, None, form)))), is_new=True)
                return
            with admin_pages.editing(caller, lambda: self._stored(row_id)):
                self.save(caller, row_id, form)
            self._say(row_id)

        def again(form: FilledForm) -> str:
            office = self.about()
            row = None if row_id is None else of_office(self.found(office).get(row_id))
            return self.page(row, form, office)

        return admin_pages.submit_action(self.act, do, self.then, again, self.error_fields)

    def _say(self, row_id: int, is_new: bool = False) -> None:
        """A form that is sent twice says the same again, unless the row was deleted in the meantime."""
        row = self.found(self.about()).get(row_id)
        if row is not None:
            self.say(row, is_new)

    def _delete(self, row_id: int) -> PageResponse:
        return admin_pages.submit_action(self.act, lambda caller: self.delete(caller, row_id), self.then, self.index)

    def _offer(self, row_id: int) -> PageResponse:
        assert self.offer is not None
        offer, offered = self.offer, request.form.get("offered") == "1"
        return admin_pages.submit_action(self.act, lambda caller: offer(caller, row_id, offered), self.then, self.index)


def say_offered(row: Any) -> None:
    """Flash that a row is offered again, or no longer offered."""
    words = gettext("“%(name)s” is offered again.") if row.offered else gettext("“%(name)s” is no longer offered.")
    admin_pages.done(words % {"name": filters.named(row.name)})


def say_saved(row: Any) -> None:
    admin_pages.done(gettext("“%(name)s” saved.", name=filters.named(row.name)))


def next_position(rows: Iterable[Any]) -> int:
    """The position after all others."""
    return max((row.position for row in rows), default=0) + 1
