"""The other lines of the directive: ISO 9001, online services, petitions, inspections, tasks."""
