"""A neighbour complains about a building without knowing the number of its permit (R19)."""

import pytest

from tests.portal.submit import send
from tests.tools.images import picture

__all__ = ["send"]
COMPLAINT = {"name": "سارا احمدی", "phone": "09121234567", "home": "تاکستان، کوچهٔ گل‌ها ۳"}


@pytest.mark.parametrize("subject", ["building", "planning"])
def test_a_complaint_about_a_building_or_a_levy_needs_no_permit_number(send, filed, about, subject):
    category = about().category_by_code[subject]

    answer = send("complaint", category_id=category.id, address="کوچهٔ گل‌ها، پلاک ۵", **COMPLAINT)

    assert answer.status_code == 303
    assert [(made.category_id, made.permit) for made in filed()] == [(category.id, "")]


def test_a_place_and_a_photo_are_enough_and_a_known_number_is_kept(send, filed, about):
    category = about().category_by_code["building"]

    send("complaint", category_id=category.id, permit="۱۴۰۲/۱۱۸", photos=[(picture(), "a.jpg")], **COMPLAINT)

    assert [made.permit for made in filed()] == ["۱۴۰۲/۱۱۸"]
