"""The pages of a form: the fields of its sections to be filled in, and the policy's own table to be read or printed.

Here lives all HTML that is made from a spec. What stands around it (navigation, buttons, messages) is the host's.
"""

from engine.page.section import Pages
from engine.page.sheet import blank_page, heading, letter, running, sheet, sheet_css

__all__ = ["Pages", "blank_page", "heading", "letter", "running", "sheet", "sheet_css"]
