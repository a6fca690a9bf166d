"""A person at a browser without scripts: reads pages, fills in the forms that stand on them, follows what they lead to.

The visitor knows nothing of the application: it reads HTML as a browser does, so a test says only what a person does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

Entered = str | Sequence[tuple[str, bytes]]
"""What a person enters: a text, or the files that they choose, each with its name."""


@dataclass
class Form:
    action: str = ""
    method: str = "get"
    enctype: str = ""
    files: set[str] = field(default_factory=set)
    fields: dict[str, str] = field(default_factory=dict)
    inputs: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects what a person sees of a page: its words, links, ids, and forms with their values."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._textarea: str | None = None
        self._select: str | None = None
        self._link: list[str] | None = None
        self._button: list[str] | None = None
        self._silent = 0
        self._inert = 0
        self._named: dict[str, Form] = {}
        self._apart: list[dict[str, str]] = []
        self.feed(html)
        self.close()
        for given in self._apart:
            self._control(self._named[given["form"]], "input", given)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inert += tag == "template"
        if self._inert:
            return
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"), given.get("enctype", ""))
            self.forms.append(self._form)
            self._named[given.get("id", "")] = self._form
        elif tag in {"style", "script", "title"}:
            self._silent += 1
        elif tag == "a" and "href" in given:
            self._link = []
            self.links.append((given["href"], ""))
        if tag == "input" and "form" in given:
            self._apart.append(given)
        elif self._form is not None:
            self._control(self._form, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input":
            form.inputs.add(name)
            if given.get("type") == "file":
                form.files.add(name)
            elif given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                form.fields[name] = given.get("value", "")
        elif tag == "textarea":
            form.inputs.add(name)
            form.fields[name] = ""
            self._textarea = name
        elif tag == "select":
            form.inputs.add(name)
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in form.fields):
            form.fields[self._select] = given.get("value", "")
        elif tag == "button":
            self._button = []
            form.buttons.append((name, given.get("value", ""), ""))

    def handle_endtag(self, tag: str) -> None:
        self._inert -= tag == "template"
        if self._inert:
            return
        if tag == "form":
            self._form = None
        elif tag in {"style", "script", "title"}:
            self._silent -= 1
        elif tag == "textarea" and self._textarea is not None and self._form:
            typed = self._form.fields[self._textarea].replace("\r\n", "\n")
            self._form.fields[self._textarea] = typed.removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "a" and self._link is not None:
            self.links[-1] = (self.links[-1][0], " ".join("".join(self._link).split()))
            self._link = None
        elif tag == "button" and self._button is not None and self._form:
            name, value, _ = self._form.buttons[-1]
            self._form.buttons[-1] = (name, value, " ".join("".join(self._button).split()))
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._silent or self._inert:
            return
        if self._textarea is not None and self._form:
            self._form.fields[self._textarea] += data
        for part in (self._link, self._button):
            if part is not None:
                part.append(data)
        self.words.append(data)


class Page:
    """One page as a person has it before them."""

    def __init__(self, visitor: "Visitor", response: TestResponse) -> None:
        self.visitor, self.response = visitor, response
        self.status = response.status_code
        self.path = response.request.path
        self.html = response.get_data(as_text=True)
        read = Reader(self.html)
        self.forms, self.links, self.ids, self.tags = read.forms, read.links, read.ids, read.tags
        self.text = " ".join("".join(f"{each} " for each in read.words).split())
        self.title = self.html.partition("<title>")[2].partition("</title>")[0]

    def link(self, words: str) -> str:
        """Return where the first link with these words leads."""
        return next(href for href, text in self.links if words in text)

    def follow(self, words: str) -> "Page":
        return self.visitor.get(self.link(words))

    def press(self, words: str, changes: Mapping[str, Entered] | None = None) -> "Page":
        """Fill in the form that has this button, and press it."""
        for form in self.forms:
            for name, value, text in form.buttons:
                if words in text:
                    return self.visitor.send(self, form, {**(changes or {}), **({name: value} if name else {})})
        raise AssertionError(f"no button “{words}” on {self.path} ({self.status}): {self.text}")

    def fields(self) -> dict[str, str]:
        """Return what stands in the fields of the page's main form, the hidden ones left out."""
        form = max(self.forms, key=lambda each: len(each.inputs))
        return {name: text for name, text in form.fields.items() if "." in name}


class Visitor:
    """A browser without scripts, following redirections."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def start(self, title: str) -> Page:
        """Start a form from the start page; return its list of sections."""
        return self.get("/").press(f"Start {title}")

    def fill(self, tasks: Page, answers: dict[str, dict[str, str]]) -> Page:
        """Go through a draft's sections, answer and save each; return the page that the last save leads to."""
        page = tasks
        for section, entries in answers.items():
            page = self.get(f"{tasks.path}/sections/{section}").press("Save and continue", entries)
            assert page.status == 200, f"{section} was not saved ({page.status}): {page.text}"
        return page

    def submit(self, title: str, answers: dict[str, dict[str, str]]) -> Page:
        """Start a form, answer it all and submit it; return the receipt."""
        return self.fill(self.start(title), answers).press("Submit")

    def get(self, path: str) -> Page:
        return Page(self, self.client.get(path, follow_redirects=True))

    def send(self, page: Page, form: Form, changes: Mapping[str, Entered]) -> Page:
        strangers = {name for name in changes if "." in name} - form.inputs
        assert not strangers, f"no input for {strangers}"
        chosen = {name: given for name, given in changes.items() if not isinstance(given, str)}
        typed = {**form.fields, **{name: text for name, text in changes.items() if isinstance(text, str)}}
        fields: dict[str, Any] = {name: text for name, text in typed.items() if text or "." not in name}
        fields |= {
            name: [FileStorage(BytesIO(data), each) for each, data in chosen.get(name, (("", b""),))]
            for name in form.files
        }
        action = form.action or page.path
        if form.method == "get":
            return Page(self, self.client.get(action, query_string=fields, follow_redirects=True))
        if form.enctype != "multipart/form-data":
            return Page(self, self.client.post(action, data=fields, follow_redirects=True))
        # Werkzeug's own boundary is longer than a boundary may be whenever chance gives it many digits
        boundary, body = encode_multipart(MultiDict(fields), "----FormspecVisitor")
        sort = f'multipart/form-data; boundary="{boundary}"'
        return Page(self, self.client.post(action, data=body, content_type=sort, follow_redirects=True))
