"""The law of an EHC needs assessment as plain Python.

Nothing here knows Plone, reads a clock or writes anything: a case's facts and
today's date go in, dates and states come out.
"""
