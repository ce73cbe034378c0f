"""Which columns of the models hold what people write: all columns of text but those here, each with its reason. A new
column of text is hostile in tests until it is named here."""

from sqlalchemy import Column, String, Text

from deskq.core.extensions import Model

#: {reason: names of columns in all tables, or ``table.column``}
CHOSEN = {
    "a code, kind, state or verb of ours, or one that is checked against a list of them":
        "kind state status verb outcome verdict standing ending how way mark condition source event channel code role "
        "series icon arrow part item stage subject_key language outcome stage waits_for root_cause cause first_cause "
        "second_cause measure ground document weekdays line_closing commission notice_way served_way came_from asked "
        "checks reasons services sends period tab sort age step announcement.kind saved_report.subject problem "
        "appointment_policy.national_id draft_scan.draft scan_link.draft rating.reasons public_figures.kind "
        "alert.name printer.name day_figures.part print_job.printer incoming_text.meaning office.slug office.location "
        "office.join_digits office.working_week sms.event webhook_delivery.event step_free sets_kind "
        "amenity_fault.what amenity_report.what effect "
        "application_rating.last charter_objection.subject office.unused_parts service_sheet.template",
    "who or what did it, as person:1": "by",
    "a secret, a keyed hash, a key of one request or a browser's mark":
        "token salt secret hash browser code_seed key fingerprint token_hash secret_hash source_hash id_hash "
        "password_hash code_hash request_key sign_in_key name_key phone_index national_index address_index "
        "number_index stranger.name sign_in_failure.name sign_in_failure.place import_layout.headers",
    "a file's name that we give": "file minutes_scan photo building_floor.plan",
    "JSON of ours; texts in it are spoiled where pages show them (``hostile_texts.spoil``)":
        "before figures public circumstances content layout facts detail application_step.changes "
        "application_import.headers "
        "given_answer.body journal.body webhook_delivery.body service_sheet_version.body",
    "digits, whose form is checked": "phone national_id visitor_phone.number mail.about notice.about",
    "a name of a machine, a process or an address of the network": "reference printer.holder "
        "device.page_version trouble.process trouble.slug trouble.way trouble.text",
}  # fmt: skip


def _named(names: str) -> set[str]:
    return set(names.split())


NAMES = set().union(*map(_named, CHOSEN.values()))


def text_columns(model: type[Model]) -> list[Column[str]]:
    return [
        column
        for column in model.__table__.columns
        if isinstance(getattr(column.type, "impl", column.type), String | Text) and not column.foreign_keys
    ]


def written_columns(model: type[Model]) -> list[str]:
    return [column.name for column in text_columns(model) if not {column.name, str(column)} & NAMES]
