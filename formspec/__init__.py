"""The language of Formspec: from the text of a spec to a model, or a list of problems.

Here lives everything that knows how a form is *declared*: the source reader, the model, the grammar, the loader,
the rules and the library of published versions. Nothing here knows how a form is answered, shown or kept.
"""
