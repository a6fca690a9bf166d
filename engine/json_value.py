"""What a JSON value is to the engine, and how one is narrowed.

Here live the type and three narrowings for values whose shape has been accepted before. Nothing here reads text.
"""

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
JsonObject = dict[str, Json]


def as_text(value: Json) -> str:
    """Return a value that is known to be a string. TypeError when it is not one."""
    if not isinstance(value, str):
        raise TypeError("a string is wanted here")
    return value


def as_object(value: Json) -> JsonObject:
    """Return a value that is known to be an object. TypeError when it is not one."""
    if not isinstance(value, dict):
        raise TypeError("an object is wanted here")
    return value


def as_list(value: Json) -> list[Json]:
    """Return a value that is known to be a list. TypeError when it is not one."""
    if not isinstance(value, list):
        raise TypeError("a list is wanted here")
    return value
