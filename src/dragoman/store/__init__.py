"""The record on disk: one SQLite file that several readers can use beside a writer, and that survives kill -9.

``open`` opens it, ``write`` puts coded articles in, ``read`` and ``listing`` take them out, ``search`` finds words.
"""
