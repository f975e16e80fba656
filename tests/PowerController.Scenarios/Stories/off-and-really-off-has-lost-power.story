# The disk's UPS really feeds nothing: the disk has lost its power, and its cluster goes down.
site apart
at 10s: UPSD says Off in=100 out=0 load=0
at 600s: UPSD truth
until 3000s
----------
     14s  alarm: UPSD feeds nothing, and nobody ordered that
     14s  run 1.1 opens for CL (Outage): the power of its disk D1 has failed
     14s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     14s  monitors of CL are quieted
     14s  n1 learns: cluster by 134 s, system by 194 s
     14s  n2 learns: cluster by 134 s, system by 194 s
     14s  information: CL: the cluster CL is being stopped
     14s  n1 is ordered to stop cluster CL by 134 s: the power of its disk D1 has failed; n1 stops the cluster
     54s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     54s  n1 is ordered to stop its system
     54s  n2 is ordered to stop its system
     54s  information: CL: the outputs are being armed
     54s  UPS1 is armed: Graceful, delay 300 s, StayOff
     54s  UPS2 is armed: Graceful, delay 300 s, StayOff
     54s  UPSD is armed: Graceful, delay 300 s, ReturnWithMains
     54s  information: CL: every output is armed; waiting for them to go off
     54s  information: CL: mains is back already; what was stopped is started again
    597s  information: UPS1 has cut its output, as ordered
    597s  information: UPS2 has cut its output, as ordered
    624s  information: CL: mains is back; the disks come first
    624s  UPSD is turned on: disk D1 comes before its nodes
    626s  information: UPSD has mains and feeds its load again
    686s  information: CL: its disks are warm; the nodes are started
    686s  UPS1 is turned on: n1 is started by its output
    688s  UPS2 is turned on: n2 is started by its output
    688s  information: UPS1 has mains and feeds its load again
    690s  information: UPS2 has mains and feeds its load again
    780s  information: CL: its nodes run; waiting for the cluster to be whole
    780s  monitors of CL listen again
    780s  information: CL: normal; everything that ran runs again
    780s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
