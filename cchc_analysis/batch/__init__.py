"""Named reports: plan the notebooks, run them through Papermill, prove each, publish all or nothing."""
