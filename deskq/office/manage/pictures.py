"""The icons an office may give its services and groups: symbols of static/icons.svg, each with a name to read out."""

from deskq.persian import Name

PICTURES = {
    "building": Name("ساختمان", "Building"),
    "building-2": Name("برج", "Tall building"),
    "landmark": Name("شهرداری", "Town hall"),
    "home": Name("خانه", "House"),
    "store": Name("مغازه", "Shop"),
    "hammer": Name("چکش", "Hammer"),
    "construction": Name("کارگاه", "Building site"),
    "ruler": Name("خط‌کش", "Ruler"),
    "map": Name("نقشه", "Map"),
    "map-pin": Name("نشانی", "Place"),
    "signpost": Name("راهنما", "Signpost"),
    "banknote": Name("اسکناس", "Banknote"),
    "coins": Name("سکه", "Coins"),
    "receipt": Name("قبض", "Bill"),
    "credit-card": Name("کارت بانکی", "Bank card"),
    "calculator": Name("ماشین‌حساب", "Calculator"),
    "file-text": Name("برگه", "Paper"),
    "file-check": Name("برگهٔ تأییدشده", "Approved paper"),
    "file-search": Name("جست‌وجوی برگه", "Paper looked up"),
    "file-plus": Name("برگهٔ تازه", "New paper"),
    "file-pen": Name("اصلاح برگه", "Paper corrected"),
    "file-badge": Name("گواهی", "Certificate"),
    "files": Name("برگه‌ها", "Papers"),
    "folder": Name("پرونده", "Folder"),
    "archive": Name("بایگانی", "Archive"),
    "stamp": Name("مهر", "Stamp"),
    "scale": Name("ترازو", "Scales"),
    "gavel": Name("رأی", "Verdict"),
    "shield-check": Name("ایمنی", "Safety"),
    "key-round": Name("کلید", "Key"),
    "handshake": Name("توافق", "Agreement"),
    "id-card": Name("کارت شناسایی", "Identity card"),
    "users": Name("مردم", "People"),
    "phone": Name("تلفن", "Telephone"),
    "message-square": Name("پیام", "Message"),
    "megaphone": Name("بلندگو", "Megaphone"),
    "info": Name("راهنمایی", "Information"),
    "circle-help": Name("پرسش", "Question"),
    "droplets": Name("آب", "Water"),
    "zap": Name("برق", "Electricity"),
    "flame": Name("گاز و آتش", "Gas and fire"),
    "trees": Name("فضای سبز", "Green space"),
    "trash-2": Name("پسماند", "Waste"),
    "truck": Name("کامیون", "Lorry"),
    "bus": Name("اتوبوس", "Bus"),
    "car": Name("خودرو", "Car"),
    "refresh-cw": Name("تمدید", "Renewal"),
    "calendar": Name("تقویم", "Calendar"),
}


def pictures(current: str) -> dict[str, Name]:
    """The choice, with the present icon of a row even when it is not among them."""
    return PICTURES if not current or current in PICTURES else {current: Name(current, current), **PICTURES}
