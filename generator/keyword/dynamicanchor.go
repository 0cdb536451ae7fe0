package keyword

// $dynamicAnchor (JSON Schema Core, section 8.2.2).
var dollarDynamicAnchor = &Keyword{Name: "$dynamicAnchor", Class: Structure, Read: readIdentifier}
