"""Carriers that are not there: a loopback server that speaks as Telegram and Twilio do."""
