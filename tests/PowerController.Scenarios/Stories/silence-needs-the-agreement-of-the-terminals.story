# Two terminals: one alone does not decide on silence; the peers are asked until they agree.
site apart-two-terminals
at 0s: mains off UPSD
at 10s: UPSD silent
at 90s: peers hear UPSD
at 400s: UPSD answers
at 900s: mains on UPSD
until 2400s
----------
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      1s  users of CL are warned of a stop at 31 s
     11s  warning: UPSD does not answer; before that it was on battery
     61s  peers are asked whether they hear UPSD
     71s  peers are asked whether they hear UPSD
     81s  peers are asked whether they hear UPSD
     90s  alarm: UPSD has been silent during an outage for 79 s: by the policy of g it counts as failed
     90s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     90s  monitors of CL are quieted
     90s  n1 learns: cluster by 210 s, system by 270 s
     90s  n2 learns: cluster by 210 s, system by 270 s
     90s  information: CL: the cluster CL is being stopped
     90s  n1 is ordered to stop cluster CL by 210 s: the power of its disk D1 has failed; n1 stops the cluster
    130s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    130s  n1 is ordered to stop its system
    130s  n2 is ordered to stop its system
    130s  information: CL: the outputs are being armed
    130s  UPS1 is armed: Graceful, delay 300 s, StayOff
    130s  UPS2 is armed: Graceful, delay 300 s, StayOff
    130s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    140s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    150s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    160s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    170s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    180s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    190s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    200s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    210s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    220s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    230s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    240s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    250s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    260s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    270s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    278s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
    278s  information: CL: every output is armed; waiting for them to go off
    280s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    290s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    300s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    310s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    320s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    330s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    340s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    350s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    360s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    370s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    380s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    390s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    400s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    401s  alarm: UPSD has failed: on battery for 400 s
    403s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    673s  information: UPS1 has cut its output, as ordered
    673s  information: UPS2 has cut its output, as ordered
    706s  information: UPSD has cut its output, as ordered
    706s  information: CL: everything is off; waiting for mains
    931s  information: CL: mains is back; the disks come first
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL: its disks are warm; the nodes are started
   1021s  UPS1 is turned on: n1 is started by its output
   1023s  UPS2 is turned on: n2 is started by its output
   1023s  information: UPS1 has mains and feeds its load again
   1025s  information: UPS2 has mains and feeds its load again
   1115s  information: CL: its nodes run; waiting for the cluster to be whole
   1115s  monitors of CL listen again
   1115s  information: CL: normal; it runs again; see what was given up
   1115s  run 1.1 closes: it runs again; see what was given up; given up: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
at the end: n1 runs (boot 2), n2 runs (boot 2)
