"""The form of a new row, sent twice, adds one row and says the same again."""

import re

import pytest

from deskq.amenities.models import Amenity
from deskq.building.models import Building, Floor
from deskq.core.extensions import db
from deskq.message_settings.models import Category, District, MessageClass, MessageQuestion, ReadyAnswer
from deskq.office.admin.rows import Rows
from deskq.office.models import Counter, PriorityClass, Service, ServiceGroup
from deskq.paper_boxes.models import Box
from deskq.units.models import Unit
from tests.tools.forms import form_of

#: {page of a new row: what it adds}
PAGES = {
    "/manage/counters/new": Counter, "/manage/priorities/new": PriorityClass, "/manage/services/new": Service,
    "/manage/services/groups/new": ServiceGroup, "/manage/building/buildings/new": Building,
    "/manage/building/floors/new": Floor, "/manage/amenities/objects/new": Amenity,
    "/manage/messages/units/new": Unit, "/manage/messages/categories/new": Category,
    "/manage/messages/classes/new": MessageClass, "/manage/messages/districts/new": District,
    "/manage/messages/questions/new": MessageQuestion, "/manage/messages/answers/new": ReadyAnswer,
    "/manage/messages/boxes/new": Box,
}  # fmt: skip
TYPED = {"name_fa": "تازه", "code": "brand_new", "text_fa": "نوشته", "amount": "3"}


@pytest.fixture
def form(request, sign_in, units):
    """``form()``: send the form of a new row, always with the same key; ``form(name_fa="x")`` with another text."""
    page = request.param
    admin, address = sign_in("admin"), page.removesuffix("/new")
    blank = form_of(admin.get(page).text, address)
    typed = {name: text for name, text in TYPED.items() if name in blank.values}

    def send(**more: str):
        return admin.post(address, data=blank.changed(**(typed | more)), follow_redirects=True)

    send.model = PAGES[page]
    return send


def count(form) -> int:
    db.session.rollback()
    return db.session().query(form.model).count()


@pytest.mark.parametrize("form", PAGES, indirect=True)
def test_sent_twice_it_adds_one_row_and_with_another_text_says_so_and_keeps_the_text(form):
    before = count(form)

    first, second = form(), form()
    other = form(name_fa="تازهٔ دوم")

    assert (first.status_code, second.status_code, other.status_code, count(form)) == (200, 200, 409, before + 1)
    assert notes(second.text) == notes(first.text) != []
    assert "تازهٔ دوم" in other.text


def test_every_page_of_a_new_row_is_here(app):
    found = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if isinstance(getattr(app.view_functions[rule.endpoint], "__self__", None), Rows) and rule.rule.endswith("/new")
    }
    assert found == set(PAGES)


def notes(page: str) -> list[str]:
    return re.findall(r'data-kind="(?:done|note)" role="status">.*?<span>(.*?)</span>', page)
