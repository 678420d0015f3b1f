"""Employers and funnel of a career fair."""
