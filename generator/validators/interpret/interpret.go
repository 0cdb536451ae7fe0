// Package interpret checks JSON texts, forms and parameters by the schemas of an API as
// emitted validators do: by the same plans, and with the same run-time package. It is
// for who has the document and compiles nothing, as a server of samples.
//
// A schema becomes a function that checks the next value of a scanner. The files follow
// those of package bytecheck, which write such functions as Go:
//
//	interpret.go    the functions, and which kinds of values they check
//	scalar.go       strings, numbers, booleans, null
//	array.go        arrays
//	object.go       objects
//	applicators.go  what reads a value again
//	evaluated.go    what of a value is evaluated
//	tables.go       how forms and parameters are read
package interpret

import (
	"sync"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Checker checks by the schemas of one API. It is safe for concurrent use.
type Checker struct {
	api   *ir.API
	doc   *plan.Document
	judge *keyword.Judge // of defaults

	mu       sync.Mutex
	named    map[*ir.Schema]*function
	unnamed  map[string]*function // by what they assert, since plans make new schemas
	markers  map[string]*marker
	patterns map[string]*validate.Pattern
	remember int // how many functions remember what they found
}

// New returns a checker for an API.
func New(api *ir.API) *Checker {
	return &Checker{
		api: api, doc: plan.NewDocument(api), judge: keyword.NewJudge(api),
		named: map[*ir.Schema]*function{}, unnamed: map[string]*function{},
		markers: map[string]*marker{}, patterns: map[string]*validate.Pattern{},
	}
}

// Check checks one JSON text by a schema, which may be nil. The error is
// [validate.Errors].
type Check func(data []byte, opts ...validate.Option) error

// JSON returns the check of a schema, which may be nil, for texts that travel in a
// direction.
func (c *Checker) JSON(schema *ir.Schema, direction validate.Option) Check {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.all(schema)
	return func(data []byte, opts ...validate.Option) error {
		s := new(validate.Scanner)
		s.Scan(data, direction, opts)
		f.run(s)
		return s.End()
	}
}

// function checks the next value, and returns whether to go on. It is known before run
// is made, since schemas refer to themselves.
type function struct {
	run func(s *validate.Scanner) bool
}

// all returns the function that checks a value by all of schemas, each of which may be
// nil.
func (c *Checker) all(schemas ...*ir.Schema) *function {
	var some []*ir.Schema
	for _, s := range schemas {
		if s != nil {
			some = append(some, s)
		}
	}
	schema := plan.Conjunction(some)
	if schema == nil {
		return &function{(*validate.Scanner).Skip}
	}
	f := new(function)
	if schema.Name != "" {
		if known := c.named[schema]; known != nil {
			return known
		}
		c.named[schema] = f
	} else {
		key := plan.Signature(schema)
		if known := c.unnamed[key]; known != nil {
			return known
		}
		c.unnamed[key] = f
	}
	f.run = c.remembering(schema, c.function(schema))
	return f
}

// remembering is a function that remembers what it found, where a schema asks for that.
func (c *Checker) remembering(schema *ir.Schema, run func(*validate.Scanner) bool) func(*validate.Scanner) bool {
	if !c.doc.Remembers(schema) {
		return run
	}
	c.remember++
	number := c.remember
	return func(s *validate.Scanner) bool {
		if ok, known := s.Recall(number); known {
			return ok
		}
		at := s.Pos()
		return s.Remember(number, at, run(s))
	}
}

// kinds are the kinds of values that can be told by the first byte, with the types of
// each.
var kinds = []struct {
	types ir.Types
	kind  validate.Kind
}{
	{ir.Null, validate.Null}, {ir.Boolean, validate.Boolean}, {ir.Integer | ir.Num, validate.Number},
	{ir.String, validate.String}, {ir.Array, validate.Array}, {ir.Object, validate.Object},
}

// part checks the value that comes next, which is of one kind and begins at an offset.
// Where whole is false, nothing more is asked of it.
type part func(s *validate.Scanner, at int) (ok, whole bool)

// skip is the part that asks for nothing but syntax.
func skip(s *validate.Scanner, _ int) (ok, whole bool) { return s.Skip(), true }

func (c *Checker) function(schema *ir.Schema) func(*validate.Scanner) bool {
	p := plan.Of(schema)
	run := c.value(p)
	if !p.Nullable {
		return run
	}
	return func(s *validate.Scanner) bool {
		if s.Kind() == validate.Null {
			return s.Null()
		}
		return run(s)
	}
}

// value checks a value that is not null by nullable.
func (c *Checker) value(p *plan.Plan) func(*validate.Scanner) bool {
	switch {
	case p.Never || p.Types == 0:
		return (*validate.Scanner).Never
	case p.Plain() && p.Types == keyword.AnyType:
		return (*validate.Scanner).Skip
	}
	if alone := c.alone(p); alone != nil {
		return alone
	}
	var parts [validate.Object + 1]part
	for _, k := range kinds {
		if types := p.Types & k.types; types != 0 {
			parts[k.kind] = c.ofTypes(p, types)
		}
	}
	mismatch := "must be " + plan.Article(p.Types)
	again := c.applicators(p)
	return func(s *validate.Scanner) bool {
		at := s.Pos()
		check := parts[s.Kind()]
		if check == nil {
			return s.Mismatch(mismatch)
		}
		ok, whole := check(s, at)
		if !ok || !whole || again == nil {
			return ok
		}
		return again(s, at)
	}
}

// ofTypes is the part for values of some types, which are all of one kind.
func (c *Checker) ofTypes(p *plan.Plan, types ir.Types) part {
	switch {
	case types.Has(ir.Object):
		return c.object(p)
	case types.Has(ir.Array):
		return c.array(p)
	}
	return c.scalar(p, types)
}
