"""The second version of the form that these tests fill in: a question renamed, one moved, one retired, one new.

Here lives its text, and putting it where the application finds it.
"""

from pathlib import Path

from tests.webapp.pages.conftest import THIRD_SPEC

SECOND = (
    THIRD_SPEC.replace("version: 1\n", "version: 2\nretired: [trip.by]\n")
    .replace("{id: why, label", "{id: aim, was: trip.why, label")
    .replace('      - {id: first-aid, label: "Is there a first aider?", kind: yes-no, required: true}\n', "")
    .replace(
        """      - id: by
        label: How do you travel?
        kind: choice
        options: [{value: coach, label: Coach}, {value: foot, label: On foot}]
""",
        "",
    )
    .replace("{value: kit, label: First aid kit}", "{value: aid, was: kit, label: First aid kit}")
    + """      - id: first-aid
        was: trip.first-aid
        label: Is there a first aider?
        kind: yes-no
        required: true
"""
)
WITH_MORE = SECOND + "      - {id: risk, label: What is the risk?, kind: text, required: true}\n"


def publish(specs: Path, text: str = SECOND, version: int = 2) -> None:
    """Put a version of the trip check where the application finds it."""
    (specs / "trip-check" / f"{version}.yaml").write_text(text, encoding="utf-8")
