"""The visit: a form that is filled in where there is no connection, and what a device keeps for that."""
