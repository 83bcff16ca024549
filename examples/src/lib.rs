//! Programs that show `http-step` at work: see the folder `examples/`.
