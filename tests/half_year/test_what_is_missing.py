"""Before a report can be published, its page lists what is missing."""

from deskq.core.extensions import db
from deskq.half_year.queries import reports
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, versions

PAGE = "/manage/half-year/1405-2"


def test_the_page_lists_all_that_is_missing_and_offers_the_button_afterwards(
    office, mayor, said, half, promise, sign_in
):
    promise(half.before, "کارت نوبت")
    versions.freeze(office, "person:1", mayor, half)
    reader, button = sign_in("mayor"), f"{PAGE}/publication"
    missing = ("not reviewed yet: 1", "Promise at least one change.", "Write the headline in Persian.")

    text = reader.get(f"{PAGE}?lang=en").text

    assert [words in text for words in (*missing, button)] == [True, True, True, False]
    last = reports.actions(db.session(), office, half.before)[0].id
    actions.review(office, "person:1", mayor, last, Review("not_kept", None, None, "بودجه نرسید", ""))
    versions.write_headline(office, "person:1", half, "سر خط", "")
    promise(half)
    text = reader.get(f"{PAGE}?lang=en").text
    assert [words in text for words in (*missing, button)] == [False, False, False, True]
