"""A first page of the hand-written audit through Flask; its wording comes ready-made, as constants would."""

import pickle
from pathlib import Path

import handwritten


def first_page(wording: str) -> None:
    """Show the hand-written audit once."""
    app, _ = handwritten.application(pickle.loads(Path(wording).read_bytes()))
    assert app.test_client().get("/").status_code == 200
