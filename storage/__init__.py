"""The truth: tables, one module per noun, migrations, unit of work, settings, clock."""
