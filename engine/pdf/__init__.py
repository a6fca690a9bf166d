"""Forms as tagged PDF: a record, a blank form, or many of them in one file.

Here lives the way from forms and entries to a PDF that a screen reader reads as the page is read (PDF/UA), and that is
made to be kept (PDF/A). `report` gathers what stands in it, of the same picture as the page (`engine.page.picture`);
`typesetting` sets it with the template beside it. What was entered reaches the template as data, and never as markup.
"""
