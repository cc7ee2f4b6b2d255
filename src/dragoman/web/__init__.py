"""The desk: a local web app and a REST API on one record.

``app.create_app`` makes it of a record's path and ``Terms``. Every page is a function from what was asked to a
``Page`` of plain data (``pages/``), which is shown as HTML by a template and given as JSON by the page's twin; so what
a page shows and what its twin gives cannot differ. ``queries/`` reads the record, ``rest/`` is the API.
"""
