# Silent on battery, policy continue: silence is not taken for a shutdown, nor for recovery.
site apart-continue
the battery may not last
at 0s: mains off UPSD
at 10s: UPSD silent
at 600s: mains on UPSD
at 620s: UPSD answers
until 700s
----------
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      1s  users of CL are warned of a stop at 31 s
     11s  warning: UPSD does not answer; before that it was on battery
    621s  information: UPSD has mains and feeds its load again
    621s  run 1.1 closes: a dip: the power was back before its confirm time
at the end: n1 runs (boot 1), n2 runs (boot 1)
