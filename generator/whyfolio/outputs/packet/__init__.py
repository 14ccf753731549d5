"""The packet: the case for one level, from its brief to its index of proof."""
