"""The people who may sign in here, for whoever looks after them: accounts, roles, sessions, the school's choices.

Here lives nothing that shows an answer: an administrator looks after people, not after what they write.
"""
