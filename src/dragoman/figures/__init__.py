"""Figures: the numbers an article gives, what each counts, who gave it, and the event it belongs to."""

from dragoman.figures.find import find_figures

__all__ = ["find_figures"]
