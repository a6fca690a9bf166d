"""Submissions as tables for people who count: read, laid out in rows, and written as CSV and XLSX.

    given         a submission under the form that it was asked with, answer by answer
    columns       the answers of several versions of a form, side by side
    table         what a table is
    submissions   one row a submission
    answers       one row an answer
    findings      one row a concern, a further action, or what could not be found out
    csv_text      a table as CSV
    workbook      tables as an XLSX workbook

Everything is made while submissions go by: of any number of them, one is in memory. Where they come from, and who may
have them, is for the application to say.
"""
