"""Digits, codes, hours, dates and lengths as a screen of either language shows them."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale
from markupsafe import Markup

from deskq.core.text.names import Name
from deskq.web import assets, filters

MOMENT = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("show", "value", "persian", "english"),
    [
        (filters.digits, 1405, "۱۴۰۵", "1405"),
        (filters.hour, MOMENT, "۱۰:۴۲", "10:42"),
        (filters.jdate, MOMENT, "سه‌شنبه ۳ آذر ۱۴۰۵", None),
        (filters.minutes, 0, "۱", "1"),
        (filters.minutes, None, "۱", "1"),
        (filters.minutes, 725, "۱۲", "12"),
        (filters.stopwatch, 372, "۰۶:۱۲", "06:12"),
        (filters.stopwatch, -5, "۰۰:۰۰", "00:00"),
        (filters.stopwatch, 3_725, "۱:۰۲:۰۵", "1:02:05"),
        (filters.named, Name("باجه", "Counter"), "باجه", "Counter"),
        (filters.named, Name("باجه", ""), "باجه", "باجه"),
        (filters.named, None, "", ""),
        (filters.with_digits, {"row": 12, "file": "a-7.txt"}, {"row": "۱۲", "file": "a-7.txt"},
         {"row": "12", "file": "a-7.txt"}),
        (filters.jdate, datetime(2026, 11, 24, 20, 31, tzinfo=UTC), "چهارشنبه ۴ آذر ۱۴۰۵", None),  # by our clock
    ],
)  # fmt: skip
def test_each_language_has_its_way(app, show, value, persian, english):
    with app.test_request_context("/"):
        assert show(value) == persian
    if english is not None:
        with app.test_request_context("/"), force_locale("en"):
            assert show(value) == english


def test_a_code_is_kept_in_one_piece_and_is_text(app):
    with app.test_request_context("/"):
        assert str(filters.code("A07")) == '<bdi class="code" dir="ltr">A۰۷</bdi>'
        assert "<script>" not in str(filters.code("<script>"))


def test_an_icon_is_hidden_from_screen_readers_and_is_text(app):
    with app.test_request_context("/"):
        drawn = str(assets.icon('home"><script>'))

    assert 'aria-hidden="true"' in drawn
    assert "<script>" not in drawn


def test_a_page_made_ready_in_one_language_is_drawn_in_the_other(app):
    page = app.jinja_env.from_string('{{ "7:30" | digits }}')
    with app.test_request_context("/"), force_locale("en"):
        assert page.render() == "7:30"
    with app.test_request_context("/"):
        assert page.render() == "۷:۳۰"


def test_compact_removes_the_white_space_between_tags_and_keeps_every_text():
    html = Markup("\n<p class='a b'>\n  <b>one  two</b> three\n  <i> </i>\n</p>\f\n<p></p> ")

    assert filters.compact(html) == Markup("<p class='a b'><b>one  two</b> three\n  <i></i></p>\f\n<p></p>")


def test_compact_escapes_what_is_no_html():
    assert filters.compact("<b>  <i>") == "&lt;b&gt;  &lt;i&gt;"
