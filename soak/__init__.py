"""What takes hours and runs apart: a writer killed at random moments, a million rows, fuzzing."""
