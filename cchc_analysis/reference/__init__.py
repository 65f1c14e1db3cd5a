"""Typed readers of the dated facts in `data/reference`: agencies, frameworks, rules, targets, calendar."""
