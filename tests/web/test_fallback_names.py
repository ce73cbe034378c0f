"""Names without English: optional everywhere, shown in Persian and marked as Persian on English pages."""

import pytest
from jinja2 import Environment

from deskq.building.models import Building
from deskq.message_settings.models import District
from deskq.office.models import PriorityClass, Service, ServiceGroup
from deskq.web.fallback_names import FallbackNames
from tests.tools.browsers import look
from tests.tools.forms import form_of

__all__ = ["look"]


@pytest.mark.parametrize(
    ("address", "model", "fields"),
    [
        ("/manage/services", Service, {"group_id": "1"}),
        ("/manage/services/groups", ServiceGroup, {}),
        ("/manage/priorities", PriorityClass, {"code": "guest", "weight": "2"}),
        ("/manage/messages/districts", District, {"code": "north"}),
        ("/manage/building/buildings", Building, {}),
    ],
)
def test_the_english_name_is_optional_and_its_absence_is_marked(sign_in, office, look, address, model, fields):
    admin = sign_in("admin")
    sent = form_of(admin.get(f"{address}/new").text, address)

    answer = admin.post(address, data=sent.changed(name_fa="نام تازه", **fields))

    assert answer.status_code == 303, answer.text[-3000:]
    lists = admin.get(address.removesuffix("/groups").removesuffix("/buildings") + "?lang=en").text
    row = look().query(model).filter_by(office_id=office, name_fa="نام تازه").one()
    assert row.name_en == ""
    assert '<span lang="fa" dir="rtl">نام تازه</span>' in lists
    assert "no English name" in lists


@pytest.mark.parametrize(
    ("source", "is_marked"),
    [
        ("<b>{{ one.name|named }}</b>", True),
        ('<b title="{{ one.name|named }}">x</b>', False),
        ("<option>{{ one.name|named }}</option>", False),
        ("<title>{{ one.name|named }}</title>", False),
        ("{% set x %}{{ one.name|named }}{% endset %}", False),
        ("{% macro x(one) %}{{ one.name|named }}{% endmacro %}", False),
        ('<b title="{{ 1 }}">{{ one.name|named }}</b>', True),
        ('<b{% if one.x > 2 %} class="y"{% endif %}>{{ one.name|named }}</b>', True),
    ],
)
def test_a_name_is_marked_where_it_is_text_of_the_page_alone(source, is_marked):
    rewritten = FallbackNames(Environment(autoescape=True)).preprocess(source, "page.html")

    assert ("named_element" in rewritten) is is_marked
