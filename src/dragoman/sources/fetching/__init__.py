"""Pages and feeds from the web, fetched politely and safely (extra ``fetch``).

``Fetcher`` asks one page after the other: public addresses only, certificates verified, within limits of bytes and
time, as robots.txt allows, each host in turn over all processes that share a record. What must be remembered goes
through ``Visits``; the record's own is ``store.fetches.StoredVisits``.
"""
