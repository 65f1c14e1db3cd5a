"""How Arrow's columns become pandas columns: whole numbers stay whole where some are missing."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

# Texts and times come as the project's other tables have them.
NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
