package interpret

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/url"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// How forms and parameters are read: the tables that emitted packages have as Go.

// decoder is the check of a schema in the form of an emitted decoder: the value is the
// JSON text itself.
func (c *Checker) decoder(schema *ir.Schema, direction validate.Option) func([]byte, ...validate.Option) (json.RawMessage, error) {
	check := c.JSON(schema, direction)
	return func(data []byte, opts ...validate.Option) (json.RawMessage, error) {
		return bytes.Clone(data), check(data, opts...)
	}
}

// Form returns what checks a form body of a media type, and gives it as JSON; nil where
// its schema says nothing of a form's fields.
func (c *Checker) Form(m *ir.MediaType) func(url.Values, ...validate.Option) (json.RawMessage, error) {
	if m.FormName == "" {
		return nil
	}
	fields, decode := c.FormFields(m), c.decoder(m.Schema, validate.AsRequest)
	return func(form url.Values, opts ...validate.Option) (v json.RawMessage, err error) {
		err = validate.DecodeForm(form, fields, func(data []byte, opts ...validate.Option) (err error) {
			v, err = decode(data, opts...)
			return err
		}, opts)
		return v, err
	}
}

// Multipart is [Checker.Form] for multipart bodies. Files are checked, and skipped.
func (c *Checker) Multipart(m *ir.MediaType) func(*multipart.Reader, ...validate.Option) (json.RawMessage, error) {
	if m.FormName == "" {
		return nil
	}
	fields, decode := c.FormFields(m), c.decoder(m.Schema, validate.AsRequest)
	return func(r *multipart.Reader, opts ...validate.Option) (json.RawMessage, error) {
		return validate.DecodeMultipart(r, nil, fields, decode, opts)
	}
}

// FormFields returns how the fields of a form body are read and written.
func (c *Checker) FormFields(m *ir.MediaType) []validate.FormField {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fields(plan.FormFields(plan.FormOf(c.api, m), false))
}

// Params returns what reads the parameters of an operation and checks them, and gives
// them as JSON; nil where it has none that can be sent.
func (c *Checker) Params(op *ir.Operation) func(validate.Request, ...validate.Option) (json.RawMessage, error) {
	if op.Params == nil {
		return nil
	}
	table, decode := c.ParamTable(op), c.decoder(op.Params, validate.AsRequest)
	return func(r validate.Request, opts ...validate.Option) (json.RawMessage, error) {
		return validate.DecodeParams(r, table, decode, opts)
	}
}

// ParamTable returns how the parameters of an operation are read and written.
func (c *Checker) ParamTable(op *ir.Operation) *validate.Params {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := &validate.Params{Path: op.Path}
	for _, p := range plan.Params(op.Params, c.judge) {
		out.Params = append(out.Params, validate.Param{
			FormField: c.field(p.FormField), In: places[p.In], Key: p.Key,
			Explode: p.Explode && p.Style != "" && p.Style != plan.FormDeep && p.Style != plan.FormSpread,
			Many:    p.Many, Reserved: p.Reserved, Empty: p.Empty, NotEmpty: p.NotEmpty, Default: string(p.Default),
		})
	}
	return out
}

func (c *Checker) fields(list []plan.FormField) (out []validate.FormField) {
	for _, f := range list {
		out = append(out, c.field(f))
	}
	return out
}

func (c *Checker) field(f plan.FormField) validate.FormField {
	out := validate.FormField{Name: f.Name, Others: f.Others, Kind: formKinds[f.Kind], List: f.List, Style: formStyles[f.Style], Fields: c.fields(f.Fields)}
	if f.Pattern != "" {
		out.Match = c.pattern(f.Pattern)
	}
	if f.Part != nil {
		part := validate.Part(*f.Part)
		out.Part = &part
	}
	return out
}

var places = map[string]validate.ParamIn{"path": validate.InPath, "query": validate.InQuery, "header": validate.InHeader, "cookie": validate.InCookie}

var formKinds = map[plan.FormKind]validate.FormKind{
	plan.FormText: validate.FormText, plan.FormScalar: validate.FormScalar, plan.FormJSON: validate.FormJSON,
	plan.FormObject: validate.FormObject, plan.FormOnlyJSON: validate.FormOnlyJSON, plan.FormNumberText: validate.FormNumberText,
	plan.FormBooleanText: validate.FormBooleanText, plan.FormScalarText: validate.FormScalarText,
}

var formStyles = map[plan.FormStyle]validate.FormStyle{
	"": validate.FormKeys, plan.FormKeys: validate.FormKeys, plan.FormComma: validate.FormComma, plan.FormSpace: validate.FormSpace,
	plan.FormPipe: validate.FormPipe, plan.FormDeep: validate.FormDeep, plan.FormSpread: validate.FormSpread,
	plan.FormBrackets: validate.FormBrackets, plan.FormLabel: validate.FormLabel, plan.FormMatrix: validate.FormMatrix,
}
