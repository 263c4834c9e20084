"""
Which plans contradict each other?
==================================

Notice that two departments asked for two shares of the same hospitals within five weeks, and that a later document asks for
fewer beds two years later without withdrawing the older target. Every finding is worked out from the rows; none is stored.
"""

import cqtargets as cq
from cqtargets.plotting import plot_revisions
from cqtargets.plotting.theme import figure_of

found = cq.check(cq.load_catalogue(), cq.load_observations(), cq.load_norms())
print(found.counts)
for finding in found.select(severity="error"):
    print(f"- {finding.statement('en')}")
    print(f"  to reconcile: {finding.reconcile('en')}")

figure_of(plot_revisions(found, lang="en")).savefig("which_plans_contradict.png")
