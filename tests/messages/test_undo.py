"""Undo of one's own action before anybody outside was informed."""

import pytest

from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.messages.rules.history import NothingToUndo
from deskq.messages.service import refer as refer_service
from deskq.messages.service.refer import refer
from deskq.messages.service.undo import undo


def test_an_own_action_can_be_undone_for_a_while(sign_in, file, units, later, now_of):
    made = file()
    client = sign_in("operator")
    client.post(f"/inbox/{made.id}/referral", data={"turn": made.turn, "unit": units["civil_works"]})
    assert f"/inbox/{made.id}/undo" in client.get(f"/inbox/{made.id}").text

    assert client.post(f"/inbox/{made.id}/undo", data={"turn": now_of(made.id).turn}).status_code == 303
    row = now_of(made.id)
    assert (row.state, row.unit_id) == ("registered", units["public_relations"])
    assert [step.verb for step in message.steps(db.session(), made.id)] == ["register", "refer", "undo"]

    client.post(f"/inbox/{made.id}/referral", data={"turn": row.turn, "unit": units["civil_works"]})
    later(seconds=91)
    assert client.post(f"/inbox/{made.id}/undo", data={"turn": now_of(made.id).turn}).status_code == 409


def test_another_person_s_action_or_a_new_due_date_cannot_be_undone(referred, units, action, about):
    with pytest.raises(NothingToUndo):
        undo(action("supervisor", referred))
    refer(action("operator", referred), units["civil_works"], class_id=about().class_by_code["urgent"].id)
    with pytest.raises(NothingToUndo):
        undo(action("operator", referred))


def test_an_undo_into_a_unit_closed_meanwhile_is_refused(file, units, action, about):
    made = file()
    refer(action("operator", made), units["city_services"])
    refer_service.pass_on(action("city", made), units["civil_works"], "کار ما نیست")
    about().units[units["city_services"]].offered = False
    db.session.commit()

    with pytest.raises(NothingToUndo):
        undo(action("city", made))

    assert made.unit_id == units["civil_works"]
