"""Other engines on the walk of `bench/flows/ten.yaml`, one module each; ours is `ours`."""
