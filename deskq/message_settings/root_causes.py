"""Root causes (R29, domain §7): why a problem arose, on the axes of the questionnaire; set with the answer."""

from deskq.core.text.names import Name

CAUSES: dict[str, tuple[str, ...]] = {
    "transparency": ("no_info_steps", "no_info_documents", "personal_judgement"),
    "responsiveness": ("conduct", "facilities", "no_follow_up", "complaint_unanswered"),
    "mastery": ("clerk_error", "inspection_error"),
    "time": ("late_vs_receipt", "too_many_visits", "too_many_units", "long_queue"),
    "order": ("documents_asked_again", "disorder", "favouritism"),
    "outside": ("external_body", "law_says_no", "no_budget", "staff_absent", "system_down"),
}
AXIS_NAMES = {
    "transparency": Name("شفافیت فرآیند", "Transparency"),
    "responsiveness": Name("پاسخگویی", "Responsiveness"),
    "mastery": Name("تسلط بر فرآیند", "Mastery"),
    "time": Name("زمان فرآیند", "Time"),
    "order": Name("نظام‌مندی فرآیند", "Order"),
    "outside": Name("بیرون از واحد", "Outside the unit"),
}
CAUSE_NAMES = {
    "no_info_steps": Name("مراحل گفته نشده بود", "Steps not explained"),
    "no_info_documents": Name("مدارک گفته نشده بود", "Documents not explained"),
    "personal_judgement": Name("برخورد سلیقه‌ای", "Personal judgement"),
    "conduct": Name("رفتار کارکنان", "Staff conduct"),
    "facilities": Name("فضا و امکانات", "Space and facilities"),
    "no_follow_up": Name("پیگیری نشده بود", "No follow-up"),
    "complaint_unanswered": Name("شکایت پیشین بی‌پاسخ ماند", "Earlier complaint not answered"),
    "clerk_error": Name("اشتباه متصدی", "Clerk’s mistake"),
    "inspection_error": Name("اشتباه در بازدید", "Inspection mistake"),
    "late_vs_receipt": Name("دیرتر از موعد رسید", "Later than the receipt said"),
    "too_many_visits": Name("مراجعهٔ زیاد", "Too many visits"),
    "too_many_units": Name("گذر از واحدهای زیاد", "Too many units"),
    "long_queue": Name("صف طولانی", "Long queue"),
    "documents_asked_again": Name("درخواست دوبارهٔ مدارک", "Documents asked for again"),
    "disorder": Name("بی‌نظمی", "Disorder"),
    "favouritism": Name("تبعیض و سفارش", "Favouritism"),
    "external_body": Name("سازمان دیگر", "External body"),
    "law_says_no": Name("منع قانونی", "Not allowed by law"),
    "no_budget": Name("نبود بودجه", "No budget"),
    "staff_absent": Name("کمبود نیرو", "Staff shortage"),
    "system_down": Name("اختلال سامانه", "System down"),
}
