"""The steps that bring a database, empty or older, to the tables of this program. Each is run once, in order."""
