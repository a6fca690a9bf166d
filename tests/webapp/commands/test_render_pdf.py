"""A blank form that a command makes as a PDF: bytes into a file, and a sentence where there is nobody to take them."""

import io
import subprocess
import sys

import pytest

from tests.pdfs import Pdf
from tests.webapp.commands.conftest import FORMSPEC
from webapp.cli import main
from webapp.commands.outcome import Exit
from webapp.typesetting import making


def test_a_blank_form_goes_into_a_file_as_a_tagged_pdf(here) -> None:
    made = subprocess.run([FORMSPEC, "render", "ap-audit", "--format", "pdf"], capture_output=True, check=True)
    pdf = Pdf(made.stdout)
    assert pdf.faults() == []
    assert pdf.headings[0] == ("/H1", "Alternative Provision Audit")


class Screen(io.StringIO):
    """Standard output that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_a_pdf_is_not_thrown_onto_a_screen(here, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["render", "ap-audit", "--format", "pdf"]) == Exit.USAGE
    assert screen.getvalue() == ""
    assert "formspec render ap-audit --format pdf > form.pdf" in capsys.readouterr().err


def test_a_form_that_is_too_long_for_a_pdf_is_told(here, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(making, "MOST_CONTENT", 1000)
    assert main(["render", "ap-audit", "--format", "pdf"]) == Exit.FAULTS
    assert "This form is too long for one PDF" in capsys.readouterr().err
