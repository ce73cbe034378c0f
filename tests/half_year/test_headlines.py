"""The headline of a correction in one language does not stay behind the other one unseen."""

import pytest

from deskq.core.text.names import Name
from deskq.half_year.rules.headlines import left_behind
from deskq.half_year.service import versions

PAGE = "/manage/half-year/1405-2?lang=en"
PUBLISHED = Name("کهنه", "Old")


@pytest.mark.parametrize(
    ("published", "draft", "language"),
    [
        (PUBLISHED, PUBLISHED, ""),
        (PUBLISHED, Name("تازه", "New"), ""),
        (PUBLISHED, Name("تازه", "Old"), "en"),
        (PUBLISHED, Name("کهنه", "New"), "fa"),
        (Name("کهنه", ""), Name("تازه", ""), ""),
    ],
)
def test_the_language_that_was_not_changed_with_the_other_one_is_named(published, draft, language):
    assert left_behind(published, draft) == language


def test_the_page_of_a_correction_says_so_twice(office, said, half, prepare, publish, correct, sign_in):
    prepare(headline=PUBLISHED)
    publish()
    reader, words = sign_in("mayor"), "The English headline is still the published one"
    shown = [words in reader.get(PAGE).text]

    correct()
    shown.append(words in reader.get(PAGE).text)
    versions.write_headline(office, "person:1", half, "تازه", "Old")

    assert shown == [False, False]
    assert reader.get(PAGE).text.count(words) == 2
