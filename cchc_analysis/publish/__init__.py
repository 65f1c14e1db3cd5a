"""Publishing a run: page, tables, manifest and catalogue, whole or not at all."""
