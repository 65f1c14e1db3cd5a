"""Explorers for JupyterLab, made of the same charts and tables as the reports."""
