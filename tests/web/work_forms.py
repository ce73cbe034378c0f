"""Every form under ``/applications``, ``/commissions``, ``/inbox`` and ``/inspections``, and how it meets a second
editor."""

from typing import NamedTuple

PREFIXES = ("/applications", "/commissions", "/inbox", "/inspections")


class Press(NamedTuple):
    """Where a form is sent, with what beside the revision of its page in ``field``."""

    path: str
    typed: dict[str, str]
    field: str = "turn"


WORDS = {"words": "به این دلیل"}
APPLICATION, ITEM, MESSAGE = "/applications/{application}", "/commissions/items/{item}", "/inbox/{message}"
SERVED = {"way": "post", "day": "1405/09/03"}
MOVED = {"day": "1405/09/12", "hour": "11:15", "place": "سالن دوم", "reason": "بیماری رئیس"}
#: {endpoint: its form}. Each carries the revision of its page: an older one is refused, and so is none.
REVISED = {
    "applications.act": Press(f"{APPLICATION}/stages/inspection/complete", {}),
    "applications.called": Press(f"{APPLICATION}/call", {"note": "گفته شد"}),
    "applications.decide": Press(f"{APPLICATION}/objection/decision", WORDS),
    "applications.extend": Press(f"{APPLICATION}/extension", {"day": "1405/12/02", **WORDS}),
    "applications.object_to_refusal": Press(f"{APPLICATION}/objection", WORDS),
    "applications.receive_documents": Press(f"{APPLICATION}/documents", {"documents": "deed"}),
    "applications.refuse": Press(f"{APPLICATION}/refusal", WORDS),
    "applications.return_files": Press(f"{APPLICATION}/documents/deed/return", WORDS),
    "applications.take_back_step": Press(f"{APPLICATION}/last-step/return", {"step": "1", **WORDS}),
    "applications.withdraw": Press(f"{APPLICATION}/withdrawal", WORDS),
    "commissions.decide": Press(f"{ITEM}/verdict", {"verdict": "adjourned", "reason": "مدارک"}),
    "commissions.correct_verdict": Press(f"{ITEM}/correction", {"verdict": "adjourned", "reason": "مدارک", "why": "x"}),
    "commissions.cancel_session": Press("/commissions/sessions/{session}/cancellation", {"reason": "اشتباه"}, "seen"),
    "commissions.receive_defence": Press(f"{ITEM}/defence", {"defence": "پروانه دارد"}),
    "commissions.serve_notice": Press(f"{ITEM}/notice", SERVED),
    "commissions.serve_verdict": Press(f"{ITEM}/service", SERVED),
    "commissions.move_session": Press("/commissions/sessions/{session}/move", MOVED, "seen"),
    "inbox.accept": Press(f"{MESSAGE}/acceptance", {}),
    "inbox.answer": Press(f"{MESSAGE}/answer", {"outcome": "done", **WORDS}),
    "inbox.assign": Press(f"{MESSAGE}/assignment", {"person": "1"}),
    "inbox.ask_back": Press(f"{MESSAGE}/question", WORDS),
    "inbox.extend": Press(f"{MESSAGE}/extension", {"day": "1405/12/02", **WORDS}),
    "inbox.link": Press(f"{MESSAGE}/duplicate", {"code": "{other}", **WORDS}),
    "inbox.pass_on": Press(f"{MESSAGE}/passing-on", {"unit": "1", "note": "کار آنهاست"}),
    "inbox.refer": Press(f"{MESSAGE}/referral", {"unit": "1"}),
    "inbox.resume": Press(f"{MESSAGE}/resumption", {}),
    "inbox.sort": Press(f"{MESSAGE}/sorting", {"kind": "request"}),
    "inbox.undo": Press(f"{MESSAGE}/undo", {}),
    "inbox.wait_outside": Press(f"{MESSAGE}/waiting", {"body": "شرکت گاز", **WORDS}),
    "inspections.change_tour": Press("/inspections/tours/{tour}/order", {"move": "shortest"}),
    "inspections.set_place": Press("/inspections/applications/{placed}/place", {"address": "خیابان ۲"}),
}
#: How a form that carries no such revision meets a second editor.
ADDS = "adds to what is there, and takes nothing away"
ONCE = "its key makes one thing, however often it is sent"
LOOKS = "changes nothing: what was shown or printed is journalled"
SAME = "says what shall be, and sent twice it is so once"
STATE = "is refused where the state, or a row that is there already, forbids it"
OTHERS = {
    "application_check.reset": SAME, "application_opening.create_application": ONCE,
    "applications.print_receipt": LOOKS, "applications.reveal": LOOKS,
    "commissions.add_item": STATE, "commissions.create_session": STATE, "commissions.remove_item": STATE,
    "commissions.print_notice": LOOKS, "commissions.read_defence": LOOKS, "commissions.tell": SAME,
    "document_scans.press": "adds or takes away one file, which it names",
    "inbox.answer_several": "each message carries its revision: tests/inbox/test_several.py",
    "inbox.extend_several": "each message carries its revision: tests/inbox/test_several.py",
    "inbox.refer_several": "each message carries its revision: tests/inbox/test_several.py",
    "inbox.delete_filter": SAME, "inbox.reset_sender_check": SAME, "inbox.save_filter": STATE,
    "inbox.rename_filter": "one's own, with the revision of forms under /manage: tests/inbox/test_saved_filters.py",
    "inbox.reveal": LOOKS,
    "inbox.use_ready_answer": "saves nothing, and keeps the revision of the answer's form",
    "inbox.work_order_with_sender": LOOKS,
    "inspections.add_photo": ONCE, "inspections.create_tour": ADDS, "inspections.report": ONCE,
    "visitor_referrals.create_referral": ONCE,
}  # fmt: skip
