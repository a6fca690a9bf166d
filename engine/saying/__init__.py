"""How a form's rules are said in JSON Schema, as far as it can say them.

Here lives the way from conditions to `if` and `then`. `formula` is what can be known of a document by looking at it,
`passing` the values that pass a test, `conditions` when a condition holds for certain, `rules` what a form asks of a
document, `places` where in the schema that is written, `unsaid` what is left for `engine.validate` alone.

A rule of the schema is never stricter than `engine.validate`: where a part of a condition cannot be said, it counts as
not holding.
"""
