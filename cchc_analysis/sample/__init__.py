"""The sample city: five invented years of every table, the same bytes on every machine."""
