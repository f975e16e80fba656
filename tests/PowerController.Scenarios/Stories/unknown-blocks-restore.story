# After the outage the disk's UPS does not answer: unknown is not good, nothing is started until it does.
site apart
at 0s: mains off all
at 890s: UPSD silent
at 900s: mains on all
at 2000s: UPSD answers
until 4000s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
     31s  information: CL: the cluster CL is being stopped
     31s  n1 is ordered to stop cluster CL by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     61s  alarm: UPS0 has failed: on battery for 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n1 is ordered to stop its system
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  information: CL: every output is armed; waiting for them to go off
    301s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    301s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
    930s  information: CL: everything is off; waiting for mains
    930s  information: UPS0 has mains and feeds its load again
    930s  information: UPS1 has mains and feeds its load again
    930s  information: UPS2 has mains and feeds its load again
    933s  alarm: UPS0 feeds nothing, and nobody ordered that
    933s  information: UPS1 has cut its output, as ordered
    933s  information: UPS2 has cut its output, as ordered
    960s  information: CL: mains is back; the disks come first
    960s  information: CL: its disks are warm; the nodes are started
    961s  information: UPS0 has mains and feeds its load again
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: CL: its nodes run; waiting for the cluster to be whole
   1051s  monitors of CL listen again
   1051s  information: CL: normal; everything that ran runs again
   1051s  run 1.1 closes: everything that ran runs again
   1051s  run 1.2 opens for CL (Outage): the power of its disk D1 has failed
   1051s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
   1051s  monitors of CL are quieted
   1051s  n1 learns: cluster by 1171 s, system by 1231 s
   1051s  n2 learns: cluster by 1171 s, system by 1231 s
   1051s  information: CL: the cluster CL is being stopped
   1051s  n1 is ordered to stop cluster CL by 1171 s: the power of its disk D1 has failed; n1 stops the cluster
   1091s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
   1091s  n1 is ordered to stop its system
   1091s  n2 is ordered to stop its system
   1091s  information: CL: the outputs are being armed
   1091s  UPS1 is armed: Graceful, delay 300 s, StayOff
   1091s  UPS2 is armed: Graceful, delay 300 s, StayOff
   1091s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1101s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1111s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1121s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1131s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1141s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1151s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1161s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1171s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1181s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1191s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1201s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1211s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1221s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1231s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1239s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
   1239s  information: CL: every output is armed; waiting for them to go off
   1241s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1251s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1261s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1271s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1281s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1291s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1301s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1311s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1321s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1331s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1341s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1351s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1361s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1371s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1381s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1391s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1401s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1411s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1421s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1431s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1441s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1451s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1461s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1471s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1481s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1491s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1501s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1511s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1521s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1531s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1541s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1551s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1561s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1571s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1581s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1591s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1601s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1611s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1621s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1631s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1634s  information: UPS1 has cut its output, as ordered
   1634s  information: UPS2 has cut its output, as ordered
   1634s  information: CL: everything is off; waiting for mains
   1634s  information: CL: mains is back; the disks come first
   1634s  information: CL: its disks are warm; the nodes are started
   1634s  UPS1 is turned on: n1 is started by its output
   1636s  UPS2 is turned on: n2 is started by its output
   1636s  information: UPS1 has mains and feeds its load again
   1638s  information: UPS2 has mains and feeds its load again
   1728s  information: CL: its nodes run; waiting for the cluster to be whole
   1728s  monitors of CL listen again
   1728s  information: CL: normal; it runs again; see what was given up
   1728s  run 1.2 closes: it runs again; see what was given up; given up: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
   1728s  run 1.3 opens for CL (Outage): the power of its disk D1 has failed
   1728s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
   1728s  monitors of CL are quieted
   1728s  n1 learns: cluster by 1848 s, system by 1908 s
   1728s  n2 learns: cluster by 1848 s, system by 1908 s
   1728s  information: CL: the cluster CL is being stopped
   1728s  n1 is ordered to stop cluster CL by 1848 s: the power of its disk D1 has failed; n1 stops the cluster
   1768s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
   1768s  n1 is ordered to stop its system
   1768s  n2 is ordered to stop its system
   1768s  information: CL: the outputs are being armed
   1768s  UPS1 is armed: Graceful, delay 300 s, StayOff
   1768s  UPS2 is armed: Graceful, delay 300 s, StayOff
   1768s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1778s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1788s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1798s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1808s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1818s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1828s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1838s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1848s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1858s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1868s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1878s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1888s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1898s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1908s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1916s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
   1916s  information: CL: every output is armed; waiting for them to go off
   1918s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1928s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1938s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1948s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1958s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1968s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1978s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1988s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   1998s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   2001s  information: UPSD has mains and feeds its load again
   2001s  information: CL: mains is back already; what was stopped is started again
   2031s  information: CL: mains is back; the disks come first
   2061s  information: CL: its disks are warm; the nodes are started
   2181s  run 1.4 opens for n1 (Outage): the power of n1 is not back; its cluster goes on without it
   2181s  information: n1: it waits for its own power
   2181s  run 1.5 opens for n2 (Outage): the power of n2 is not back; its cluster goes on without it
   2181s  information: n2: it waits for its own power
   2181s  run 1.3 closes: every node of it waits for its power on its own; given up: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
   2181s  information: n1: mains is back; the nodes are started
   2181s  information: n2: mains is back; the nodes are started
   2181s  UPS1 is turned off and on: n1 is off although it has input; it starts when that comes anew
   2181s  UPS2 is turned off and on: n2 is off although it has input; it starts when that comes anew
   2186s  information: UPS1 has cut its output, as ordered
   2186s  information: UPS2 has cut its output, as ordered
   2193s  information: UPS1 has mains and feeds its load again
   2193s  information: UPS2 has mains and feeds its load again
   2283s  information: n1: its nodes run; waiting for the cluster to be whole
   2283s  monitors of n1 listen again
   2283s  information: n1: normal; everything that ran runs again
   2283s  run 1.4 closes: everything that ran runs again
   2283s  information: n2: its nodes run; waiting for the cluster to be whole
   2283s  monitors of n2 listen again
   2283s  information: n2: normal; everything that ran runs again
   2283s  run 1.5 closes: everything that ran runs again
at the end: n1 runs (boot 4), n2 runs (boot 4)
