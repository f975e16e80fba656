# LOCAL in the middle of a run, while one node hears nobody: heard again it says that it still has its deadlines, and they are taken back once more.
site mirror
at 0s: mains off all
at 63s: n2 is unreachable
at 65s: ask local
at 90s: n2 is reachable
at 300s: mains on all
at 410s: ask auto leave
until 900s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     61s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
     61s  monitors of CL are quieted
     61s  n1 learns: cluster by 181 s, system by 241 s
     61s  n2 learns: cluster by 181 s, system by 241 s
     61s  information: CL: the cluster CL is being stopped
     61s  n1 is ordered to stop cluster CL by 181 s: the power of every node that still ran has failed; n1 stops the cluster
     63s  warning: n2 is silent although nobody told it to stop; it may still be running
     65s  n1's deadlines are withdrawn
     65s  n2's deadlines are withdrawn
     65s  audit: anna from console: automatic operation is suspended: nothing is cut or started by itself
     90s  n2's deadlines are withdrawn
    301s  information: UPS1 has mains and feeds its load again
    301s  information: UPS2 has mains and feeds its load again
    410s  n1's deadlines are withdrawn
    410s  n2's deadlines are withdrawn
    410s  run 1.1 closes: an operator took the site as it is; not running: n1, n2
    410s  audit: anna from console: automatic operation, with the site taken as it is
at the end: n1 runs (boot 1), n2 runs (boot 1)
