# In LOCAL nothing is cut and nothing is started; what would be done is said. Back to AUTO asks first.
site mirror
at 0s: ask local
at 1s: mains off all
at 200s: ask auto
at 210s: ask auto resume
at 900s: mains on all
until 2400s
----------
      0s  audit: anna from console: automatic operation is suspended: nothing is cut or started by itself
      2s  warning: UPS1 is on battery; it counts as failed after 60 s
      2s  warning: UPS2 is on battery; it counts as failed after 60 s
     62s  alarm: UPS1 has failed: on battery for 60 s
     62s  alarm: UPS2 has failed: on battery for 60 s
     62s  warning: LOCAL: CL would be shut down now because the power of every node that still ran has failed
    200s  audit: anna from console: refused: something is down or failing, and automatic operation would act on it at once: ask again with 'resume' or with 'leave as is'
    210s  audit: anna from console: automatic operation
    210s  run 1.1 opens for CL (Outage): the power of every node that still ran has failed
    210s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
    210s  monitors of CL are quieted
    210s  n1 learns: cluster by 330 s, system by 390 s
    210s  n2 learns: cluster by 330 s, system by 390 s
    210s  information: CL: the cluster CL is being stopped
    210s  n1 is ordered to stop cluster CL by 330 s: the power of every node that still ran has failed; n1 stops the cluster
    250s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    250s  n1 is ordered to stop its system
    250s  n2 is ordered to stop its system
    250s  information: CL: the outputs are being armed
    250s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    250s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    250s  information: CL: every output is armed; waiting for them to go off
    553s  information: UPS1 has cut its output, as ordered
    553s  information: UPS2 has cut its output, as ordered
    553s  information: CL: everything is off; waiting for mains
    931s  information: CL: mains is back; the nodes are started
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: CL: its nodes run; waiting for the cluster to be whole
   1051s  monitors of CL listen again
   1051s  information: CL: normal; everything that ran runs again
   1051s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
