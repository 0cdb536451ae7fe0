package keyword

// xml (OpenAPI 3.1.1, section 4.8.26) is of no use to JSON and forms.
var xml = ignored("xml")
