"""Across articles: what happened once however often it was told, where accounts differ, what parties say and owe.

``update`` makes happenings, ``disagreement_table`` and ``upkeep`` what is looked up from events and statements.
"""
