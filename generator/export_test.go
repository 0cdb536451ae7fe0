package generator

// Reserved is what tests hold emitted identifiers against.
var Reserved = reserved
