"""The engine of Formspec: a spec compiled once into a form, and answers turned into a submission or answer errors.

Here lives everything that knows how a form is *answered*: kinds, checking, the submission document, its JSON Schema
and its pages. Nothing here reads a spec's text, keeps anything, or speaks HTTP.
"""
