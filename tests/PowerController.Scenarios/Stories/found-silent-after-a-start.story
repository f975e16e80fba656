# A terminal starts and does not hear of a node that ran before: a run that it knows nothing of may have stopped it. It is started, and never taken for off.
site among
terminal t1
at 10s: terminal off
at 20s: n2 is unreachable
at 60s: terminal on
at 1200s: n2 is reachable
until 3000s
----------
     61s  information: UPS1 has mains and feeds its load again
     61s  information: UPS2 has mains and feeds its load again
     61s  information: UPSD has mains and feeds its load again
    968s  run 1.1 opens for n2 (Outage): n2 has not been heard since this terminal started or took over; in case that it is off it is started
    968s  information: n2: n2 has not been heard since this terminal started or took over; in case that it is off it is started
    968s  information: n2: mains is back; the nodes are started
   1200s  information: n2: its nodes run; waiting for the cluster to be whole
   1200s  monitors of n2 listen again
   1200s  information: n2: normal; everything that ran runs again
   1200s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 1), n2 runs (boot 1)
