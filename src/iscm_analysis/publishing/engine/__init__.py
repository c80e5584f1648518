"""The engine: cells run in a forked child, by ipykernel's shell and nbclient's collector, without sockets."""
