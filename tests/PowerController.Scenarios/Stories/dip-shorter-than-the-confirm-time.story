# Twenty seconds without mains: a log line and nothing else.
site apart
at 0s: mains off all
at 20s: mains on all
until 200s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
     21s  information: UPS0 has mains and feeds its load again
     21s  information: UPS1 has mains and feeds its load again
     21s  information: UPS2 has mains and feeds its load again
     21s  information: UPSD has mains and feeds its load again
     21s  run 1.1 closes: a dip: the power was back before its confirm time
at the end: n1 runs (boot 1), n2 runs (boot 1)
