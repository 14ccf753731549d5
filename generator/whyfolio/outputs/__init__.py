"""A view → everything that is made of it: plans of pages, and files."""
