# The operator cancels in Watching: this outage stops nothing; the next one does.
site mirror
at 0s: mains off all
at 20s: ask cancel CL
at 150s: mains on all
at 200s: mains off all
at 900s: mains on all
until 2400s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
     20s  audit: anna from console: the countdown of CL is cancelled
     20s  run 1.1 closes: cancelled
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
    151s  information: UPS1 has mains and feeds its load again
    151s  information: UPS2 has mains and feeds its load again
    201s  warning: UPS1 is on battery; it counts as failed after 60 s
    201s  run 1.2 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
    201s  users of CL are warned of a stop at 261 s
    201s  warning: UPS2 is on battery; it counts as failed after 60 s
    261s  alarm: UPS1 has failed: on battery for 60 s
    261s  alarm: UPS2 has failed: on battery for 60 s
    261s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
    261s  monitors of CL are quieted
    261s  n1 learns: cluster by 381 s, system by 441 s
    261s  n2 learns: cluster by 381 s, system by 441 s
    261s  information: CL: the cluster CL is being stopped
    261s  n1 is ordered to stop cluster CL by 381 s: the power of every node that still ran has failed; n1 stops the cluster
    301s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    301s  n1 is ordered to stop its system
    301s  n2 is ordered to stop its system
    301s  information: CL: the outputs are being armed
    301s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    301s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    301s  information: CL: every output is armed; waiting for them to go off
    604s  information: UPS1 has cut its output, as ordered
    604s  information: UPS2 has cut its output, as ordered
    604s  information: CL: everything is off; waiting for mains
    931s  information: CL: mains is back; the nodes are started
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: CL: its nodes run; waiting for the cluster to be whole
   1051s  monitors of CL listen again
   1051s  information: CL: normal; everything that ran runs again
   1051s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
