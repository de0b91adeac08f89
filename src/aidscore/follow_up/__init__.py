"""Follow-up (整改): what became of findings from one visit, or one phase, to the next."""
