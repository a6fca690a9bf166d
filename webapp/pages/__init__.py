"""The pages of the web application, by the job a person comes for: start, forms, drafts, records, review.

Each job's folder holds its views and its templates; what several jobs share stands beside them. Nothing here decides
what an answer means (the engine does) or what may be seen (the repository does).
"""
