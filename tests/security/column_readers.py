"""Who surely reads each column that people write: a page that this caller opens, or a form of it, shows its markup. A
text in two languages is one column, ``unit.name``."""

from tests.security import hostile_texts
from tests.security.written_columns import written_columns

#: ``citizen`` is who proves that a message or an application is theirs.
READERS = {
    "admin":
        "amenity.name amenity.place "
        "building.address building.name building_floor.name charter_promise.text room.direction room.holder "
        "room.name room.note room.number room.step_free room.words unit.does "
        "announcement.text application_document.name application_import.name application_stage.bill_number "
        "application_stage.payment_id application_step.words box.name box.place corrective_action.proof "
        "corrective_action.what corrective_action.why counter.direction counter.floor counter.name counter.room "
        "counter_line.text course.name device.address device.name "
        "district.name message_category.name message_category.other_words "
        "message_class.name message_question.name message_question.options message_question.when_answer "
        "office.building office.name person.name person.sign_in_name priority_class.name ready_answer.name "
        "ready_answer.text report_recipient.address saved_report.name service.bring service.covers "
        "service.name service.plain service.where service_closure.reason service_group.covers service_group.name "
        "special_day.reason unit.contact unit.name visitor_referral.body webhook.url withdrawn_day.reason "
        "work_item.name",
    "operator":
        "application.file_number application.parcel_code application_applicant.deed application_heir.deed "
        "application_heir.name application_heir.share application_step.note box_opening.difference "
        "box_opening.minutes box_opening.witnesses half_year_finding.text half_year_version.correction "
        "half_year_version.headline half_year_version.withdrawal inbox_filter.name inspection_place.address "
        "message.address message.body message.permit message_answer.answer message_answer.question "
        "message_sender.address message_sender.name "
        "message_step.note message_step.words",
    "nobody": "scan_link.name",
    "citizen":
        "application_applicant.name",
    "executive":
        "commission_correction.members commission_correction.reason commission_correction.why "
        "commission_item.defence commission_item.reason commission_session.cancelled_why commission_session.members "
        "commission_session.moved_why commission_session.place",
    "supervisor":
        "amenity_fault.done amenity_report.words corrective_action_step.words "
        "duty_person.name inspection_result.words message_import.name training.subject training.trainer",
    "inspectorate":
        "message.sealed_body message_step.sealed rating.comment rating_appeal.reason rating_appeal.why",
    "clerk":
        "ticket_note.text visitor_referral.agreed_with visitor_referral.reason",
}  # fmt: skip
#: {reason: columns that no page shows}
ON_NO_PAGE = {
    "goes to the files of exports only": "property_file.address property_file.number property_file.parcel_code",
    "is given and listed by commands only": "api_token.name",
    "is copied to message_step.note, which is read": "message_feedback.note",
}


def in_either_language(columns: set[str]) -> set[str]:
    return {column.removesuffix("_fa").removesuffix("_en") for column in columns}


def all_written() -> set[str]:
    return in_either_language(
        {f"{model.__table__.name}.{name}" for model in hostile_texts.models() for name in written_columns(model)}
    )


def unread(reader: str, texts: list[str]) -> list[str]:
    """Columns of this reader that none of the pages shows."""
    shown = in_either_language({column for text in texts for column in hostile_texts.columns_in(text)})
    return sorted(set(READERS.get(reader, "").split()) - shown)
