"""HTML pages: from markup to visible lines, what of them is the article, and what the page states of itself.

No link is followed, no script is run, no document type is fetched.
"""
