"""What came after a submission: what was decided on it, and what became of its further actions.

    document    what is kept of that, as values: decisions, actions, their histories and people
    shape       what such a document may hold, as a published JSON Schema and as a question to be answered
    telling     how a document is written and read
    fitting     whether one fits the submission that it stands beside

It stands beside a submission's document and never in it, because that is sealed. Keeping all of it is for the
application.
"""
