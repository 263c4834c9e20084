"""`python -m cqtargets`."""

from cqtargets.cli import main

raise SystemExit(main())
