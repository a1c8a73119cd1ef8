"""`python -m kortelijn` is the same as the console command `kortelijn`."""

import sys

from kortelijn.cli import main

sys.exit(main())
