"""Texts of the SMS: short, in one writing direction, one part where possible."""

import pytest

from deskq.core.text.names import Name
from deskq.office.rules import Place
from deskq.sms import rating_port, rules, templates

OFFICE = Name("میز خدمت شهرداری منطقه ۶", "Service desk of district 6")
LONG = Name("ساختمان مرکزی خدمات شهروندی شهرداری", "The central building of citizens' services")
PLACE = Place(3, Name("اتاق ۱۲", "Room 12"), Name("طبقهٔ اول", "First floor"), Name("", ""), "")
FAR = Place(3, LONG, LONG, Name("", ""), "")


def told(event: str, language: str = "fa", office: Name = OFFICE, place: Place = PLACE, ahead: int = 2) -> str:
    return templates.text(
        templates.SmsContent(event, language, office, "B-042", ahead, place if event != "near" else None)
    )


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("state", rules.ENDED_STATES)
@pytest.mark.parametrize("how", [rating_port.REPLY, rating_port.PAGE])
def test_every_rating_request_is_one_sms_part(how, state, language):
    asked = templates.SmsContent(rules.RATE, language, OFFICE, "142", way=(how, ""), state=state)

    assert rules.part_count(templates.text(asked)) == 1


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("event", rules.EVENTS)
@pytest.mark.parametrize("place", [PLACE, FAR])
def test_every_notification_is_one_sms_part(event, language, place):
    assert rules.part_count(told(event, language, place=place)) == 1


def test_the_near_sms_counts_the_people_ahead():
    assert "۲ نفر پیش از شما" in told("near")
    assert "نفر بعدی شمایید" in told("near", ahead=0)


def test_the_sms_to_an_absent_visitor_says_where_to_come():
    assert told("missed").endswith("باجهٔ ۳، طبقهٔ اول.")


def test_the_office_is_named_if_the_text_fits_and_long_names_never_remove_the_counter():
    assert told("near", office=Name("میز خدمت", "Desk")).startswith("میز خدمت\n")
    assert LONG.fa not in told("near", office=LONG)
    assert "باجهٔ ۳" in told("called", place=FAR)


def test_a_code_keeps_its_direction_and_persian_digits():
    assert "\u2066B-۰۴۲\u2069" in told("called")
    assert "\u2066B-042\u2069" in told("called", "en")


def test_a_notification_contains_no_link():
    assert not any("http" in told(event, language) for event in rules.EVENTS for language in ("fa", "en"))


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_sms_parts_are_counted_as_gateways_count_them(length, parts):
    assert rules.part_count("ب" * length) == parts
    assert rules.part_count("😀" * 36) == 2  # two units each
