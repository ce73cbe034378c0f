"""Retention of deliveries."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.webhooks.models import WebhookDelivery

RULES = (old_rows("deliveries of webhooks", WebhookDelivery, WebhookDelivery.made_at, timedelta(days=30)),)
