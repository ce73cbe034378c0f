"""Pages of a box: its opening, its slips with scans, its minutes."""

from io import BytesIO

from deskq.core.extensions import db
from deskq.message_admin.service import lists
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.paper_boxes import queries as box_queries
from deskq.paper_boxes import service
from deskq.paper_boxes.models import Box
from deskq.paper_boxes.service import OpeningInput
from deskq.web import uploads
from tests.paper_boxes.openings import WORDS, opening, person
from tests.tools.images import picture
from tests.tools.statements import statements

__all__ = ["opening", "person"]


def test_a_box_is_opened_recorded_and_closed_by_its_pages(sign_in, box, person):
    operator = sign_in("operator")
    assert "صندوق میز خدمت" in operator.get("/boxes").text
    minutes = {"witnesses": [str(person("supervisor"))], "slips": "۲", "request_key": "key-of-a-page"}
    wrong = operator.post(f"/boxes/{box}/openings", data=minutes | {"slips": "x", "minutes": "قفل سالم"})
    assert (wrong.status_code, "قفل سالم" in wrong.text) == (422, True)

    slips = operator.post(f"/boxes/{box}/openings", data=minutes).location.split("?")[0]
    first = operator.post(f"{slips}/slips", data={"kind": "suggestion", "body": WORDS, "request_key": "slip-page-1"})
    assert first.status_code == 303
    assert "۱ از ۲" in operator.get(first.location).text
    operator.post(f"{slips}/empty", data={"request_key": "slip-page-2"})
    closed = operator.post(f"{slips}/closing", data={})

    sheet = operator.get(closed.location).text
    assert "۲" in sheet
    assert WORDS not in sheet
    late = operator.post(f"{slips}/slips", data={"kind": "praise", "body": "نو", "request_key": "slip-page-3"})
    assert late.status_code == 409


def test_an_undone_slip_is_restored_in_the_form(sign_in, opening, look, person):
    operator = sign_in("operator")
    page = f"/boxes/openings/{opening}"
    operator.post(f"{page}/slips", data={"kind": "suggestion", "body": WORDS, "request_key": "slip-page-1"})
    slip = box_queries.last_slip(look(), opening, person("operator"))

    answer = operator.post(f"{page}/undo", data={"slip": str(slip.id)})

    assert WORDS in operator.get(answer.location).text
    assert WORDS not in sign_in("supervisor").get(answer.location).text


def test_a_scan_is_stored_with_its_slip_and_an_invalid_picture_is_refused(
    sign_in, opening, look, monkeypatch, tmp_path
):
    monkeypatch.setattr(uploads, "folder", lambda: tmp_path)
    operator = sign_in("operator")
    fields = {"kind": "suggestion", "body": WORDS, "request_key": "slip-page-1"}

    bad = operator.post(f"/boxes/openings/{opening}/slips", data=fields | {"scan": (BytesIO(b"no"), "a.png")})
    good = operator.post(f"/boxes/openings/{opening}/slips", data=fields | {"scan": (picture(kind="PNG"), "a.png")})

    assert (bad.status_code, WORDS in bad.text, 'id="scan-problem"' in bad.text) == (422, True, True)
    assert good.status_code == 303
    made = look().query(Message).one()
    assert [photo.kind for photo in message.photos(db.session(), made.id)] == ["scan"]
    assert len(list(tmp_path.glob("*.webp"))) == 2


def test_the_number_of_queries_does_not_grow_with_boxes_and_openings(sign_in, opening, office, about, person):
    operator = sign_in("operator")

    def count() -> int:
        operator.get("/boxes")  # an edit of the office is read once
        with statements() as sent:
            assert operator.get("/boxes").status_code == 200
        return len(sent)

    before = count()
    for n in range(3):
        box = lists.save_row(Box, office, "test", None, {"code": f"box_{n}", "name_fa": f"صندوق {n}"})
        service.open_box(office, "x", person("operator"), OpeningInput(box.id, 1, (), "رضا کریمی"), f"opening {n}")

    assert count() == before


def test_a_refused_closing_keeps_the_preset_kind_of_the_next_slip(sign_in, opening):
    answer = sign_in("operator").post(f"/boxes/openings/{opening}/closing", data={"difference": ""})

    assert answer.status_code == 422
    assert '<option value="criticism" selected>' in answer.text


def test_an_opening_of_an_empty_box_is_shown_closed_and_printed(sign_in, box, person):
    operator = sign_in("operator")
    fields = {"witnesses": [str(person("supervisor"))], "slips": "0", "request_key": "key-of-a-page"}

    page = operator.post(f"/boxes/{box}/openings?lang=en", data=fields).location.split("?")[0]
    shown = operator.get(f"{page}?lang=en").text
    closed = operator.post(f"{page}/closing?lang=en", data={"difference": ""})

    for words in ('<progress max="1" value="0"', "0 of 0", "All slips are entered."):
        assert words in shown
    assert closed.status_code == 303
    assert "Slips: 0, all done" in operator.get("/boxes?lang=en").text
    assert "Slips counted</dt><dd>0</dd>" in operator.get(f"{page}/minutes?lang=en").text
