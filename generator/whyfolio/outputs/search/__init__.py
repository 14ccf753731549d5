"""The search page: a list of everything, and an index of the finished pages where one can be made.

`page` plans the list. `index` has Pagefind read what the audience's own pages say, so that what
can be found is what can be read.
"""
