"""What anybody may read about whose turn it is."""

from deskq.core.extensions import db
from deskq.office.models import PriorityClass
from deskq.office.service import priorities


def test_every_class_stands_there_with_its_weight_and_the_bound_in_one_sentence(client, set_office):
    set_office(bound_minutes=45)

    text = client.get("/published?lang=en").text

    for row in db.session.query(PriorityClass):
        assert row.name_en in text
    assert "Anyone who has waited 45 minutes goes ahead of everyone who came later" in text
    assert "<td>once</td>" in text
    assert "times</td>" in text


def test_a_class_that_is_offered_no_longer_is_not_promised(client, office):
    elderly = db.session.query(PriorityClass).filter(PriorityClass.code == "elderly").one()
    name = elderly.name_en

    priorities.offer_priority(office, "test", elderly.id, offered=False)

    assert name not in client.get("/published?lang=en").text
