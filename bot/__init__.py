"""The edge to residents: webhooks, channels, the inbox they feed."""
