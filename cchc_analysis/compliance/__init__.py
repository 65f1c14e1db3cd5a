"""Procurement compliance: quota, quarterly reporting, consequence for the head's rating."""
