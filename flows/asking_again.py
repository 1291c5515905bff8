"""Which text asks again after a reply that could not be read. Holds no reply and no effect."""

from flows.definition import State

_AGAIN = {
    "number": "system.again_number",
    "date": "system.again_date",
    "time": "system.again_time",
    "postcode": "system.again_postcode",
    "phone": "system.again_phone",
    "email": "system.again_email",
    "code": "system.again_kind",
    "location": "system.again_kind",
    "media": "system.again_kind",
    "choices": "system.again_several",
    "rank": "system.again_several",
    "ballot": "system.again_several",
}


def list_wordings(state: State) -> tuple[str, str, str]:
    """List the texts after the first miss, the second, and every later one.

    They are plainer words, then the digits, then a person.
    """
    kind = state.expect.kind if state.expect else "words"
    if kind == "words":
        first = second = state.again or state.say
    else:
        first = state.again or _AGAIN.get(kind, "system.again")
        second = _AGAIN.get(kind, "system.again_digits")
    return first, second, "system.again_person"
