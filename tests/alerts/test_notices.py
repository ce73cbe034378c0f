"""Notices on live screens: only to those it concerns, once, and after a lost connection what was missed."""

from deskq.core import clock, secrets
from deskq.messages.service.refer import accept, refer
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.alerts.conftest import after, notices


def test_the_unit_is_noticed_of_a_referral_and_others_are_not(open_, round_, file, units, action, follow):
    civil, city, operator = open_("civil"), open_("city"), open_("operator")
    made = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])

    for _ in range(2):
        round_()
        follow()

    (notice,) = notices(civil)
    assert notice["address"] == f"/inbox/{made.id}"
    assert "عمران" in notice["body"]
    assert (notices(city), notices(operator)) == ([], [])


def test_what_somebody_has_taken_is_noticed_to_them(open_, round_, file, units, action, follow, told):
    made = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])
    accept(action("civil", made))
    told("red")
    clock.fix(made.red_at)
    civil = open_("civil")

    round_()
    follow()

    assert [one["title"] for one in notices(civil)] == ["مهلت رو به پایان است"]


def test_the_hall_page_is_noticed_of_a_wait_in_its_language(socket, enter, round_, told, office, follow):
    told("wait", limit=5)
    told("idle", screens=False, texts=False)
    issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    after(minutes=6)
    page = socket(enter("supervisor"))
    page.watch("panel", lang="en")
    follow()
    page.heard()

    round_()
    follow()

    (notice,) = notices(page)
    assert notice["body"] == "Renewal and waste levy: the longest wait is 6 minutes."


def test_a_screen_that_was_cut_off_gets_what_it_missed(socket, enter, round_, file, units, action, follow):
    browser = enter("civil")
    first = socket(browser)
    first.watch("inbox")
    follow()
    version = first.states()[-1]["version"]
    first.leave()
    refer(action("operator", file(category="asphalt")), units["civil_works"])
    round_()
    follow()

    again = socket(browser)
    again.watch("inbox", since=version)

    assert len(notices(again)) == 1


def test_a_page_that_is_opened_later_hears_nothing_of_before(open_, round_, file, units, action, follow):
    refer(action("operator", file(category="asphalt")), units["civil_works"])
    round_()
    follow()

    assert notices(open_("civil")) == []


def test_a_report_is_noticed_only_to_who_reads_it(open_, round_, file, told, follow):
    told("late")
    made = file("report", body="گزارش")
    clock.fix(made.due_at)
    pages = {name: open_(name) for name in ("inspectorate", "operator", "civil")}

    round_()
    follow()

    assert {name: len(notices(page)) for name, page in pages.items()} == {"inspectorate": 1, "operator": 0, "civil": 0}
