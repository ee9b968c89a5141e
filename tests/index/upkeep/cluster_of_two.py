"""Two nodes of a Ray cluster on this machine, for as long as stdin is open.

Prints the address, then does what each line says: ``kill`` ends the second node, ``end`` all.
"""

import os
import sys

os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}


def main():
    from ray.cluster_utils import Cluster

    cluster = Cluster()
    cluster.add_node(num_cpus=1, include_dashboard=False, object_store_memory=80 * 2**20)
    second = cluster.add_node(num_cpus=1, object_store_memory=80 * 2**20)
    print(cluster.address, flush=True)  # noqa: T201
    for line in sys.stdin:
        if line.strip() == "kill":
            cluster.remove_node(second, allow_graceful=False)
        elif line.strip() == "end":
            cluster.shutdown()
        print("done", flush=True)  # noqa: T201
    cluster.shutdown()


if __name__ == "__main__":
    main()
