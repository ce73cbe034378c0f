"""The pages of the cards, each also as a PDF file. Everybody of the staff may read all of them."""

from string import ascii_lowercase

from flask import Blueprint, Response, current_app, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from deskq.access import identity, limit_keys
from deskq.access.permissions import may
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages, config_cache, parts, pdf_pages
from deskq.practice.cards.by_role import CARDS
from deskq.practice.cards.rules import Line, for_office
from deskq.practice.gate import PRACTISE
from deskq.staff import queries as staff_queries
from deskq.staff.rules import ROLE_NAMES

blueprint = Blueprint("role_cards", __name__, url_prefix="/cards")
ACT = "account.own"
FILES = "20 per minute"


@blueprint.get("")
def index() -> str:
    """The card of one's own role, and the others by name."""
    caller = identity.require(ACT)
    return _page(caller.role)


@blueprint.get("/<role>")
def show(role: str) -> str:
    return _page(role)


@blueprint.get("/<role>.pdf")
@limiter.limit(FILES, key_func=limit_keys.person)
def as_pdf(role: str) -> Response:
    return pdf_pages.answer(_page(role), f"card-{role}")


def _page(role: str) -> str:
    caller = identity.require(ACT)
    if role not in CARDS:
        raise NotFound
    office = config_cache.of(db.session(), caller.office_id).office
    card = for_office(CARDS[role], parts.used(office.unused_parts), current_app.view_functions)
    return admin_pages.render(
        "practice/card.html",
        role=role,
        roles=ROLE_NAMES,
        card=card,
        lines=[(line, _said(line)) for line in card.lines],
        practised=may(role, PRACTISE),
        admins=staff_queries.admin_names(db.session(), caller.office_id),
        sign_in=str(current_app.config["PUBLIC_URL"]) + url_for("staff.sign_in", lang=None),
    )


def _said(line: Line) -> Markup:
    """How it is done, with the names of buttons and their keys."""
    names = {
        letter: _button(button.name, button.key) for letter, button in zip(ascii_lowercase, line.buttons, strict=False)
    }
    return escape(gettext(line.how)) % names


def _button(name: str, key: str) -> Markup:
    pressed = Markup(' <kbd dir="ltr">{}</kbd>').format(key) if key else ""
    return Markup("<b>{}</b>{}").format(gettext(name), pressed)
