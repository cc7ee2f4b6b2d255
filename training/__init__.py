"""Makes the reader's model: data, augmentation, network, training loop, export. Needs the ``train`` group."""
