"""The project's own tables, as the sample city is written."""
