"""Two people edit the table of rooms: what one of them adds or deletes meanwhile is neither emptied nor lost."""

import re

import pytest

from tests.tools.forms import form_of

TABLE = "/manage/building"


def opened(page):
    return form_of(page(TABLE), TABLE)


def test_both_values_are_shown_at_the_cell(admin, page, client, of_kind):
    pay = of_kind("pay")
    mine, theirs = opened(page), opened(page)
    client.post(TABLE, data=theirs.changed(**{f"name_fa-{pay.id}": "صندوق دو"}))

    refused = client.post(f"{TABLE}?lang=en", data=mine.changed(**{f"number-{pay.id}": "7"}))

    said = " ".join(re.sub(r"<[^>]+>", " ", refused.text).split())
    assert refused.status_code == 409
    assert "Stored now: صندوق دو Yours: صندوق پرداخت" in said
    assert f'id="name_fa-{pay.id}-theirs"' in refused.text


def test_a_room_that_somebody_else_added_keeps_what_they_wrote(admin, page, client, entries):
    mine, theirs = opened(page), opened(page)
    client.post(TABLE, data=theirs.changed(**{"name_fa-new1": "دبیرخانه", "phone-new1": "211"}))
    added = next(one.id for one in entries() if one.title.fa == "دبیرخانه")

    refused = client.post(TABLE, data=mine.values)
    kept = form_of(refused.text, TABLE)
    saved = client.post(TABLE, data=kept.values)

    assert (refused.status_code, saved.status_code) == (409, 303)
    assert kept.values[f"name_fa-{added}"] == "دبیرخانه"
    room = next(one.room for one in entries() if one.id == added)
    assert (room.name_fa, room.phone) == ("دبیرخانه", "211")


def test_what_was_typed_for_a_room_that_somebody_else_deleted_becomes_a_new_row(admin, page, client, of_kind):
    gone = of_kind("archive")
    mine = opened(page)
    client.post(f"{TABLE}/rooms/{gone.id}/removal")

    refused = client.post(f"{TABLE}?lang=en", data=mine.changed(**{f"phone-{gone.id}": "300"}))
    kept = form_of(refused.text, TABLE)
    saved = client.post(TABLE, data=kept.values)

    assert (refused.status_code, saved.status_code) == (409, 303)
    assert refused.text.count("deleted in the meantime; saving adds it again") == 1
    again = of_kind("archive")
    assert (again.room.phone, again.title.fa) == ("300", gone.title.fa)


@pytest.mark.parametrize("ending", ["pasted", "templates"])
def test_pasted_rows_and_places_to_begin_with_that_are_sent_twice_are_added_once(admin, page, send, entries, ending):
    part = page(TABLE).partition(f'action="{TABLE}/{ending}')[2].partition("</form>")[0]
    key = re.search(r'name="request_key" value="([^"]+)"', part)[1]
    fields = {
        "pasted": {"rows": "Second\t901\tA room that is pasted"},
        "templates": {"kinds": re.findall(r'name="kinds" value="(\w+)"', part)[:1]},
    }
    before = len(entries())

    for _ in range(2):
        assert "1 room saved." in send(f"{TABLE}/{ending}", request_key=key, **fields[ending])

    assert len(entries()) == before + 1
