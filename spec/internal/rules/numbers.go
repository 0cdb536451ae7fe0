package rules

// Numbers: how much the document describes, for reports.

import "fmt"

// Numbers counts what a document holds.
type Numbers struct {
	Operations, Parameters, Schemas, Properties int
	Values, Actions, Statuses                   int // enum values; those of an action; of these, with a status
	Examples, Constraints                       int // Constraints: added to the facts, where these were compared
}

// String renders the numbers on one line.
func (n Numbers) String() string {
	return fmt.Sprintf("%d operations, %d parameters, %d schemas, %d properties, %d enum values, "+
		"%d actions (%d with a status), %d examples, %d added constraints",
		n.Operations, n.Parameters, n.Schemas, n.Properties, n.Values, n.Actions, n.Statuses, n.Examples, n.Constraints)
}

func (d *document) count() (n Numbers) {
	for _, o := range d.objects {
		switch o.kind {
		case "operation":
			n.Operations++
		case "parameter":
			n.Parameters++
		case "schema":
			n.Schemas++
		case "property":
			n.Properties++
		case "media type":
			n.Examples += len(exampleValues(o))
		}
		if o.isSchema() {
			values := len(o.Key("enum").Items())
			n.Values += values
			if o.name == actionName {
				n.Actions += values
				n.Statuses += len(o.Key(enumStatus).Members())
			}
		}
	}
	n.Constraints = d.added
	return n
}
