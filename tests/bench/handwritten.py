"""The audit as an engineer writes it by hand with Flask, WTForms and Jinja: the usual peer of a form engine.

The wording comes from the same spec, so that both pages say the same; the form classes and the template are what one
writes for a table of questions with three boxes each.
"""

from typing import Any

from flask import Flask, request
from wtforms import DateTimeLocalField, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from formspec.model import Spec

TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ spec.title }}</title></head><body><main><h1>{{ spec.title }}</h1>
{% macro box(field) %}<label for="{{ field.id }}">{{ field.label.text }}</label>
{% if field.errors %}<ul class="errors">{% for error in field.errors %}<li>{{ error }}</li>{% endfor %}</ul>{% endif %}
{{ field() }}{% endmacro %}
<form method="post" novalidate>
{% for name in header %}<div>{{ box(form[name]) }}</div>{% endfor %}
{% for section in sections %}<section><h2>{{ section.title }}</h2><table><thead><tr><th>Questions</th>
{% for column in spec.columns %}<th>{{ column.label }}</th>{% endfor %}</tr></thead><tbody>
{% for question in section.questions %}<tr><th scope="row">{{ question.label }} {{ question.hint }}
{% if question.points %}<ul>{% for point in question.points %}<li>{{ point }}</li>{% endfor %}</ul>{% endif %}</th>
{% for column in spec.columns %}<td>{% if loop.first %}{% for prompt in question.evidence %}<p>{{ prompt.text }}</p>
{% for part in prompt.prompts %}<p>- {{ part.text }}</p>{% endfor %}{% endfor %}{% endif %}
{{ box(form[question.id][column.id]) }}</td>{% endfor %}</tr>{% endfor %}</tbody></table></section>{% endfor %}
<section><h2>Decision</h2>{{ box(form.suitable) }}<div>{{ box(form.reasons) }}</div></section>
<button type="submit">Save audit</button></form></main></body></html>"""


class Row(Form):
    """One question: an answer, concerns and a further action."""

    answer = TextAreaField("Answer (plus evidence)", [DataRequired("Enter an answer"), Length(max=5000)])
    concerns = TextAreaField("Concerns", [Length(max=5000)])
    action = TextAreaField("Further action", [Length(max=5000)])


def form_class(spec: Spec) -> type[Form]:
    """Return the form class of the audit: header fields, a row for each question, the decision."""
    fields: dict[str, Any] = {
        "provider": StringField("Name of alternative provider:", [DataRequired(), Length(max=200)]),
        "visited": DateTimeLocalField("Date and time of visit:", [DataRequired()], format="%Y-%m-%dT%H:%M"),
        "completed_by": StringField("This audit has been completed by:", [DataRequired(), Length(max=200)]),
    }
    for question in _rows(spec):
        fields[question.id] = FormField(Row)
    fields["suitable"] = RadioField("Is this AP suitable", [DataRequired()], choices=[("yes", "Yes"), ("no", "No")])
    fields["reasons"] = TextAreaField("Give reasons for your answer", [DataRequired(), Length(max=5000)])
    return type("Audit", (Form,), fields)


def application(spec: Spec) -> tuple[Flask, type[Form]]:
    """Return a Flask application with the audit at `/`, and its form class."""
    app = Flask(__name__)
    audit = form_class(spec)
    sections = [section for section in spec.sections if section.columns]
    page = app.jinja_env.from_string(TEMPLATE)

    @app.route("/", methods=["GET", "POST"])
    def form() -> str:
        filled = audit(request.form)
        if request.method == "POST" and filled.validate():
            return "saved"
        return show(filled)

    def show(filled: Form) -> str:
        return page.render(spec=spec, sections=sections, form=filled, header=("provider", "visited", "completed_by"))

    app.extensions["show"] = show
    return app, audit


def posted(entries: dict[str, str]) -> dict[str, str]:
    """Return our entries under the names of the hand-written form."""
    names = {}
    for name, text in entries.items():
        section, question, *rest = name.split(".")
        if section in {"details", "decision"}:
            if question != "visited":
                names[question.replace("-", "_")] = text
        elif len(rest) == 1:
            names[f"{question}-{rest[0]}"] = text
    names["visited"] = "2026-11-23T10:15"
    return names


def _rows(spec: Spec) -> list[Any]:
    return [question for section in spec.sections if section.columns for question in section.questions]
