"""The command line: parse arguments, ask, print, set the exit code."""
