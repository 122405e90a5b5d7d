"""Celery application, one thin task a use case, and the relay that feeds them."""
