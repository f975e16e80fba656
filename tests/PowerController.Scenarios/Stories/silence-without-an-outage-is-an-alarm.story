# A UPS goes silent while all is well: an alarm, never a shutdown, whatever the policy.
site apart-shutdown
at 10s: UPS1 silent
at 10s: UPSD silent
at 900s: UPS1 answers
at 900s: UPSD answers
until 1000s
----------
     11s  warning: UPS1 does not answer; before that it was good
     11s  warning: UPSD does not answer; before that it was good
    901s  information: UPS1 has mains and feeds its load again
    901s  information: UPSD has mains and feeds its load again
at the end: n1 runs (boot 1), n2 runs (boot 1)
