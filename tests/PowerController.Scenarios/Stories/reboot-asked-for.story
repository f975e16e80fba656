# A cluster restart: nothing is cut.
site apart
at 10s: ask reboot CL
until 1000s
----------
     10s  run 1.1 opens for CL (Operator): an operator asks for it
     10s  alarm: CL: the shutdown is decided and will not be taken back: an operator asks for it
     10s  audit: anna from console: CL restarts
     10s  monitors of CL are quieted
     10s  running work of CL may end until 190 s
     10s  information: CL: the cluster CL is being stopped
     10s  n1 is ordered to stop cluster CL by 310 s: an operator asks for it; n1 stops the cluster
     50s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     50s  n1 is ordered to reboot: an operator asks for it
     50s  n2 is ordered to reboot: an operator asks for it
     50s  information: CL: its nodes restart
    110s  information: CL: its nodes run; waiting for the cluster to be whole
    110s  monitors of CL listen again
    110s  information: CL: normal; everything that ran runs again
    110s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
