package keyword

// $anchor (JSON Schema Core, section 8.2.2).
var dollarAnchor = &Keyword{Name: "$anchor", Class: Structure, Read: readIdentifier}
