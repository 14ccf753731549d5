"""The command line: parse arguments, ask, print, set the exit code."""

import gc

# A command makes few circles of values and ends soon, or is a preview, which looks for them while
# nobody waits. To look for them while modules are loaded took a sixth of a short command.
gc.set_threshold(200_000, 50, 100)
