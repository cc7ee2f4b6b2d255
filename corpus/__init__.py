"""The training corpus: reports written for it, the checks that guard them, and the compiler that turns marks into offsets."""
