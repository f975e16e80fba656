# Two dips, each shorter than the confirm time: the second counts from its own beginning, whatever a card says of its seconds on battery.
site apart
at 0s: mains off UPS1
at 40s: mains on UPS1
at 60s: mains off UPS1
at 110s: mains on UPS1
until 400s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
     41s  information: UPS1 has mains and feeds its load again
     41s  run 1.1 closes: a dip: the power was back before its confirm time
     61s  warning: UPS1 is on battery; it counts as failed after 60 s
     61s  run 1.2 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
     61s  users of CL are warned of a stop at 121 s
    111s  information: UPS1 has mains and feeds its load again
    111s  run 1.2 closes: a dip: the power was back before its confirm time
at the end: n1 runs (boot 1), n2 runs (boot 1)
