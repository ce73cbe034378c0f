"""Which stages of an application are inspections: by their code."""

#: Codes of the catalogue. A sheet may have more of them: ``inspection_2``.
CODES = ("inspection", "joint_visit")
PREFIX = "inspection_"


def is_inspection(code: str) -> bool:
    return code in CODES or code.startswith(PREFIX)
