"""What tests read in an answer of the API."""


def fields_of(answer) -> list[str]:
    """Return the fields with which something is wrong, in the order of the answer."""
    return [each["field"] for each in answer.json["errors"]]
