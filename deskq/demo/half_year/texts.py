"""Texts of citizens of the demo town: invented sentences by subject and root cause, without names."""

#: {subject: (share in a half-year, {root cause: (share, sentences)})}. The shares of the first
#: nine are those that a real town near Tehran counted (docs/domain.md).
SUBJECTS: dict[str, tuple[int, dict[str, tuple[int, tuple[str, ...]]]]] = {
    "asphalt": (865, {
        "external_body": (44, ("جای حفاری شرکت گاز هنوز آسفالت نشده", "پس از لوله‌کشی آب، چالهٔ حفاری مانده است")),
        "no_budget": (20, ("می‌گویند اعتبار آسفالت این خیابان تمام شده", "آسفالت کوچه سال‌هاست نوبت بودجه ندارد")),
        "no_follow_up": (16, ("دو بار خبر دادم و چاله پر نشد", "چاله را گفته بودم، کسی پیگیری نکرد")),
        "none": (20, ("چاله‌ای تازه در خیابان باز شده", "آسفالت این‌جا ترک خورده است")),
    }),
    "gutters": (765, {
        "staff_absent": (38, ("در باران نیرو نبود و جوی لبریز شد", "گروه لایروبی روز بارانی نیامد")),
        "no_follow_up": (22, ("جوی گرفته است و با وجود خبر، پاک نشد", "قول لایروبی دادند و پیگیری نشد")),
        "none": (40, ("جوی آب پر از برگ و گل است", "جوی کوچه گرفته و بو می‌دهد")),
    }),
    "civil": (474, {
        "no_budget": (51, ("پیاده‌رو شکسته است و گفتند بودجه ندارند", "جدول خیابان سال‌هاست اعتبار نگرفته")),
        "late_vs_receipt": (14, ("قرار بود پیاده‌رو تا ماه پیش درست شود", "از تاریخ گفته‌شده گذشت و کار عمرانی نشد")),
        "none": (35, ("موزاییک پیاده‌رو لق شده است", "پلهٔ جلوی درمانگاه شکسته")),
    }),
    "green": (336, {
        "no_follow_up": (35, ("درخت خشک را گفته بودم و کسی نیامد", "آبیاری پارک پیگیری نشده")),
        "none": (65, ("شاخهٔ درخت جلوی چراغ را گرفته", "چمن پارک خشک شده است")),
    }),
    "other": (334, {
        "no_info_steps": (30, ("نمی‌دانم برای این کار کجا بروم", "کسی مراحل کار را نگفت")),
        "none": (70, ("چراغ پارک روشن نمی‌شود", "نیمکت پارک کم است")),
    }),
    "obstruction": (281, {
        "no_follow_up": (47, ("سدمعبر مغازه را بارها گفتم و برنداشتند", "دست‌فروش برگشته و پیگیری نمی‌شود")),
        "favouritism": (15, ("به بعضی مغازه‌ها کاری ندارند و تبعیض می‌شود", "برای آشنا سدمعبر آزاد است")),
        "none": (38, ("جعبه‌های مغازه پیاده‌رو را بسته", "مصالح ساختمانی در معبر ریخته‌اند")),
    }),
    "building": (258, {
        "late_vs_receipt": (33, ("پاسخ پرونده دیرتر از رسید آمد", "تاریخ رسید گذشت و پروانه آماده نشد")),
        "inspection_error": (18, ("مأمور بازدید متراژ را اشتباه نوشت", "بازدید اشتباه بود و دوباره آمدند")),
        "law_says_no": (14, ("گفتند طرح تفصیلی اجازه نمی‌دهد", "قانون این ساخت را منع کرده است")),
        "none": (35, ("همسایه بدون پروانه می‌سازد", "ساختمان نیمه‌کاره خطر دارد")),
    }),
    "animals": (220, {
        "external_body": (30, ("گفتند جمع‌آوری سگ با پیمانکار بیرونی است", "دامپزشکی همکاری نکرده و سگ‌ها مانده‌اند")),
        "none": (70, ("سگ ولگرد در کوچه است", "موش در جوی کوچه زیاد شده")),
    }),
    "traffic": (131, {
        "no_budget": (25, ("برای تابلو اعتبار ندارند", "سرعت‌گیر بودجه نگرفته")),
        "none": (75, ("تابلوی خیابان افتاده", "خط عابر جلوی مدرسه پاک شده")),
    }),
    "conduct": (28, {
        "conduct": (85, ("متصدی تند حرف زد", "با سالمند رفتار بدی شد")),
        "none": (15, ("رفتار باجه معمولی بود",)),
    }),
    "planning": (36, {
        "long_queue": (45, ("دو ساعت در صف ماندم", "صف شهرسازی طولانی است")),
        "documents_asked_again": (35, ("همان مدارک را دوباره خواستند", "کپی سند را سه بار گرفتند")),
        "too_many_visits": (20, ("برای یک امضا چهار بار آمدم", "رفت‌وآمد زیاد بود")),
    }),
    "social": (3, {"none": (100, ("کودکی کنار خیابان کار می‌کند",))}),
    "cemetery": (7, {"facilities": (100, ("آرامستان آب خوردن ندارد", "راه آرامستان خاکی است"))}),
    "praise": (24, {"none": (100, ("از کارکنان میز خدمت سپاسگزارم", "کار زود انجام شد، سپاس"))}),
}  # fmt: skip
PLACES = (
    "خیابان امام",
    "خیابان طالقانی",
    "کوچهٔ گلها",
    "میدان ولیعصر",
    "شهرک ولیعصر",
    "خیابان سعدی",
    "بلوار مدرس",
    "بازار",
)
#: Comments after ratings: {root cause: sentences}, with their subject.
COMMENTS: tuple[tuple[str, str, str], ...] = (
    ("planning", "long_queue", "زیاد در صف ماندم"),
    ("planning", "documents_asked_again", "مدارک تکراری خواستند"),
    ("conduct", "conduct", "برخورد سرد بود"),
    ("praise", "none", "سپاس از راهنمایی خوب"),
    ("praise", "none", "کار زود راه افتاد"),
    ("other", "facilities", "صندلی کم است و سالن گرم"),
)
#: Promises of the previous report and of this one: text, unit, days after the start or end of the half-year, outcome.
PROMISED = (
    ("سه دستگاه نوبت‌دهی گویا در ساختمان مرکزی", "Three talking ticket machines", "it", 70, "kept", 64, ""),
    ("لایروبی جوی‌های خیابان امام پیش از باران",
     "Clearing the gutters of Imam Street", "city_services", 45, "kept", 40, ""),
    ("دورهٔ رفتار با مراجعان برای هر ۸ متصدی", "A course on conduct for all clerks", "desk", 120, "kept", 112, ""),
    ("جدول عوارض امسال روی سایت و در سالن",
     "This year’s fees on the site and in the hall", "revenue", 30, "kept", 28, ""),
    ("پاسخ استعلام دفترخانه در ۱۰ روز کاری",
     "Notary inquiries answered in 10 working days", "planning", 70, "late", 120,
     "بایگانی دیرتر از برنامه به سامانه وصل شد."),
    ("شیب‌راه و خط راهنما برای توانیابان در ورودی",
     "A ramp and guide line at the entrance", "civil_works", 170, "not_kept", 0,
     "مناقصهٔ نخست برنده نداشت؛ قرارداد دوم فروردین بسته شد."),
)  # fmt: skip
#: Sentences about the most frequent subjects, in their order.
FINDINGS = (
    (
        "این موضوع بیش از همه گفته شد؛ نخستین اقدام‌های نیم‌سال بعد دربارهٔ آن است.",
        "People spoke of this most; the first actions of the next half-year are about it.",
    ),
    (
        "این موضوع دوم است و بیشتر پیام‌هایش پس از باران می‌رسد.",
        "This comes second, and most of its messages arrive after rain.",
    ),
    (
        "این موضوع سوم است؛ واحد آن فهرست هفتگی کارها را منتشر می‌کند.",
        "This comes third; its unit publishes a weekly list of works.",
    ),
)
PROMISES = (
    ("ترمیم هر حفاری تا ۷ روز؛ تا ترمیم نشود مجوز تازه داده نمی‌شود",
     "Every trench repaired within 7 days, or no new permit",
     "civil_works", "asphalt", 120, "فهرست حفاری‌ها با تاریخ ترمیم روی سایت"),
    ("گروه شبانهٔ لایروبی از آبان تا فروردین",
     "A night crew for the gutters from Aban to Farvardin", "city_services", "gutters",
     185, "برنامهٔ شب‌ها و عکس پایان کار"),
    ("ردیف بودجهٔ جدا برای معابر محله‌ها",
     "A separate budget line for streets of the quarters", "finance", "civil", 130,
     "صفحهٔ بودجهٔ سال آینده"),
    ("عکس پایان کار برای هر پیام ۱۳۷، همراه با پیامک به شهروند", "A photo of the finished work for every 137 message",
     "public_relations", "obstruction", 90, "سهم پیام‌های دارای عکس"),
    ("متصدی دوم برای کنترل نقشه", "A second clerk for checking plans", "planning", "building", 130, "ابلاغ کارگزینی"),
)  # fmt: skip
HEADLINE = (
    "آسفالت و جوی آب بیشترین گفتهٔ شماست؛ یکی از شش قول پیش را هنوز انجام نداده‌ایم.",
    "Asphalt and gutters are what you wrote about most; one of six earlier promises is still not kept.",
)
