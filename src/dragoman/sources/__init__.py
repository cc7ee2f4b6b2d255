"""Where articles come from: files, folders, globs, standard input; each document as it was given, decoded.

``open_sources`` is the one way in. It reads lazily, tells formats by their content, and turns what it cannot read
into a ``Failure`` that names the input, so that the rest is read.
"""

from dragoman.sources.open import open_sources

__all__ = ["open_sources"]
