"""The same report on PostgreSQL: coded, drawn, frozen and published."""

from datetime import timedelta

import pytest

from deskq.coding import counts, queries, service
from deskq.coding.service import Code, Coder
from deskq.core import clock
from deskq.core.db import journal_check
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.service import actions, versions
from deskq.message_settings import queries as settings_queries
from deskq.messages.service import create
from deskq.messages.service.message_input import MessageInput
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries
from tests.core.journal.conftest import postgres_office
from tests.half_year import needed_findings
from tests.half_year.conftest import AFTER

__all__ = ["postgres_office"]


@pytest.mark.postgres
def test_a_report_goes_its_whole_way(postgres_office):
    office, half = postgres_office, Half(14052)
    category = settings_queries.load_settings(db.session(), office).category_by_code["asphalt"].id
    mayor = staff_queries.person_by_name(db.session(), "mayor").id
    for number in range(7):
        typed = MessageInput("request", "web", category_id=category, body=f"چاله {number}", address="خیابان امام")
        made = create.register(office, "citizen", typed, f"test {number}")
        service.code(Coder(office, "person:1", mayor), half.code, "message", made.id, Code(category, "no_budget"))
    clock.fix(AFTER + timedelta(days=1))

    assert [row.items for row in counts.counted(db.session(), office, half.days)] == [7]
    assert service.draw_sample(office, "person:1", half.code) == 1
    assert queries.next_item(db.session(), office, half.days, True, False) is None
    versions.freeze(office, "person:1", mayor, half)
    versions.write_headline(office, "person:1", half, "سر خط", "")
    unit = unit_queries.units(db.session(), office)[0].id
    fields = {"what_fa": "کار", "what_en": "", "proof_fa": "", "proof_en": "", "unit_id": unit, "category_id": None}
    actions.promise(office, "person:1", half, None, fields | {"due": half.after.last})
    needed_findings.write_needed(office, half)
    public = versions.publish(office, "person:1", mayor, half).public

    assert '["asphalt", "no_budget", 7]' in public
    assert journal_check.first_broken(db.session(), office) is None
