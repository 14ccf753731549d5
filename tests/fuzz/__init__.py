"""Fuzzing: what must hold for any bytes at all, a fuzzer that looks for more, and what it found."""
