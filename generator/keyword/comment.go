package keyword

// $comment (JSON Schema Core, section 8.3) is for who maintains the schema.
var dollarComment = ignored("$comment")
