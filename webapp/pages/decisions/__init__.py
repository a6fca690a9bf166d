"""Decisions: what is decided on what was submitted, with all that was found before those who may decide.

evidence    what there is to decide on: concerns with their actions and files, and what could not be found out
last        what was decided last about a subject, and what waits for a decision
beforehand  what is known from other records about the same, for whoever decides
entered     what was typed to decide, and what is wrong with it
against     what stands against an option, to be answered by whoever decides on it
wording     a decision in words, as every page says it
waiting     which records wait for a decision
of_record   what was decided, as the page of a record and the lists show it
telling     the letter to whoever filled the record in
views       the page
"""
