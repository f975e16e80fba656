# Too late to cancel: refused, audited, and finished.
site mirror
at 0s: mains off all
at 70s: ask cancel CL
at 80s: ask stay-off CL
at 900s: mains on all
at 1500s: ask start CL
until 2400s
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
     70s  audit: anna from console: refused: CL: no countdown runs
     80s  audit: anna from console: CL stays off after its shutdown
    101s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    101s  n1 is ordered to stop its system
    101s  n2 is ordered to stop its system
    101s  information: CL: the outputs are being armed
    101s  UPS1 is armed: OnBattery, delay 300 s, StayOff
    101s  UPS2 is armed: OnBattery, delay 300 s, StayOff
    101s  information: CL: every output is armed; waiting for them to go off
    404s  information: UPS1 has cut its output, as ordered
    404s  information: UPS2 has cut its output, as ordered
    404s  run 1.1 closes: everything is off, and stays off as asked; not running: n1, n2
   1500s  run 1.2 opens for CL (Operator): it is to be started
   1500s  information: CL: it is started as soon as its power allows
   1500s  audit: anna from console: CL is started
   1500s  information: CL: mains is back; the nodes are started
   1500s  UPS1 is turned on: n1 is started by its output
   1502s  UPS2 is turned on: n2 is started by its output
   1502s  information: UPS1 has mains and feeds its load again
   1504s  information: UPS2 has mains and feeds its load again
   1594s  information: CL: its nodes run; waiting for the cluster to be whole
   1594s  monitors of CL listen again
   1594s  information: CL: normal; everything that ran runs again
   1594s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
