"""The scores by openalex-metrics, from its own store in a folder: FOLDER."""

import os
import sys

os.environ |= {"OAM_DATA_DIR": sys.argv[1], "OAM_THREADS": "2"}

from oam import metrics

metrics.reset()
sys.exit(0 if metrics.build() else "openalex-metrics found its scores inconsistent")
