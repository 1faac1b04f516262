"""Time expressions: vocabulary, guards, context and the readers of each kind of match."""
