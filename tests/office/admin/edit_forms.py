"""Every form under ``/manage`` and ``/account``: those that edit what is stored, and those that do not."""

from typing import NamedTuple


class Edit(NamedTuple):
    """An edit form: its page, where it is sent, and fields with what the first and what the second person enters.
    ``words``: what the page calls the value of a choice."""

    page: str
    action: str
    first: dict[str, str | list[str]]
    second: dict[str, str | list[str]]
    by: str = "admin"
    words: dict[str, str] | None = None


#: A half-year that is over.
HALF = "1405-1"
#: {endpoint that saves: its form}. {announcement}, {device} and the like are ids of rows that the tests have.
EDITS = {
    "manage_settings.save": Edit("/manage/settings", "", {"bound_minutes": "41"}, {"hold_minutes": "19"}),
    "manage_counters.save": Edit("/manage/counters/2", "", {"room_fa": "اتاق ۷"}, {"floor_fa": "طبقهٔ ۳"}),
    "manage_services.save": Edit("/manage/services/2", "", {"covers_fa": "پروانه"}, {"where_fa": "طبقهٔ ۴"}),
    "manage_services.save_group": Edit("/manage/services/groups/1", "", {"covers_fa": "یک"}, {"name_fa": "دو"}),
    "manage_priorities.save": Edit("/manage/priorities/2", "", {"weight": "7"}, {"name_fa": "کلاس دو"}),
    "manage_calendar.change_special": Edit("/manage/calendar/days/{day}", "", {"reason_fa": "ب"}, {"reason_en": "X"}),
    "manage_calendar.change_openings": Edit(
        "/manage/calendar/openings?rows={opening}", "/manage/calendar/openings/change",
        {"opens": "6:30"}, {"closes": "15:45"},
    ),
    "manage_devices.save": Edit("/manage/devices/{device}", "", {"name": "کیوسک شرقی"}, {"name": "کیوسک غربی"}),
    "manage_people.save": Edit("/manage/people/{person}", "", {"name": "سارا کریمی"}, {"role": "supervisor"},
                               words={"supervisor": "Desk supervisor"}),
    "manage_second_factor.save": Edit("/manage/second-factor", "", {"clerk": ["1"]}, {"admin": ["1"]}),
    "manage_announcements.save": Edit("/manage/announcements/{announcement}", "", {"text_fa": "باز"}, {"seconds": "9"}),
    "manage_appointments.save_terms": Edit(
        "/manage/appointments", "/manage/appointments/terms", {"most": "4"}, {"days_ahead": "21"}
    ),
    "manage_alerts.save": Edit("/manage/alerts/kinds/wait", "", {"limit": "41"}, {"repeat": "19"}),
    "manage_alerts.save_person": Edit("/manage/alerts/duty/{duty}", "", {"name": "رضا"}, {"phone": "09121234568"}),
    "saved_reports.save": Edit("/manage/reports/saved/{saved}/edit", "", {"name": "یک"}, {"first": "2026-03-21"}),
    "manage_messages.save": Edit("/manage/messages", "", {"reopen_days": "11"}, {"quiet_days": "22"}),
    "manage_messages_plan.save": Edit("/manage/messages/plan", "", {"north": "36.2"}, {"east": "49.9"}),
    "manage_messages_units.save": Edit("/manage/messages/units/2", "", {"name_fa": "واحد یک"}, {"name_en": "Two"}),
    "manage_messages_categories.save": Edit("/manage/messages/categories/1", "", {"name_fa": "یک"}, {"name_en": "B"}),
    "manage_messages_answers.save": Edit("/manage/messages/answers/1", "", {"text_fa": "انجام شد"}, {"name_en": "Two"}),
    "manage_messages_questions.save": Edit("/manage/messages/questions/1", "", {"name_fa": "کجا؟"}, {"name_en": "X"}),
    "manage_messages_classes.save": Edit("/manage/messages/classes/1", "", {"name_fa": "یک"}, {"amount": "9"}),
    "manage_messages_districts.save": Edit("/manage/messages/districts/1", "", {"name_fa": "محله"}, {"name_en": "B"}),
    "manage_sheets.save": Edit("/manage/sheets/dig_permit", "", {"name_en": "Dig"}, {"visits": "4"}),
    "manage_sheets.save_days": Edit("/manage/sheets/days", "", {"defence": "12"}, {"verdict_objection": "14"}),
    "manage_half_year.write_headline": Edit(
        f"/manage/half-year/{HALF}", f"/manage/half-year/{HALF}/headline",
        {"headline_fa": "یک"}, {"headline_en": "Two"}, "mayor",
    ),
    "manage_promises.save": Edit(
        "/manage/half-year/actions/{action}", "", {"what_fa": "یک"}, {"what_en": "Two"}, "mayor"
    ),
    "manage_promises.review": Edit(
        "/manage/half-year/promises/{action}", "", {"why_fa": "یک"}, {"why_en": "Two"}, "mayor"
    ),
    "manage_amenities.save": Edit("/manage/amenities/objects/1", "", {"place_fa": "کنار در"}, {"name_en": "Two"}),
    "manage_amenities.save_people": Edit("/manage/amenities/people", "", {"hours-lift": "7"}, {"hours-ramp": "9"}),
    "manage_setup.save_hours": Edit("/manage/setup/hours", "", {"opens": "6:15"}, {"closes": "18:20"}),
    "manage_messages_boxes.save": Edit("/manage/messages/boxes/1", "", {"place_fa": "در"}, {"name_en": "Two"}),
    "manage_messages_people.save": Edit(
        "/manage/messages/people", "", {"unit-11": "14"}, {"unit-12": ""}, words={"14": "Green space", "": "no unit"}
    ),
    "manage_messages_routes.save": Edit(
        "/manage/messages/routes", "", {"unit-1": "14"}, {"unit-2": "15"},
        words={"14": "Green space", "15": "Civil works"},
    ),
    "manage_building.save": Edit("/manage/building", "", {"name_fa-5": "صندوق دو"}, {"phone-5": "211"}),
    "manage_building.save_building": Edit(
        "/manage/building/buildings/1", "", {"address_fa": "میدان"}, {"name_en": "Main building"}
    ),
    "manage_building.save_floor": Edit("/manage/building/floors/2", "", {"name_fa": "بالا"}, {"level": "7"}),
    "manage_building.save_room": Edit(
        "/manage/building/rooms/5", "", {"direction_fa": "سمت راست"}, {"step_free": "lift"}, words={"lift": "By lift"},
    ),
    "manage_charter.save": Edit("/manage/charter", "", {"text_fa-wait": "زود"}, {"target-wait": "71"}),
    "manage_findings.save": Edit(
        "/manage/half-year/findings/{finding}", "", {"text_fa": "یک"}, {"text_en": "Two"}, "mayor"
    ),
    "corrective_actions.assign": Edit(
        "/manage/corrective-actions/{open_action}", "/manage/corrective-actions/{open_action}/person",
        {"person_id": "11"}, {"person_id": "12"}, "mayor", {"11": "Mahmoud Heidari", "12": "Akbar Sadeghi"},
    ),
    "manage_setup.save_parts": Edit(
        "/manage/setup", "/manage/setup/parts", {"parts": ["queue"]}, {"parts": ["messages"]},
        words={"queue": "Queue of the hall", "messages": "137 messages"},
    ),
}  # fmt: skip
#: Forms with a revision that edit no single row: an outdated or a missing revision is tested where it says.
WHOLE = {
    "manage_setup.apply_file": "tests/setup/test_whole_file.py",
    "manage_messages_units.save_table": "tests/message_admin/test_unit_table_editors.py",
}
LISTS = ("answers", "boxes", "categories", "classes", "districts", "questions", "units")
#: Forms of staff that edit nothing stored: they create, remove, or press a button whose meaning is in itself. Messages,
#: counters and codes of items carry a revision of their own (``turn``).
OTHERS = {
    "manage_amenities": "add_templates create delete offer",
    "manage_alerts": "add_person remove_person test_person",
    "manage_announcements": "create move show delete",
    "manage_appointments": "open_times close_times withdraw_day restore_day",
    "manage_calendar": "create_opening delete_openings create_special delete_special",
    "manage_counters": "create delete",
    "hall_actions": "open_counter break_counter close_counter undo_counter answer_help undo_help lend end_loan "
    "close_service open_service send_line send_to_all withdraw_line",
    "hall_desk": "free give", "manage_devices": "accept revoke reload", "manage_messages": "begin",
    **dict.fromkeys((f"manage_messages_{name}" for name in LISTS), "create delete offer"),
    "coding": "code draw_sample read_again", "coding_several": "code undo",
    "manage_half_year": "freeze correct drop publish withdraw",
    "manage_promises": "create remove", "manage_findings": "create remove", "corrective_actions": "add_step",
    "manage_building": (
        "create_building delete_building create_floor delete_floor delete_room remove_photo add_templates paste"
    ),
    "manage_charter": "mark_seen", "message_imports": "create start stop undo remove", "paper": "print_in_hall",
    "manage_people": "create set_password unlock sign_out_everywhere give_leave end_leave",
    "manage_person": "look_up hand_out forget", "manage_priorities": "create delete offer", "manage_appeals": "decide",
    "manage_services": "create delete offer create_group delete_group", "manage_sign_ins": "unlock",
    "manage_training": "create remove undo", "manage_exports": "with_applicants",
    "manage_courses": "register undo end keep",
    "background_work": "cancel",
    "manage_offices": "create", "manage_colleagues": "add_account", "manage_device_office": "move",
    "saved_reports": "create remove restore add_recipient remove_recipient send_now allow_files",
    "manage_imports": "create choose_columns start back cancel remove",
    "manage_webhooks": "create test pause resume remove",
    "manage_setup": (
        "add_services add_counters add_person accept_device print_test try_device mark check_file undo_change"
    ),
    "manage_sheets": "create take offer delete",
    "second_factor": "begin cancel confirm try_code renew_recovery_codes remove", "manage_second_factor": "reset",
    "staff": "give_leave end_leave change_password sign_out_everywhere", "appeals": "create",
}  # fmt: skip
