"""Actions: what is followed up after a form was submitted, its pages and its calendar."""
