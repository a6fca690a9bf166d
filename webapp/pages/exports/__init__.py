"""The page on which whoever may read records takes them away: a form, a period and a format."""
