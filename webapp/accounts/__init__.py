"""What people prove themselves with: passwords, and the second factors beside them.

Here lives how each is made and checked, with kept libraries. What is kept of them is for `webapp.storage`, and
the pages that ask for them are in `webapp.pages.signing`.
"""
