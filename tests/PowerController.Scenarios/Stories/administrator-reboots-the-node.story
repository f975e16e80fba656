# An administrator reboots a node: its output stays.
site apart
at 10s: administrator reboots n2
until 600s
----------
     10s  run 1.1 opens for n2 (ClusterManager): an administrator restarts it
     10s  information: n2: an administrator restarts it; it is awaited
     70s  information: n2: its nodes run; waiting for the cluster to be whole
     70s  monitors of n2 listen again
     70s  information: n2: normal; everything that ran runs again
     70s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 1), n2 runs (boot 2)
