"""Fuzzing with atheris: every way in is fed bytes that nobody would write, guided by what they reach in the package."""
