"""The catalogue: of each service its stages and documents, in a short notation.

A stage: ``code unit days``, then ``a`` with the applicant, ``o`` with an outside body, ``?`` optional, ``d`` may be
done at the desk, ``<x+y`` comes after these stages (without it: after the one before). A document: its code, and after
a colon the question that asks for it (see rules/content.py). The durations are the proposal of the catalogue: each town
confirms its own.
"""

from typing import NamedTuple

from deskq.core.text.names import Name
from deskq.service_sheets.rules.content import NO_NAME


class Service(NamedTuple):
    code: str
    name: Name
    stages: str
    documents: str
    cost: str = "booklet"
    visits: int = 2
    handover: Name = NO_NAME
    validity: Name = NO_NAME


TO_THE_OWNER = Name("میز خدمت؛ فقط به مالک یا نمایندهٔ او", "The service desk; to the owner or their proxy only")
ON_THE_PERMIT = Name("تا تاریخی که در خود پروانه نوشته شده است", "Until the date written in the permit itself")
IN_THE_REPLY = Name("تا تاریخی که در خود پاسخ نوشته شده است", "Until the date written in the reply itself")
BASE = "deed identity proxy:proxy heirs:heirs levy"
SERVICES = (
    Service("notary_clearance", Name("پاسخ استعلام دفترخانه و مفاصاحساب", "Notary inquiry and clearance"),
            "opening desk 0 d; inspection planning 2; planning planning 2; revenue revenue 2 <opening; "
            "fees revenue 2 <planning+revenue; signatures property 2; reply secretariat 2 d",
            f"notary_letter {BASE} permit:old_permit", "bill", validity=IN_THE_REPLY),
    Service("utility_inquiry", Name("استعلام آب، برق، گاز و بانک", "Inquiry for water, power, gas or a bank"),
            "opening desk 0 d; check planning 2; reply secretariat 1 d", "agency_letter sketch identity proxy:proxy",
            "free", 1),
    Service("building_permit", Name("صدور پروانهٔ ساختمان", "Building permit"),
            "opening desk 0 d; inspection planning 2; report planning 1; zoning planning 2; plan_order planning 1; "
            "plans planning 0 a; plan_check planning 3; fire fire 2 <plans; insurance revenue 0 o <plan_check+fire; "
            "fees revenue 2; draft planning 1; signatures technical_deputy 2; booklet secretariat 1 d",
            f"{BASE} bank:mortgage", "bill", 3, validity=ON_THE_PERMIT),
    Service("permit_renewal", Name("تمدید پروانهٔ ساختمان", "Renewal of a building permit"),
            "opening desk 0 d; inspection planning 1; planning planning 1; fees revenue 1; page planning 1; "
            "signatures technical_deputy 1; delivery desk 0 d", f"permit progress {BASE}", "bill",
            validity=ON_THE_PERMIT),
    Service("permit_change", Name("تغییر و اصلاح پروانه", "Change of a building permit"),
            "opening desk 0 d; inspection planning 2; area planning 2; fees revenue 2; insurance revenue 0 o; "
            "page planning 2; signatures technical_deputy 2; delivery desk 0 d",
            f"permit supervisor_form {BASE}", "bill", 3),
    Service("no_violation", Name("گواهی عدم خلاف", "No-violation certificate"),
            "opening desk 0 d; inspection planning 2; planning planning 3; art100 art100 30 ?; "
            "fees revenue 2 <art100; draft planning 1; signatures technical_deputy 2; delivery desk 0 d",
            f"permit stage_report {BASE}", "bill"),
    Service("completion", Name("گواهی پایان کار", "Completion certificate"),
            "opening desk 0 d; inspection planning 3; area planning 3; fire fire 0 o <inspection; "
            "lift planning 0 o? <inspection; art100 art100 30 ? <area; fees revenue 3 <art100+fire+lift; "
            "signatures technical_deputy 4; delivery desk 1 d",
            f"permit end_form {BASE} fire lift:lift", "bill", 3, TO_THE_OWNER),
    Service("land_split", Name("تفکیک و افراز", "Land split"),
            "opening desk 0 d; inspection planning 5; feasibility planning 10; owner_plan planning 0 a; "
            "council mayor 20; experts property 15; fees revenue 5; registry property 5; letter secretariat 3 d",
            f"{BASE} sketch", "bill", 4),
    Service("land_use_change", Name("تغییر کاربری", "Change of land use"),
            "opening desk 0 d; inspection planning 5; decision planning 10; agreement property 10; "
            "inquiries planning 0 o; council mayor 15; art5 planning 15; reply secretariat 5 d",
            f"{BASE} sketch request", "bill", 4),
    Service("wall_permit", Name("مجوز دیوارکشی", "Permit for a wall"),
            "opening desk 0 d; review planning 4; inquiries planning 0 o; issue planning 3; delivery desk 0 d",
            f"{BASE} sketch", "bill", 3),
    Service("art100", Name("پروندهٔ کمیسیون مادهٔ صد", "Article 100 case"),
            "referral art100 7; defence art100 0 a; verdict art100 30; service art100 0 a; appeal art100 30 ?; "
            "execution art100 10 <appeal", "inspector_report identity proxy:proxy permit:old_permit", "bill", 3),
    Service("art77", Name("اعتراض به عوارض، کمیسیون مادهٔ ۷۷", "Objection to a levy, article 77"),
            "objection desk 0 d; revenue_file revenue 10; commission revenue 15; reply secretariat 5 d",
            "objection levy_bill identity proxy:proxy", "free"),
    Service("renewal_levy", Name("عوارض نوسازی و پسماند", "Renewal and waste levy"),
            "bill revenue 0 d; delivery desk 0 d", "parcel", "bill", 1),
    Service("trade_inquiry", Name("استعلام صنفی", "Trade inquiry"),
            "opening desk 0 d; inspection control 4; planning planning 4; reply secretariat 2 d",
            "union_letter identity deed:!tenant lease:tenant levy", "free"),
    Service("dig_permit", Name("مجوز حفاری", "Digging permit"),
            "opening desk 0 d; joint_visit civil_works 1; fees revenue 1; issue civil_works 1 d",
            "utility_letter dig_plan identity", "bill"),
    Service("info_desk", Name("راهنمایی و اطلاع‌رسانی", "Information"), "guide desk 0 d", "", "free", 1),
)  # fmt: skip
