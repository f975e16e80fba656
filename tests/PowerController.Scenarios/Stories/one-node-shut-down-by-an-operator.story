# One node is shut down; its cluster goes on; it is started when asked.
site apart
at 10s: ask shutdown-node n2
at 1200s: ask start CL
until 3000s
----------
     10s  run 1.1 opens for n2 (Operator): an operator asks for it
     10s  alarm: n2: the shutdown is decided and will not be taken back: an operator asks for it
     10s  audit: anna from console: n2 is shut down; its cluster goes on
     10s  monitors of n2 are quieted
     10s  n2 learns: cluster by 10 s, system by 70 s
     10s  information: n2: its operating system is being stopped
     10s  n2 is ordered to stop its system
     10s  information: n2: the outputs are being armed
     10s  UPS2 is armed: Graceful, delay 300 s, StayOff
     10s  information: n2: every output is armed; waiting for them to go off
    553s  information: UPS2 has cut its output, as ordered
    553s  run 1.1 closes: everything is off, and stays off as asked; not running: n2
   1200s  run 1.2 opens for CL (Operator): it is to be started
   1200s  information: CL: it is started as soon as its power allows
   1200s  audit: anna from console: CL is started
   1200s  information: CL: mains is back; the disks come first
   1200s  information: CL: its disks are warm; the nodes are started
   1202s  UPS2 is turned on: n2 is started by its output
   1204s  information: UPS2 has mains and feeds its load again
   1294s  information: CL: its nodes run; waiting for the cluster to be whole
   1294s  monitors of CL listen again
   1294s  information: CL: normal; everything that ran runs again
   1294s  run 1.2 closes: everything that ran runs again
at the end: n1 runs (boot 1), n2 runs (boot 2)
