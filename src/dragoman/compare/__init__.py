"""Across articles: what parties say over time, and what they owe each other.

``upkeep`` computes what is looked up, from events and statements; ``positions`` and ``promises`` look it up.
"""
