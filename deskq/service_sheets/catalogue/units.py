"""The units that the stages of the start sheets name, for offices that have none of them yet."""

from deskq.core.text.names import Name

#: {code: (name, the unit above it)}, those above first.
UNITS = {
    "mayor": (Name("شهردار", "Mayor"), ""),
    "technical_deputy": (Name("معاونت فنی و عمرانی", "Deputy for technical affairs"), "mayor"),
    "services_deputy": (Name("معاونت خدمات شهری", "Deputy for urban services"), "mayor"),
    "desk": (Name("میز خدمت", "Service desk"), "mayor"),
    "secretariat": (Name("دبیرخانه", "Secretariat"), "mayor"),
    "planning": (Name("فنی و شهرسازی", "Technical and urban planning"), "technical_deputy"),
    "revenue": (Name("درآمد و نوسازی", "Revenue and renewal levy"), "mayor"),
    "property": (Name("املاک و حقوقی", "Property and legal affairs"), "mayor"),
    "art100": (Name("دبیرخانهٔ کمیسیون مادهٔ صد", "Article 100 commission secretariat"), "technical_deputy"),
    "control": (Name("کنترل و نظارت", "Control and supervision"), "technical_deputy"),
    "civil_works": (Name("عمران", "Civil works"), "technical_deputy"),
    "fire": (Name("آتش‌نشانی", "Fire brigade"), "services_deputy"),
}
