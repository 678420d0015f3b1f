"""Reports: what is asked for, the real pages beside it, the figures behind them, and saving."""
