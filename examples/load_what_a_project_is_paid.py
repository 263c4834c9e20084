"""
What is a project paid?
=======================

Notice that the cap binds from 5,000 on: a project of 6,000 (万元) is paid no more than one of 5,000, and an added
international certification raises the sum by its own rule.
"""

import cqtargets as cq

rules = cq.load_incentives()
project = rules["industry20.production_project"]
for amount in (3_000, 5_000, 6_000):
    paid = cq.incentives.subsidy(project, amount)
    print(f"{amount:>6,} -> {paid.paid:,.0f} {paid.unit}, bound by: {paid.binds or 'nothing'}")
print(cq.incentives.subsidy(project, 6_000).en)
both = cq.incentives.total(rules, {project.key: 3_000, "industry20.international_production_line": 2})
print(f"with two certified lines: {both.paid:,.0f} {both.unit}")
