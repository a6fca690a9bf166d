"""Exports: what was submitted, chosen by form and period, in the formats that people and programs take it in.

asking      what is asked for, from the words of an address or a command line
formats     the table of formats, and how each is made of the records
"""
