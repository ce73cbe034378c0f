"""In a real office an administrator makes the accounts of a class: a refused form keeps what was typed, a trainee signs
in with the password of the slip, and a press undoes a class that nobody has used."""

from playwright.sync_api import Locator, Page, expect

from deskq.staff.courses.rules import MOST
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import speaks

OFFICE = "set_up"
PAGE = "/manage/people/courses"
NAMES = ("سارا احمدی", "رضا کاظمی", "مینا صبوری")


@LANGUAGES
def test_a_class_is_named_one_a_line_signs_in_with_its_slips_and_is_trained(enter, screen, lang):
    admin = enter("admin", lang=lang)
    admin.goto(Screens.address("/manage/people", lang))
    admin.locator(f"main a[href^='{PAGE}']").click()
    fill(admin, name="دورهٔ بهار", lines="\n".join(NAMES))
    send(admin, "check")
    expect(admin.locator("#seats ~ * tbody th")).to_have_text(NAMES)
    speaks(admin, lang)

    send(admin, "make")

    expect(admin.locator(".course-slip-name b")).to_have_text(NAMES)
    speaks(admin, lang)
    sign_in_names, passwords = slips(admin)
    assert sign_in_names == ["trainee1", "trainee2", "trainee3"]
    assert len(set(passwords)) == len(NAMES)
    trainee = screen.sign_in(sign_in_names[1], lang, passwords[1])
    trainee.wait_for_url("**/counters*")
    speaks(trainee, lang)

    admin.locator(f".page-actions a[href*='{PAGE}/']").click()
    marks = admin.locator("main tbody .mark")
    assert [mark.get_attribute("data-kind") for mark in marks.all()] == ["closed", "open", "closed"]
    expect(undo_button(admin)).to_have_count(0)
    assert not any(password in admin.content() for password in passwords)
    speaks(admin, lang)

    # A training of the whole class but who was absent, undone by one press.
    admin.locator("a[href*='/manage/training']:visible", has=admin.locator("[href$='#graduation-cap']")).last.click()
    group = admin.locator("tick-all", has_text="دورهٔ بهار")
    expect(group.locator("input:checked")).to_have_count(4)
    speaks(admin, lang)

    group.get_by_label(NAMES[2]).uncheck()
    fill(admin, subject="کمک‌های اولیه", trainer="هلال احمر")
    admin.locator("main form[action*='/manage/training'] button[data-kind=main]").click()

    expect(admin.locator(".note[data-kind=done]")).to_contain_text("۲ نفر" if lang == "fa" else "2 people")
    expect(admin.locator("main .table tbody th")).to_have_count(2)
    speaks(admin, lang)
    admin.locator(".note-undo button").click()
    expect(admin.locator(".note[data-kind=done]")).to_contain_text("۲ نفر" if lang == "fa" else "2 people")
    expect(admin.locator("main .table")).to_have_count(0)


def test_a_refused_form_keeps_what_was_typed_and_one_press_undoes_a_class_that_nobody_has_used(enter, screen):
    admin = enter("admin")
    typed = {"name": "دورهٔ بهار", "prefix": "bahar", "last_day": "۱۴۰۶/۰۱/۳۱"}

    for lines in ("", "\n".join(NAMES[:1] * (MOST + 1)), "سارا، sara\nرضا، Sara"):
        admin.goto(PAGE)
        fill(admin, lines=lines, **typed)
        admin.locator("[name=role]").select_option("expert")
        send(admin, "make")
        expect(admin.locator(".form-problems a")).to_have_attribute("href", "#lines")
        expect(admin.locator("#lines-problem")).to_be_visible()
        for field, words in {**typed, "lines": lines, "role": "expert"}.items():
            expect(admin.locator(f"main [name={field}]")).to_have_value(words)
        expect(admin.locator("#courses")).to_have_count(0)
        speaks(admin, "fa")
    fill(admin, lines="\n".join(NAMES))
    send(admin, "make")
    sign_in_names, passwords = slips(admin)
    assert sign_in_names[0] == "bahar1"
    admin.locator(f".page-actions a[href*='{PAGE}/']").click()

    undo_button(admin).click()

    expect(admin.locator(".note[data-kind=done]")).to_contain_text("دورهٔ بهار")
    expect(admin.locator("#courses")).to_have_count(0)
    trainee = screen("/sign-in")
    fill(trainee, name=sign_in_names[0], password=passwords[0])
    trainee.locator("main form button").click()
    expect(trainee.locator(".note[data-kind=problem]")).to_be_visible()
    fill(admin, name="دورهٔ تابستان", lines=NAMES[0], prefix="bahar")
    send(admin, "make")
    assert slips(admin)[0] == ["bahar1"]


def fill(page: Page, **fields: str) -> None:
    for field, words in fields.items():
        page.locator(f"main [name={field}]").fill(words)


def send(admin: Page, button: str) -> None:
    admin.locator(f"main button[name=do][value={button}]").click()
    admin.wait_for_load_state()


def slips(admin: Page) -> tuple[list[str], list[str]]:
    """(sign-in names, first passwords) as the slips of the class say them."""
    expect(admin.locator(".course-slip").first).to_be_visible()
    names = admin.locator(".course-slip dl div:nth-child(2) dd").all_inner_texts()
    return names, admin.locator(".course-slip-password").all_inner_texts()


def undo_button(admin: Page) -> Locator:
    return admin.locator("form[action*='/undo'] button")
