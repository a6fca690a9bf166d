"""What is entered, kept: specs as they were asked, drafts with all their history, records, and files.

Here lives everything that knows a database. The rest of the application sees `repository.Repository`, opened with
`opening.open_repository`, and the frozen values of `stored`.
"""
