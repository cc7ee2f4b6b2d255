"""Scripts that build the tables of ``src/dragoman/data`` from the inputs here and from development-only packages."""
