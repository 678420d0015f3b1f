"""How figures are counted; the rules stand in COUNTING.md."""
