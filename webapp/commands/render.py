"""`formspec render`: a form, blank, as one HTML page that needs nothing beside it, or as a PDF.

Here lives only the printing. The page is the engine's, and so is what stands in the PDF.
"""

import argparse

from engine.compile import compile_form
from engine.form import Form
from engine.language import language
from engine.page import blank_page
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import hand_over, is_a_terminal, say_as_is
from webapp.commands.published import declare_form, declare_language, spec_in

HTML, PDF = "html", "pdf"


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec render`."""
    declare_form(parser)
    declare_language(parser)
    parser.add_argument(
        "--format", choices=(HTML, PDF), default=HTML, help=f"what to print: {HTML} or {PDF} (default: {HTML})"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Print the blank form."""
    if arguments.format == PDF and is_a_terminal():
        raise CommandError(
            "A PDF is nothing that can be shown here: send it into a file, as in "
            f"formspec render {arguments.form} --format pdf > form.pdf"
        )
    form = compile_form(spec_in(arguments), language(arguments.language or "en"))
    if arguments.format == PDF:
        hand_over(_pdf(form))
    else:
        say_as_is(blank_page(form))
    return Exit.DONE


def _pdf(form: Form) -> bytes:
    """Return the blank form as a PDF. Raises CommandError when it cannot be made."""
    from engine.pdf.report import blank_report  # noqa: PLC0415 (most renderings need none of it)
    from webapp.typesetting.making import NotMade, make  # noqa: PLC0415

    try:
        return make(blank_report(form))
    except NotMade as why:
        raise CommandError(str(why), status=Exit.FAULTS) from None
