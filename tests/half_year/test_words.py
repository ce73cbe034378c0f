"""What a report says in words: of its figures, of complaints, and of a correction before it is published."""

import pytest

from deskq.core import clock
from deskq.half_year.views import sentences
from deskq.half_year.views.shown import Shown
from tests.half_year.conftest import AFTER
from tests.tools.forms import form_of

PAGE = "/manage/half-year/1405-2"


def complaints(**counts: int | None) -> Shown:
    return Shown({"verdicts": counts})


def test_the_share_under_the_chart_is_that_of_the_dark_columns(file, prepare, publish, page):
    for category in ("asphalt", "gutters", "green", "noise"):
        for number in range(6):
            file(category=category, body=f"{category} {number}")
    clock.fix(AFTER)
    prepare()
    publish()

    text = page("/published/1405-2?lang=en")

    heading = text.partition('id="half-subjects">')[2].partition("</h2>")[0]
    share = heading.partition(" for ")[2].partition(" of ")[0]
    assert f"The dark columns together make up {share}:" in text


@pytest.mark.parametrize(
    ("counts", "heading"),
    [
        ({"": 70, "open": 3, "upheld": 34}, "34 of 70 complaints were upheld"),
        ({"": 1, "upheld": 1}, "1 of 1 complaint was upheld"),
        ({"": 70, "open": None, "upheld": None}, "Complaints: who was right"),
        ({"": 70, "open": 70}, "Complaints: who was right"),
        ({"": None, "upheld": 34}, "Complaints: who was right"),
        ({"": 0}, "Complaints: who was right"),
    ],
)
def test_the_heading_of_complaints_is_their_result_unless_it_is_hidden(app, counts, heading):
    with app.test_request_context("/?lang=en"):
        assert sentences.verdicts(complaints(**counts)) == heading


def test_verdicts_stand_in_the_order_of_their_names_and_open_complaints_last():
    shown = complaints(**{"": 9, "not_upheld": 1, "open": 5, "out_of_scope": 2, "upheld": None})

    assert list(shown.verdicts) == ["upheld", "not_upheld", "out_of_scope", "", "open"]


def test_a_correction_is_read_before_it_is_published_in_fields_of_several_lines(published, correct, sign_in):
    reader, words = sign_in("mayor"), "موضوع سه پیام درست شد"
    before = reader.get(PAGE).text

    correct(words)

    page = reader.get(PAGE).text
    assert words not in before
    assert words in page.partition("/publication")[0]
    for name, text in (("correction", before), ("withdrawal", before), ("headline", page)):
        assert f'<textarea id="{name}_fa"' in text


def test_what_a_correction_says_can_be_reworded_until_it_is_published(published, correct, sign_in):
    writer = sign_in("mayor")
    correct("موضوع سه پیام درس شد")
    sent = form_of(writer.get(PAGE).text, f"{PAGE}/headline")

    emptied = writer.post(f"{PAGE}/headline", data=sent.changed(correction_fa=[" "]))
    saved = writer.post(f"{PAGE}/headline", data=sent.changed(correction_fa=["موضوع سه پیام درست شد"]))

    assert (emptied.status_code, "بنویسید چه چیزی" in emptied.text, saved.status_code) == (422, True, 303)
    assert emptied.text.count('id="correction_fa"') == 1
    assert "موضوع سه پیام درست شد" in writer.get(PAGE).text.partition("/publication")[0]
