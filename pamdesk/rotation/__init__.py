"""The engine: plan, run, settle, reconcile, schedule, limits."""
