"""The kiosk for one who cannot see it: every screen read aloud, two keys or a finger, and nothing left of it after."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.listener import CHOOSE, NEXT, Listener

HELLO = {
    "fa": "خواندن با صدا روشن شد. کلید فاصله گزینهٔ بعدی را می‌خواند و کلید اینتر آن را برمی‌گزیند.",
    "en": "Reading aloud is on. The space key reads the next choice, the Enter key takes it.",
}
#: What is heard after each press, from the start to the token: three wait for the levies before.
VISIT = {
    "fa": [
        (NEXT, [HELLO["fa"], "برای چه کاری آمده‌اید؟ ۵ گزینه هست."]),
        (NEXT, ["پروانه و پایان کار. صدور، تمدید، عدم خلاف، پایان کار. کسی پیش از شما نیست. گزینهٔ ۱ از ۵."]),
        (NEXT, ["عوارض و پرداخت. نوسازی، پسماند، اعتراض به عوارض. ۳ نفر پیش از شما. گزینهٔ ۲ از ۵."]),
        (CHOOSE, ["عوارض و پرداخت. کدام یک؟ ۲ گزینه هست."]),
        (NEXT, ["پرداخت قبض شهرداری. قبض و پرداخت. ۳ نفر پیش از شما. گزینهٔ ۱ از ۲."]),
        (NEXT, ["اعتراض به مبلغ قبض. کمیسیون مادهٔ ۷۷. ۳ نفر پیش از شما. گزینهٔ ۲ از ۲."]),
        ("ArrowUp", ["پرداخت قبض شهرداری. قبض و پرداخت. ۳ نفر پیش از شما. گزینهٔ ۱ از ۲."]),
        (
            CHOOSE,
            [
                "پرداخت قبض شهرداری. ۳ نفر پیش از شما. "
                "آیا می‌خواهید به یکی از این دلیل‌ها زودتر فراخوانده شوید؟ ۵ گزینه هست."
            ],
        ),
        (NEXT, ["نه، سپاسگزارم؛ نوبت عادی. گزینهٔ ۱ از ۵"]),
        (CHOOSE, 2 * [
            "شمارهٔ شما ۲۰۴ است. پرداخت قبض شهرداری. ۳ نفر پیش از شما هستند. "
            "به باجهٔ ۲ فراخوانده می‌شوید. طبقهٔ همکف، سالن میز خدمت. سمت راست، پس از آب‌سردکن. "
            "لطفاً برگهٔ خود را بردارید."
        ]),
        (NEXT, ["بیشتر می‌مانم"]),
        (NEXT, ["تمام شد"]),
    ],
    "en": [
        (NEXT, [HELLO["en"], "What brings you here? There are 5 choices."]),
        (NEXT, ["Building permits. Issue, renew, no violation, completion. no one ahead of you. Choice 1 of 5."]),
        (NEXT, ["Levies and payment. Renewal levy, waste, objections. 3 ahead of you. Choice 2 of 5."]),
        (CHOOSE, ["Levies and payment. Which one is it? There are 2 choices."]),
        (NEXT, ["Pay a city bill. Bill and payment. 3 ahead of you. Choice 1 of 2."]),
        (NEXT, ["Object to my bill. Article 77 commission. 3 ahead of you. Choice 2 of 2."]),
        ("ArrowUp", ["Pay a city bill. Bill and payment. 3 ahead of you. Choice 1 of 2."]),
        (
            CHOOSE,
            [
                "Pay a city bill. 3 ahead of you. "
                "Would you like to be called earlier because of one of these? There are 5 choices."
            ],
        ),
        (NEXT, ["No, thank you: an ordinary turn. Choice 1 of 5"]),
        (CHOOSE, 2 * [
            "Your number is 204. Pay a city bill. People ahead of you: 3. "
            "You will be called to counter 2. Ground floor, Service hall. On the right, past the water cooler. "
            "Please take your paper."
        ]),
        (NEXT, ["Stay here longer"]),
        (NEXT, ["Finished"]),
    ],
}  # fmt: skip


def without_wait(text: str) -> str:
    """The estimate may be known by then or not; whether it is said is no matter of listening."""
    return re.sub("(The wait is about|انتظار حدود) .*?(minutes|دقیقه است)[.] ", "", text)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_token_is_taken_by_listening_and_two_keys(house, screen, lang):
    house.open(2)
    for _ in range(3):
        house.issue("renewal_levy")
    ear = Listener(screen, lang)

    for key, says in VISIT[lang]:
        assert [without_wait(text) for text in ear.press(key, len(says))] == says
        assert without_wait(ear.page.locator("[data-caption]").inner_text()) == says[-1]

    assert house.waiting() == 4
    said = {text for _, says in VISIT[lang] for text in says}
    assert said <= {without_wait(text) for text in ear.asked}, "every utterance has its clip"
    ear.page.keyboard.press(CHOOSE)
    ear.page.wait_for_selector("main[data-page=home]")
    expect(ear.page.locator("[data-spoken]")).to_have_count(0)


def test_after_the_last_choice_it_begins_again_and_says_so(screen):
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)
    first = ear.press(NEXT)
    ear.seek("Help")

    assert ear.press(NEXT, 2) == ["That was the last one. From the beginning:", *first]


def test_an_aid_is_switched_by_ear_and_a_key_says_the_same_again(screen):
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)
    ear.seek("High contrast: off.")

    assert ear.press(CHOOSE) == ["High contrast: on."]
    assert ear.press("r") == ["High contrast: on."]
    expect(ear.page.locator("html[data-contrast]")).to_have_count(1)


def test_the_language_is_changed_by_ear(screen):
    ear = Listener(screen, "fa")
    ear.press(NEXT, 2)
    ear.seek("English")
    ear.lang = "en"

    assert ear.press(CHOOSE) == ["What brings you here? There are 5 choices."]


def test_louder_is_for_this_visit_only(screen):
    ear = Listener(screen, "en")
    volume = "document.querySelector('kiosk-shell').listening.voice.volume"
    normal = ear.page.evaluate(volume)
    ear.press("F1", 2)

    for _ in range(4):
        assert ear.press("+") == ["Louder"]
    assert ear.page.evaluate(volume) == normal + 2
    assert ear.press("-") == ["Quieter"]
    assert ear.press("F1") == ["Reading aloud is off."]

    expect(ear.page.locator("[data-spoken]")).to_have_count(0)
    assert ear.page.evaluate(volume) == normal


def test_whoever_says_nothing_for_long_is_asked_aloud_and_may_stay(screen):
    ear = Listener(screen, "en")
    (_, home) = ear.press(NEXT, 2)
    ear.page.evaluate("document.querySelector('kiosk-shell').idle.idle = 200")

    assert ear.hears() == ["Are you still here? This page goes back to the beginning by itself."]
    ear.page.evaluate("document.querySelector('kiosk-shell').idle.idle = 60_000")
    assert ear.press(NEXT) == ["Stay"]
    assert ear.press(CHOOSE) == [home]


def test_a_finger_explores_and_two_taps_choose(screen):
    ear = Listener(screen, "en")
    page = ear.page
    page.locator("[data-listen]").click()
    assert ear.hears(2)[0].startswith("Reading aloud is on. Slide a finger")
    first, second = (page.locator("[data-choice]").nth(n).bounding_box() for n in (0, 1))

    page.mouse.move(first["x"] + 90, first["y"] + 30)
    page.mouse.down()
    assert ear.hears()[0].startswith("Building permits.")
    page.mouse.move(second["x"] + 90, second["y"] + 30, steps=4)
    assert ear.hears()[0].startswith("Levies and payment.")
    page.mouse.up()
    page.mouse.move(20, 160)
    page.mouse.click(20, 160)
    page.mouse.click(20, 160)

    assert ear.hears() == ["Levies and payment. Which one is it? There are 2 choices."]


def test_one_tap_only_asks_what_is_there(screen):
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)

    ear.page.locator("[data-choice]").nth(2).click()

    assert ear.hears()[0].startswith("Inquiries.")
    expect(ear.page.locator("main[data-page=home]")).to_have_count(1)


def test_without_a_voice_each_sentence_stands_in_large_letters_for_its_time(screen):
    ear = Listener(screen, "fa", clips=False)

    (_, home) = ear.press(NEXT, 2)

    expect(ear.page.locator("[data-caption]")).to_have_text(home)
    assert ear.press(NEXT)[0].endswith("گزینهٔ ۱ از ۵.")
