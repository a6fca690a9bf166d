"""What pages of drafts, records and forms share about carrying answers from one version to another.

    versions   which versions lie on the way, and carrying along it
    kept       what was carried before, as drafts and records keep it
    shown      a report as it is read

What becomes of an answer is for the engine to say, keeping it for the storage. The pages themselves live with what they
are about: `webapp.pages.drafts`, `webapp.pages.records` and `webapp.pages.forms`.
"""
