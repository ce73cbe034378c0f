"""What every step of the set-up shares: its page beside the list of all steps, and where it goes next."""

from typing import Any

from flask import Blueprint, url_for

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.setup import queries, rules

ACT = "office.manage"
#: Each step adds its pages.
blueprint = Blueprint("manage_setup", __name__, url_prefix="/manage/setup")


def caller() -> Caller:
    return identity.require(ACT)


def page(key: str, template: str, **values: Any) -> str:
    """The page of a step; ``progress`` is that of the office."""
    found = queries.progress(db.session(), caller().office_id)
    return admin_pages.render(template, progress=found, here=key, after=_after(key), **values)


def _after(key: str) -> str:
    """The address of the step behind this one; of the last, the overview."""
    place = rules.KEYS.index(key) + 1
    return url_for(f"manage_setup.{rules.KEYS[place]}" if place < len(rules.KEYS) else "manage_setup.index")
