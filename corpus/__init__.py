"""The training corpus: reports written for it, its checks, its compiler."""
