# The planned power-on falls into LOCAL: it is made up when automatic operation goes on.
site apart
at 10s: planned off CL
at 1000s: ask local
at 1200s: planned on CL
at 1500s: ask auto resume
until 3000s
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
     50s  UPSD is armed: Graceful, delay 300 s, StayOff
     50s  information: CL: every output is armed; waiting for them to go off
    593s  information: UPS1 has cut its output, as ordered
    593s  information: UPS2 has cut its output, as ordered
    593s  information: UPSD has cut its output, as ordered
    593s  run 1.1 closes: everything is off, and stays off as asked; not running: n1, n2
   1000s  audit: anna from console: automatic operation is suspended: nothing is cut or started by itself
   1200s  audit: weekdays from schedule: refused: in LOCAL nothing is done by request either; switch to AUTO first
   1500s  run 1.2 opens for CL (Schedule): it is to be started
   1500s  information: CL: it is started as soon as its power allows
   1500s  audit: anna from console: automatic operation
   1500s  information: CL: mains is back; the disks come first
   1500s  UPSD is turned on: disk D1 comes before its nodes
   1502s  information: UPSD has mains and feeds its load again
   1562s  information: CL: its disks are warm; the nodes are started
   1562s  UPS1 is turned on: n1 is started by its output
   1564s  UPS2 is turned on: n2 is started by its output
   1564s  information: UPS1 has mains and feeds its load again
   1566s  information: UPS2 has mains and feeds its load again
   1656s  information: CL: its nodes run; waiting for the cluster to be whole
   1656s  monitors of CL listen again
   1656s  information: CL: normal; everything that ran runs again
   1656s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
