// Examples in Go of how an operation is served.

package docs

import (
	"fmt"
	"go/format"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// serverName is what the pages call the server's package.
func (s *site) serverName() string { return path.Base(s.opts.Server) }

// goServes finds out which operations have a method of the server, where the target has
// one whose package can be told from that of the types.
func (s *site) goServes() {
	if s.opts.NoGo || s.opts.Declared == nil || s.opts.Server == "" || s.serverName() == s.opts.Package {
		return
	}
	s.served = map[*ir.Operation]*goapi.Operation{}
	routed, _ := goapi.Routed(s.api, goapi.Operations(s.api, s.opts.Declared))
	for _, op := range routed {
		s.served[op.Operation] = op
	}
}

// goServer says on the index how the server is made that the examples are methods of.
func (s *site) goServer() []Markdown {
	if s.served == nil {
		return nil
	}
	pkg := s.serverName()
	return []Markdown{
		"A " + s.code(pkg+".Handler") + " serves the operations (" + s.code("import "+fmt.Sprintf("%q", s.opts.Server)) + "): " +
			s.code(pkg+".New(&handler{}, …)") + " is an " + s.code("http.Handler") + " that calls its methods with requests that were checked.",
	}
}

// goServe shows the method that serves an operation; "" where there is none.
func (s *site) goServe(op *ir.Operation) Markdown {
	served := s.served[op]
	if served == nil {
		return ""
	}
	pkg := s.serverName()
	var b strings.Builder
	fmt.Fprintf(&b, "// handler embeds %s.Unimplemented. What is in c was checked.\n", pkg)
	fmt.Fprintf(&b, "func (handler) %[1]s(ctx context.Context, c *%[2]s.%[1]sCall) (%[2]s.%[1]sAnswer, error) {\n", op.Name, pkg)
	usesTypes := false
	if a := mainAnswer(served); a == nil {
		fmt.Fprintf(&b, "c.Writer.WriteHeader(%d)\nreturn nil, nil\n", http.StatusNoContent)
	} else {
		var fields []string
		if a.Head != nil && slices.ContainsFunc(a.Head.Shape.Fields, func(f *ir.Field) bool { return f.Required }) {
			fmt.Fprintf(&b, "var headers %s.%s // set what is required\n", s.opts.Package, a.Head.Name)
			fields, usesTypes = append(fields, "Headers: headers"), true
		}
		if len(a.Bodies) > 0 {
			body, typed := s.goAnswerBody(&b, op, a)
			fields, usesTypes = append(fields, "Body: "+body), usesTypes || typed
		}
		fmt.Fprintf(&b, "return &%s.%s{%s}, nil\n", pkg, a.Name, strings.Join(fields, ", "))
	}
	b.WriteString("}\n")
	code := b.String()
	if formatted, err := format.Source([]byte(code)); err == nil {
		code = string(formatted)
	}
	imports := fmt.Sprintf("import %q\n\n", s.opts.Server)
	if usesTypes {
		imports = fmt.Sprintf("import (\n\t%q\n\t%q\n)\n\n", s.opts.ImportPath, s.opts.Server)
	}
	return joined("A server has this method for it:", s.fence("go", imports+code))
}

// mainAnswer is the answer that an operation is called for, or the first; nil: none is
// described.
func mainAnswer(op *goapi.Operation) *goapi.Answer {
	for _, kind := range []string{"2", "3", "default", ""} {
		for i := range op.Answers {
			if strings.HasPrefix(strings.ToLower(op.Answers[i].Status), kind) {
				return &op.Answers[i]
			}
		}
	}
	return nil
}

// goAnswerBody writes the body of an answer, and returns the expression for it, and
// whether it is of a type of the package.
func (s *site) goAnswerBody(b *strings.Builder, op *ir.Operation, a *goapi.Answer) (expr string, typed bool) {
	body := a.Bodies[0]
	switch body.Kind {
	case goapi.TextBody:
		return `"text"`, false
	case goapi.StreamBody:
		b.WriteString("var file io.Reader // it is sent as it comes\n")
		return "file", false
	case goapi.EventsBody:
		fmt.Fprintf(b, "var events iter.Seq[%s.Event] // they are sent as they come\n", s.serverName())
		return "events", false
	case goapi.SequenceBody:
		item := "any"
		if body.Type != "" {
			item = s.opts.Package + "." + body.Type
		}
		fmt.Fprintf(b, "var items iter.Seq[%s] // they are sent as they come\n", item)
		return "items", body.Type != ""
	}
	if body.Type == "" {
		b.WriteString("var data json.RawMessage // what is sent\n")
		return "data", false
	}
	of := body.Of.Schema.Named()
	var example ir.Value
	for _, r := range op.Responses {
		if r.Status == a.Status {
			example, _ = s.sampleBody(r.Content, body.Of)
		}
	}
	unsaid := slices.ContainsFunc(of.Shape.Fields, func(f *ir.Field) bool { return f.Required && f.ReadOnly })
	if literal, ok := s.goLiteral(of, example, func(*ir.Field) bool { return false }); ok && !unsaid {
		fmt.Fprintf(b, "res := %s\n", literal)
	} else {
		fmt.Fprintf(b, "var res %s.%s // fill it in\n", s.opts.Package, body.Type)
	}
	return "res", true
}
