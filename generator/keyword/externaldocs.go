package keyword

// externalDocs (OpenAPI 3.1.1, section 4.8.11) is not shown yet.
var externalDocs = ignored("externalDocs")
