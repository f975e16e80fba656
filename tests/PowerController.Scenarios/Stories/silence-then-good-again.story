# Silent on battery and back before the grace is over: what counts is what it says then.
site apart-shutdown
at 0s: mains off UPSD
at 10s: UPSD silent
at 20s: mains on UPSD
at 25s: UPSD answers
until 200s
----------
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      1s  users of CL are warned of a stop at 31 s
     11s  warning: UPSD does not answer; before that it was on battery
     26s  information: UPSD has mains and feeds its load again
     26s  run 1.1 closes: a dip: the power was back before its confirm time
at the end: n1 runs (boot 1), n2 runs (boot 1)
