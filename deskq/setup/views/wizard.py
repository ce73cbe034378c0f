"""Shared by all steps of the set-up: the page of a step beside the list of all steps, and the address of the next
step."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.setup import queries, rules
from deskq.web import filters

ACT = "office.manage"
#: Each step adds its pages.
blueprint = Blueprint("manage_setup", __name__, url_prefix="/manage/setup")


def caller() -> Caller:
    return identity.require(ACT)


def page(key: str, template: str, **values: Any) -> str:
    """The page of a step, with the progress of the office."""
    found = queries.progress(db.session(), caller().office_id)
    return admin_pages.render(template, progress=found, here=key, after=_after(key), **values)


def _after(key: str) -> str:
    """The address of the next step; after the last step, of the overview."""
    place = rules.KEYS.index(key) + 1
    return url_for(f"manage_setup.{rules.KEYS[place]}" if place < len(rules.KEYS) else "manage_setup.index")


def value_text(value: Any) -> str:
    """A value of a row as text: yes or no, items of a list with commas, digits of the page's language."""
    if isinstance(value, dict):
        value = [f"{key}: {rank}" for key, rank in value.items()]
    if isinstance(value, list):
        value = ", ".join(map(_item_text, value))
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    return "–" if value in (None, "") else filters.digits(value)


def _item_text(item: Any) -> str:
    """A row within a row, such as a stage of a sheet, by what is filled in it."""
    if not isinstance(item, dict):
        return str(item)
    return " / ".join(value_text(value) for value in item.values() if value not in (None, "", [], 0, False))
