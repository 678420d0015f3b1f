"""The exchange with other offices: what goes, what comes, who takes part."""
