# An administrator shuts a node down by its own tools: its output follows.
site apart
at 10s: administrator stops n2
until 1500s
----------
     10s  run 1.1 opens for n2 (ClusterManager): an administrator stopped it
     10s  alarm: n2: the shutdown is decided and will not be taken back: an administrator stopped it
     10s  monitors of n2 are quieted
     10s  n2 learns: cluster by 10 s, system by 70 s
     10s  information: n2: its operating system is being stopped
     10s  n2 is ordered to stop its system
     10s  information: n2: the outputs are being armed
     10s  UPS2 is armed: Graceful, delay 300 s, StayOff
     10s  information: n2: every output is armed; waiting for them to go off
    553s  information: UPS2 has cut its output, as ordered
    553s  run 1.1 closes: everything is off, and stays off as asked; not running: n2
at the end: n1 runs (boot 1), n2 is off
