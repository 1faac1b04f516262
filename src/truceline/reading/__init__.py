"""Room of the house: what stands in an article, word by word; see docs/architecture.md.

A process reads on one thread. The linear algebra behind numpy would start more for small products,
which costs time and gains none; a value set by the user stays.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
