# Off with a time to return.
site apart
at 10s: planned off CL 1500s
until 3600s
----------
     10s  run 1.1 opens for CL (Schedule): the schedule asks for it
     10s  alarm: CL: the shutdown is decided and will not be taken back: the schedule asks for it
     10s  audit: weekdays from schedule: CL is shut down as planned
     10s  monitors of CL are quieted
     10s  n1 learns: cluster by 310 s, system by 370 s
     10s  n2 learns: cluster by 310 s, system by 370 s
     10s  running work of CL may end until 190 s
     10s  information: CL: the cluster CL is being stopped
     10s  n1 is ordered to stop cluster CL by 310 s: the schedule asks for it; n1 stops the cluster
     50s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     50s  n1 is ordered to stop its system
     50s  n2 is ordered to stop its system
     50s  information: CL: the outputs are being armed
     50s  UPS1 is armed: Graceful, delay 300 s, StayOff
     50s  UPS2 is armed: Graceful, delay 300 s, StayOff
     50s  UPSD is armed: Graceful, delay 300 s, ReturnWithMains
     50s  information: CL: every output is armed; waiting for them to go off
    593s  information: UPS1 has cut its output, as ordered
    593s  information: UPS2 has cut its output, as ordered
    593s  information: UPSD has cut its output, as ordered
    593s  information: CL: everything is off; waiting for mains
    650s  information: UPSD has mains and feeds its load again
   1510s  information: CL: mains is back; the disks come first
   1510s  information: CL: its disks are warm; the nodes are started
   1510s  UPS1 is turned on: n1 is started by its output
   1512s  UPS2 is turned on: n2 is started by its output
   1512s  information: UPS1 has mains and feeds its load again
   1514s  information: UPS2 has mains and feeds its load again
   1604s  information: CL: its nodes run; waiting for the cluster to be whole
   1604s  monitors of CL listen again
   1604s  information: CL: normal; everything that ran runs again
   1604s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
