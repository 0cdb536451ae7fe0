package rules

// Numbers: how much the document describes, for reports.

import "fmt"

// Numbers counts what a document holds.
type Numbers struct {
	Operations, Parameters, Schemas, Properties int
	Values, Actions, Settled, Left              int // enum values; those of an action; of these, with an answer, and left to the caller
	Examples, Constraints                       int // Constraints: added to the facts, where these were compared
}

// String renders the numbers on one line.
func (n Numbers) String() string {
	return fmt.Sprintf("%d operations, %d parameters, %d schemas, %d properties, %d enum values, "+
		"%d actions (%d with an answer, %d left to the caller, %d with neither), %d examples, %d added constraints",
		n.Operations, n.Parameters, n.Schemas, n.Properties, n.Values, n.Actions, n.Settled, n.Left, n.Actions-n.Settled-n.Left, n.Examples, n.Constraints)
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
				for _, v := range o.Key("enum").Items() {
					answer := o.Key(enumAnswers).Key(v.Node.Text)
					switch {
					case answer.Key("status").Node != nil:
						n.Settled++
					case answer.Key("answer").Node != nil:
						n.Left++
					}
				}
			}
		}
	}
	n.Constraints = d.added
	return n
}
