# A card acknowledges the cut and does nothing: it is tried another way, then said so, and the node is started by what it has.
site apart-delayed
at 0s: UPS1 ignores
at 1s: mains off UPSD
at 1500s: mains on UPSD
until 4000s
----------
      2s  warning: UPSD is on battery; it counts as failed after 30 s
      2s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      2s  users of CL are warned of a stop at 32 s
     32s  alarm: UPSD has failed: on battery for 30 s
     32s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     32s  monitors of CL are quieted
     32s  n1 learns: cluster by 152 s, system by 212 s
     32s  n2 learns: cluster by 152 s, system by 212 s
     32s  information: CL: the cluster CL is being stopped
     32s  n1 is ordered to stop cluster CL by 152 s: the power of its disk D1 has failed; n1 stops the cluster
     72s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     72s  n1 is ordered to stop its system
     72s  n2 is ordered to stop its system
     72s  information: CL: the outputs are being armed
     72s  UPS1 is armed: Delayed, delay 300 s, StayOff
     72s  UPS2 is armed: Delayed, delay 300 s, StayOff
     72s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     72s  information: CL: every output is armed; waiting for them to go off
    375s  information: UPS2 has cut its output, as ordered
    375s  information: UPSD has cut its output, as ordered
    402s  warning: UPS1 acknowledged the cut and did nothing; it is ordered by another command
    402s  UPS1 is armed: OnBattery, delay 1090 s, ReturnWithMains
    402s  information: CL: everything is off; waiting for mains
   1531s  information: CL: mains is back; the disks come first
   1561s  information: UPSD has mains and feeds its load again
   1621s  information: CL: its disks are warm; the nodes are started
   1623s  UPS2 is turned on: n2 is started by its output
   1625s  information: UPS2 has mains and feeds its load again
   1631s  UPS1 is turned off and on: n1 is off although it has input; it starts when that comes anew
   1636s  information: UPS1 has cut its output, as ordered
   1643s  information: UPS1 has mains and feeds its load again
   1733s  information: CL: its nodes run; waiting for the cluster to be whole
   1733s  monitors of CL listen again
   1733s  information: CL: normal; everything that ran runs again
   1733s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
