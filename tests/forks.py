"""Processes that are there at once, to be killed: forked from one that has read the program and does nothing else."""

from multiprocessing import get_context

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["bot.clock", "storage.database"])
