"""The headline of a correction in one language does not stay behind the other one unseen."""

import pytest

from deskq.core.text.names import Name
from deskq.half_year.rules.headlines import left_behind
from deskq.half_year.service import versions

PAGE = "/manage/half-year/1405-2?lang=en"
PUBLISHED = Name("کهنه", "Old")


@pytest.mark.parametrize(
    ("draft", "language"),
    [
        (PUBLISHED, ""),
        (Name("تازه", "New"), ""),
        (Name("تازه", "Old"), "en"),
        (Name("کهنه", "New"), "fa"),
    ],
)
def test_the_language_that_was_not_changed_with_the_other_one_is_named(draft, language):
    assert left_behind(PUBLISHED, draft) == language


def test_a_report_without_an_english_headline_needs_none():
    assert left_behind(Name("کهنه", ""), Name("تازه", "")) == ""


def test_the_page_of_a_correction_says_so_twice(office, mayor, said, half, promise, sign_in):
    versions.freeze(office, "person:1", mayor, half)
    versions.write_headline(office, "person:1", half, *PUBLISHED)
    promise(half)
    versions.publish(office, "person:1", mayor, half)
    reader, words = sign_in("mayor"), "The English headline is still the published one"
    shown = [words in reader.get(PAGE).text]

    versions.correct(office, "person:1", mayor, half, "دوباره شمرده شد", "")
    shown.append(words in reader.get(PAGE).text)
    versions.write_headline(office, "person:1", half, "تازه", "Old")
    text = reader.get(PAGE).text

    assert shown == [False, False]
    assert text.count(words) == 2
