"""The files that an answer of a draft names, as a list on its page.

Here lives that piece of HTML alone: each file a link, with a box to take it out at the next save.
"""

from flask import render_template, url_for
from markupsafe import Markup

from engine.page.live import Files
from engine.stored_file import read_files, removal


def file_list(draft_id: str) -> Files:
    """Return what lists the files of an answer, for the page of a draft."""

    def listed(name: str, text: str) -> Markup:
        files = read_files(text) or ()
        shown = [
            (each, url_for("files.of_draft", draft_id=draft_id, sha256=each.sha256), removal(name, each.sha256))
            for each in files
        ]
        return Markup(render_template("file-list.html", files=shown))  # noqa: S704 (rendered with escaping)

    return listed
