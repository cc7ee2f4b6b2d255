"""Reading at scale: shards of articles, coded by the processes of this machine or by Ray, and what comes of them.

A shard is named after what it is given and what codes it, and each of its files is there whole or not at all. So work
that is done twice gives the same files, and what was begun by one engine on one machine is finished by another.
"""

from dragoman.distribute.driver import DistributeReport, distribute
from dragoman.distribute.load import load_shards

__all__ = ["DistributeReport", "distribute", "load_shards"]
