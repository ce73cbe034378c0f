"""Reports that are not published: who asks for one is led to those that are, and learns nothing of drafts."""

import re

import pytest

from deskq.half_year.service import versions


@pytest.mark.parametrize(
    ("address", "words"),
    [
        *((f"1404-1{part}?", "No report on this half-year has") for part in ("", ".csv", ".pdf", "/dictionary.csv")),
        ("1405-2?version=3&", "This version of the report has not"),
    ],
)
def test_a_report_that_is_not_published_leads_to_those_that_are(address, words, page, published):
    text = page(f"/published/{address}lang=en", 404)

    assert f"{words} been published." in text
    assert 'href="/published/1405-2?' in text


def test_a_draft_is_answered_like_a_half_year_without_one(office, mayor, said, half, client):
    def answers():
        asked = [client.get(f"/published/{one}") for one in (half, half.before, half.after.after)]
        return {
            (answer.status_code, re.sub(r"\S*csrf-token\S* content=\S+|/published/\d+-\d", "", answer.text))
            for answer in asked
        }

    without = answers()
    versions.freeze(office, "person:1", mayor, half)
    versions.write_headline(office, "person:1", half, "سر خط محرمانه", "")

    assert answers() == without
    assert len(without) == 1
