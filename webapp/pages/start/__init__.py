"""The start page: the forms, the drafts, and what was submitted last."""
