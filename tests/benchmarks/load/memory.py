from typing import Any
def grow(home, n): return {}
