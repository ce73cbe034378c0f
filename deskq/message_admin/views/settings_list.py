"""One mechanism for the lists by which messages are sorted: a page with all rows, a form for each row, and what their
buttons do. A ``SettingsList`` describes a list; lists.py has those of this package, paper_boxes/admin.py that of boxes.

Templates in manage/messages: list.html, row.html; cells.html has a macro for each column, fields.html one for the
fields that only one list has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint
from flask_babel import gettext

from deskq.access.identity import Caller
from deskq.core.errors import N_
from deskq.message_admin.service import lists
from deskq.message_admin.views.choices import ACT, about
from deskq.message_settings.queries import MessageSettings
from deskq.office import admin_pages
from deskq.office.admin.rows import Rows, next_position, say_offered
from deskq.office.admin_pages import FilledForm
from deskq.web.forms import Form

#: Labels of the fields that every list has.
LABELS = {
    "code": N_("Internal code"),
    "name_fa": N_("Name in Persian"),
    "name_en": N_("Name in English"),
    "position": N_("Position in the list"),
}


@dataclass(frozen=True)
class Words:
    """What the pages of one list say, in English as a key of the translations. ``item`` heads the first column;
    ``deletable`` is asked before a row is deleted; ``empty`` stands where there is no row."""

    title: str
    item: str
    note: str
    add: str
    save_new: str
    deletable: str
    delete: str
    deleted: str
    offered: str = N_("On the list")
    offered_hint: str = N_("Messages that already have it keep it.")
    empty: str = ""


@dataclass(frozen=True)
class SettingsList:
    """One list. ``name`` ends its address and its blueprint, and names its macro in fields.html; ``columns`` are
    (macro in cells.html, heading). ``defaults`` are values of a new row, ``choices`` what its form offers to choose.
    Rows whose code is in ``permanent`` are always offered and never deleted."""

    name: str
    model: type[Any]
    form: type[Form]
    new_form: type[Form]
    words: Words
    rows: Callable[[MessageSettings], Mapping[int, Any]]
    labels: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[tuple[str, str], ...] = ()
    defaults: Callable[[MessageSettings], dict[str, Any]] = lambda settings: {}
    choices: Callable[[MessageSettings, FilledForm], dict[str, Any]] = lambda settings, form: {}
    save: Callable[[int, str, int | None, Mapping[str, Any]], Any] | None = None
    permanent: frozenset[str] = frozenset()
    is_wide: bool = False

    @property
    def endpoint(self) -> str:
        return f"manage_messages_{self.name}"

    def blueprint(self) -> Blueprint:
        """The pages of this list under /manage/messages."""
        pages = Blueprint(self.endpoint, __name__, url_prefix=f"/manage/messages/{self.name}")
        pages.add_url_rule("", "index", lambda: self._index(FilledForm()))
        Rows(
            then=f"{self.endpoint}.index",
            index=self._index,
            found=self.rows,
            blank=self._blank,
            page=self._page,
            form=self.form,
            new_form=self.new_form,
            save=self._save,
            offer=self._offer,
            delete=self._delete,
            act=ACT,
            about=about,
        ).serve(pages)
        return pages

    def _index(self, form: FilledForm) -> str:
        settings = about()
        return admin_pages.render(
            "manage/messages/list.html",
            list=self,
            rows=self.rows(settings).values(),
            about=settings,
            form=form,
            **self.choices(settings, form),
        )

    def _page(self, row: Any, form: FilledForm, settings: MessageSettings) -> str:
        words = {**LABELS, "offered": self.words.offered, **self.labels}
        labels = {name: gettext(label) for name, label in words.items()}
        choices = self.choices(settings, form)
        return admin_pages.render(
            "manage/messages/row.html", list=self, row=row, form=form, labels=labels, choices=choices
        )

    def _blank(self, settings: MessageSettings) -> dict[str, Any]:
        return {"position": next_position(self.rows(settings).values()), "offered": True, **self.defaults(settings)}

    def _save(self, caller: Caller, row_id: int | None, form: Form) -> int:
        fields = form.model_dump()
        if self.save is not None:
            row = self.save(caller.office_id, caller.by, row_id, fields)
        else:
            row = lists.save_row(self.model, caller.office_id, caller.by, row_id, fields)
        return int(row.id)

    def _offer(self, caller: Caller, row_id: int, offered: bool) -> None:
        say_offered(lists.offer_row(self.model, caller.office_id, caller.by, row_id, offered))

    def _delete(self, caller: Caller, row_id: int) -> None:
        lists.delete_row(self.model, caller.office_id, caller.by, row_id)
        admin_pages.done(gettext(self.words.deleted))
