"""From a raw document to an ``Article``: its text fixed, its title, byline, dateline, publisher and date found."""

from dragoman.article.dateline import dateline_date
from dragoman.article.extract import Extractor, refused_markup
from dragoman.article.make import make_article
from dragoman.article.publisher import PublisherNames

__all__ = ["Extractor", "PublisherNames", "dateline_date", "make_article", "refused_markup"]
