# A card shows nothing of an outage until its battery has broken down: nobody could stop the node, and nobody forgets that it ran.
site apart
the battery may not last
at 0s: UPS1 runtime 2
at 4s: UPS1 says Mains in=100 out=100
at 5s: mains off UPS1
at 10s: UPS1 truth
at 100s: mains on UPS1
at 101s: UPS1 runtime 3000
until 2000s
----------
      7s  warning: n1 is silent although nobody told it to stop; it may still be running
     11s  warning: UPS1 is on battery; it counts as failed after 60 s
     11s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
     11s  users of CL are warned of a stop at 71 s
     14s  alarm: UPS1 feeds nothing, and nobody ordered that
     14s  run 1.1 closes: a dip: the power was back before its confirm time; not running: n1
     14s  run 1.2 opens for n1 (Outage): n1 fell with its power
     14s  alarm: n1 has lost its power while it ran, or may have run: it is started again when its power is back
     14s  information: n1: it waits for its power
    131s  information: n1: mains is back; the nodes are started
    161s  information: UPS1 has mains and feeds its load again
    251s  information: n1: its nodes run; waiting for the cluster to be whole
    251s  monitors of n1 listen again
    251s  information: n1: normal; everything that ran runs again
    251s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 1)
broken: 7: n1 lost its input while it ran
