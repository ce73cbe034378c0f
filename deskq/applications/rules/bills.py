"""Which bill of a stage can be cancelled. Pure."""


def may_cancel(state: str, bill_number: str) -> bool:
    """``state``: that of the stage. A bill can be cancelled as long as it waits to be paid."""
    return state == "payment" and bool(bill_number)
