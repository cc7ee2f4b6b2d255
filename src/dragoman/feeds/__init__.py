"""Watching feeds: a list of them in a file, rounds that ask them and read what is new, a service that goes on until it
is stopped.
"""
