"""Similar messages and earlier ones of the caller while typing, and linking in the same action."""

from tests.intake.intake_form import given, tell

__all__ = ["given", "tell"]


def test_a_duplicate_is_registered_and_linked_in_one_action(tell, filed, file):
    answer = tell(same_as=file(category="asphalt").code)

    assert answer.status_code == 303
    first, made = filed()
    assert (made.duplicate_of_id, made.state, made.outcome) == (first.id, "answered", "duplicate")


def test_a_clerk_sees_similar_messages_and_can_still_register(sign_in, tell, filed, given, file):
    code = file(category="asphalt", address=given["address"]).code
    typed = {"category": given["category"], "address": given["address"]}

    near = sign_in("karimi").post("/intake/near", data=typed).text
    answer = tell("karimi", channel="in_person", same_as=code)

    assert 'class="near-one"' in near
    assert "same_as" not in near
    assert answer.status_code == 303
    assert filed()[-1].body == given["body"]
    assert filed()[-1].duplicate_of_id is None


def test_a_report_submitted_twice_is_one_and_is_never_linked(tell, filed, file):
    code = file(category="asphalt").code

    answers = [tell(kind="report", same_as=code) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert [made.duplicate_of_id for made in filed()] == [None, None]


def test_a_mistyped_code_links_to_nothing(tell, filed, file):
    code = file(category="asphalt").code

    assert tell(same_as=code[:-1] + str((int(code[-1]) + 1) % 10)).status_code == 422
    assert len(filed()) == 1


def test_earlier_messages_of_a_caller_need_the_whole_number(sign_in, file):
    file(category="asphalt", phone="09121234567", name="سارا احمدی")
    file("report", body="گزارش", phone="09121234567")
    operator = sign_in("operator")

    whole = operator.post("/intake/caller", data={"phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}).text
    part = operator.post("/intake/caller", data={"phone": "0912123456"}).text
    other = operator.post("/intake/caller", data={"phone": "09121234568"}).text

    assert whole.count("<li>") == 1
    assert "۰۹۱۲***۴۵۶۷" in whole
    assert "سارا" not in whole
    assert "1234567" not in whole
    assert (part.strip(), other.strip()) == ("", "")


def test_the_list_of_similar_messages_keeps_the_language(sign_in, file, given):
    made = file(category="asphalt", phone="09121234567", address=given["address"]).id
    operator = sign_in("operator")

    near = operator.post("/intake/near?lang=en", data={"category": given["category"], "address": given["address"]})
    known = operator.post("/intake/caller?lang=en", data={"phone": "09121234567"})

    for answer in (near, known):
        assert f'href="/inbox/{made}?lang=en"' in answer.text
