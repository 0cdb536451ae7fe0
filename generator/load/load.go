// Package load reads an OpenAPI document and the files it refers to, and says
// whether it can be used.
//
// # Two readings of one document
//
// A [Document] holds the source trees, which keep the order of keys, the
// digits of numbers and every position: names, types, validators and docs are
// made from these. kin-openapi loads the same bytes as well, and judges them by
// the OpenAPI specification ([Document.Check]); what it finds comes back as
// diagnostics. Its types drop the order of keys and exact numbers, and it stops
// at the first value of a wrong type, so that nothing is lowered from them.
//
// # References
//
// A `$ref` may lead anywhere in the document, to other files and, where the
// user allows it, to other hosts ([Document.Resolve]). It is a JSON Pointer,
// or goes by $id, $anchor or $dynamicAnchor (identify.go).
package load

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/source"
)

// Input says where the document comes from.
type Input struct {
	Name        string      // for positions: a path as the user wrote it, or "-"
	Path        string      // the file to read, or its URL, when Data is nil; relative references start from it
	Data        []byte      // the document itself, when it does not come from a file
	Tree        *files.Tree // what references are read from in place of the disk, when Data is of a revision
	Root        string      // the folder that references stay below; "" is that of the document
	AllowRemote []string    // the hosts that references by http and https may lead to
	Limits      files.Limits
	Bounds      limits.Limits                        // of what the documents ask for
	Ask         files.Asking                         // when other hosts are asked
	Cache       func(name string) (files.Kept, bool) // what is kept of them; see [files.Remote]
	Overlays    []Overlay                            // applied in order, before anything else
	Past        bool                                 // it is an earlier version: overlays need not fit it
}

// Document is a loaded document.
type Document struct {
	Root    *source.File
	OpenAPI string // the version as written: 3.0.x or 3.1.x
	data    []byte // of Root; after overlays or a conversion, indented JSON of what it then is
	remade  bool   // data is not what was read
	input   Input
	ctx     context.Context
	below   files.Root    // where references to files lead to
	remote  *files.Remote // where those to other hosts do

	raw      []byte // of Root, as it was read
	overlays []Source
	warnings diag.List
	moved    map[string]place                   // where what has an ID is at home; see link
	anchors  map[*source.File]map[string]string // pointers by names; see identify
	named    map[*source.File]*identifier       // likewise

	mu      sync.Mutex
	entered map[string]diag.Position // see Entered
	files   map[string]*readFile     // by URI
}

// readFile is a file that was read, or why it could not be.
type readFile struct {
	file *source.File
	data []byte
	err  error
}

// Is30 reports whether the document is written in OpenAPI 3.0's dialect.
func (d *Document) Is30() bool { return strings.HasPrefix(d.OpenAPI, "3.0.") || d.OpenAPI == "3.0" }

// Is32 reports whether the document is written in OpenAPI 3.2's dialect.
func (d *Document) Is32() bool { return strings.HasPrefix(d.OpenAPI, "3.2.") || d.OpenAPI == "3.2" }

// Load reads the document. Where it cannot be used the error is [diag.Errors]
// with the position of the cause.
func Load(ctx context.Context, in Input) (*Document, error) {
	if in.Name == "" {
		in.Name = in.Path
	}
	d := &Document{input: in, ctx: ctx, files: map[string]*readFile{}, entered: map[string]diag.Position{}, moved: map[string]place{},
		anchors: map[*source.File]map[string]string{}, named: map[*source.File]*identifier{},
		remote: &files.Remote{Hosts: in.AllowRemote, Limits: in.Limits, Ask: in.Ask, Cache: in.Cache}}
	data, uri, err := in.Data, "", error(nil)
	if files.IsURL(in.Path) {
		at, err := url.Parse(in.Path)
		if err != nil {
			return nil, unreadable(in.Name, err)
		}
		at.Fragment = ""
		d.remote.Hosts = append(slices.Clone(in.AllowRemote), at.Host) // it is named by being the document's
		uri, in.Name = at.String(), at.Redacted()
		if data, err = d.remote.Read(ctx, at); err != nil {
			return nil, unreadable(in.Name, err)
		}
	} else if in.Path != "" {
		abs, err := filepath.Abs(in.Path)
		if err != nil {
			return nil, unreadable(in.Name, err)
		}
		uri = fileURI(abs)
		if data == nil {
			if data, err = in.Limits.Read(in.Path); err != nil {
				return nil, unreadable(in.Name, err)
			}
		}
	} else {
		wd, err := os.Getwd()
		if err != nil {
			return nil, unreadable(in.Name, err)
		}
		uri = fileURI(filepath.Join(wd, "-")) // references start from the working folder
	}
	if d.below, err = rootOf(in); err != nil {
		return nil, unreadable(in.Name, err)
	}
	root, err := source.Parse(in.Name, uri, data)
	if err != nil {
		return nil, err
	}
	d.Root, d.data, d.raw = root, root.Data, data
	d.report(root)
	if err := d.within(root, len(data)); err != nil {
		return nil, err
	}
	if err := d.applyOverlays(); err != nil {
		return nil, err
	}
	if err := d.convert(); err != nil {
		return nil, err
	}
	d.files[uri] = &readFile{file: root, data: d.data}
	if err := d.checkVersion(); err != nil {
		return nil, err
	}
	if d.identify(root); d.anchors[root] != nil {
		d.render()
	}
	if err := d.link(); err != nil {
		return nil, err
	}
	return d, nil
}

// rootOf is the folder that references stay below.
func rootOf(in Input) (files.Root, error) {
	dir := in.Root
	if dir == "" && in.Path != "" && !files.IsURL(in.Path) {
		dir = filepath.Dir(in.Path)
	}
	abs, err := filepath.Abs(dir) // of "" it is the working folder
	return files.Root{Dir: abs, Limits: in.Limits, Tree: in.Tree}, err
}

// unreadable is the error of a document that cannot be read.
func unreadable(name string, err error) error {
	return failure(diag.Position{File: name}, "unreadable", "cannot read the document: "+reason(err), "")
}

// reason is the message of a file error without the path: the diagnostic's
// position has it, as the user wrote it.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

func quote(s string) string { return strconv.Quote(s) }

// failure is the error that ends the loading.
func failure(at diag.Position, code, message, hint string) error {
	return diag.Errors{{Severity: diag.Error, Position: at, Code: code, Message: message, Hint: hint}}
}

// checkVersion refuses what is no OpenAPI 3 document.
func (d *Document) checkVersion() error {
	root := d.Root.Cursor()
	const expected = "expected an OpenAPI 3.0, 3.1 or 3.2 document"
	if root.Node.Kind != source.Object {
		return failure(root.Position(), "not-openapi", "the document is "+root.Node.Kind.String()+", not an object", expected)
	}
	if v := root.Key("swagger"); v.Node != nil {
		return failure(v.Position(), "swagger-2", "this is a Swagger "+v.Node.Text+" document",
			"expected Swagger 2.0, which is converted, or OpenAPI 3")
	}
	v := root.Key("openapi")
	if v.Node == nil {
		return failure(root.Position(), "not-openapi", "there is no \"openapi\" version", expected)
	}
	d.OpenAPI = v.Node.Text
	if v.Node.Kind != source.String && v.Node.Kind != source.Number {
		return failure(v.Position(), "openapi-version", "\"openapi\" is "+v.Node.Kind.String()+", not a version", expected)
	}
	for _, known := range []string{"3.0", "3.1", "3.2"} {
		if d.OpenAPI == known || strings.HasPrefix(d.OpenAPI, known+".") {
			return nil
		}
	}
	return failure(v.Position(), "openapi-version", fmt.Sprintf("OpenAPI version %q is not supported", d.OpenAPI), expected)
}

// Resolve follows a reference that is written at from (RFC 3986, section 5;
// fragments are JSON Pointers, RFC 6901, section 6). What a component or a path has
// in a file of its own is found in that component. The error says what is wrong
// with the reference, without a position: that is from's.
func (d *Document) Resolve(from source.Cursor, ref string) (source.Cursor, error) {
	c, err := d.lookup(from, ref)
	if err != nil {
		return c, err
	}
	return d.home(c), nil
}

// lookup is Resolve as things are written.
func (d *Document) lookup(from source.Cursor, ref string) (source.Cursor, error) {
	target, fragment, _ := strings.Cut(ref, "#")
	file := from.Base()
	if target != "" {
		var err error
		if file, err = d.file(file.URI, target); err != nil {
			return source.Cursor{}, err
		}
	}
	pointer := unescape(fragment)
	if pointer != "" && pointer[0] != '/' {
		d.mu.Lock()
		named, ok := d.anchors[file][pointer]
		d.mu.Unlock()
		if !ok {
			return source.Cursor{}, fmt.Errorf("there is no $anchor %q", pointer)
		}
		pointer, fragment = named, named
	}
	if file != from.Base() {
		d.enter(file.URI, from.Position())
	}
	c, err := file.Lookup(pointer)
	d.crossed(from, c)
	if err != nil && pointer != fragment {
		// In a pointer that is not percent-encoded, a % may be part of a key.
		if raw, rawErr := file.Lookup(fragment); rawErr == nil {
			return raw, nil
		}
	}
	return c, err
}

// enter remembers the first reference that leads to a file.
func (d *Document) enter(uri string, at diag.Position) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.entered[uri]; !ok {
		d.entered[uri] = at
	}
}

// Entered is where the first reference stands that leads to a file.
func (d *Document) Entered(uri string) diag.Position {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.entered[uri]
}

// Origin is where a place is written that may have been moved to the component or path
// that it is: the URI of the file, and the pointer in it.
func (d *Document) Origin(c source.Cursor) (uri, pointer string) {
	uri, pointer = c.File.URI, c.Pointer
	longest := -1
	for id, to := range d.moved {
		rest, below := strings.CutPrefix(c.Pointer, to.pointer)
		if to.file != c.File || !below || rest != "" && rest[0] != '/' || len(to.pointer) <= longest {
			continue
		}
		longest = len(to.pointer)
		file, at, _ := strings.Cut(id, "#")
		uri, pointer = file, at+rest
	}
	return uri, pointer
}

var percentEncoded = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// unescape undoes percent-encoding (RFC 6901, section 6). A % without two
// digits stays: pointers are often written without the encoding.
func unescape(fragment string) string {
	return percentEncoded.ReplaceAllStringFunc(fragment, func(s string) string {
		out, err := url.PathUnescape(s)
		if err != nil {
			return s
		}
		return out
	})
}

// file reads the file that target names, relative to base.
func (d *Document) file(base, target string) (*source.File, error) {
	b, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	t, err := url.Parse(filepath.ToSlash(target))
	if err != nil {
		return nil, fmt.Errorf("%q is not a URI reference: %w", target, err)
	}
	uri := b.ResolveReference(t)
	if isRemote(b) && !isRemote(uri) {
		return nil, fmt.Errorf("a document of another host (%s) refers to a %s: URI, which is refused", b.Host, uri.Scheme)
	}
	got := d.read(uri)
	return got.file, got.err
}

// read reads a file the first time, and returns the same outcome from then on.
func (d *Document) read(uri *url.URL) *readFile {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := uri.String()
	if got, ok := d.files[key]; ok {
		return got
	}
	got := &readFile{}
	d.files[key] = got
	if got.data, got.err = d.fetch(uri); got.err == nil {
		if isText(uri.Path) {
			got.file = source.Text(d.name(uri), key, got.data)
		} else if got.file, got.err = source.Parse(d.name(uri), key, got.data); got.err == nil {
			d.report(got.file)
			if got.err = d.within(got.file, len(got.data)); got.err == nil {
				d.identify(got.file)
			}
		}
	}
	return got
}

// isText reports whether a file is a text by its name: what a description refers to.
func isText(file string) bool {
	return slices.Contains([]string{".md", ".markdown", ".txt"}, strings.ToLower(path.Ext(file)))
}

// fetch reads the bytes behind a URI, as far as the user allows it.
func (d *Document) fetch(uri *url.URL) ([]byte, error) {
	switch {
	case isRemote(uri):
		return d.remote.Read(d.ctx, uri)
	case uri.Scheme != "file" && uri.Scheme != "":
		return nil, fmt.Errorf("references to %s: URIs are not supported", uri.Scheme)
	case uri.Host != "" && uri.Host != "localhost":
		return nil, fmt.Errorf("a reference to a file of another host (%s) is not supported", uri.Host)
	}
	data, err := d.below.Read(filepath.FromSlash(uri.Path))
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %s", d.name(uri), reason(err))
	}
	return data, nil
}

func isRemote(uri *url.URL) bool { return uri.Scheme == "http" || uri.Scheme == "https" }

// name is what positions call a file: its path as the user would write it, who
// named the document as it is in d.input.Name.
func (d *Document) name(uri *url.URL) string {
	if uri.Scheme != "file" && uri.Scheme != "" {
		return uri.Redacted()
	}
	path := filepath.FromSlash(uri.Path)
	if d.input.Tree != nil {
		if name, ok := d.input.Tree.NameOf(path); ok {
			return name
		}
	}
	if d.Root == nil || d.input.Path == "" {
		return filepath.Base(path)
	}
	abs, err := filepath.Abs(d.input.Path)
	if err != nil {
		return filepath.Base(path)
	}
	rel, err := filepath.Rel(filepath.Dir(abs), path)
	if err != nil {
		return filepath.Base(path)
	}
	return filepath.ToSlash(filepath.Join(filepath.Dir(d.input.Name), rel))
}

// report takes over what was mended in a file.
func (d *Document) report(f *source.File) {
	for _, m := range f.Mended {
		d.warnings.Add(m)
	}
}

// Warnings are what there is to say of how the document is written, and was not said by
// an earlier call: files are read while references are followed.
func (d *Document) Warnings() diag.List {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := d.warnings
	d.warnings = diag.List{}
	return out
}

// Place is what a place of the document is called in configurations and locks: its
// pointer or, in another file, the file's path from the document's folder, a '#', and
// the pointer.
func (d *Document) Place(c source.Cursor) string {
	if c.File == d.Root {
		return c.Pointer
	}
	name := c.File.URI
	root, err := url.Parse(d.Root.URI)
	file, fileErr := url.Parse(c.File.URI)
	if err == nil && fileErr == nil && root.Scheme == file.Scheme && root.Host == file.Host {
		if rel, err := filepath.Rel(path.Dir(root.Path), file.Path); err == nil {
			name = filepath.ToSlash(rel)
		}
	}
	return name + "#" + c.Pointer
}

// Data returns the document's bytes, after overlays.
func (d *Document) Data() []byte { return d.data }

// Source is a file that was read.
type Source struct {
	Name string // as positions call it
	Data []byte
	Kept string // of another host: the name of what is kept of it, see [files.CacheName]
}

// kept is what a file goes by in the cache; "" for one that stands here.
func kept(f *source.File) string {
	if uri, err := url.Parse(f.URI); err == nil && isRemote(uri) {
		return files.CacheName(uri)
	}
	return ""
}

// Kept is what was read from other hosts, or of them from the cache.
func (d *Document) Kept() map[string]files.Kept { return d.remote.Kept() }

// Sources returns what was read: the document first, then overlays and the
// files it refers to, by name.
func (d *Document) Sources() []Source {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := append([]Source{{d.Root.Name, d.raw, kept(d.Root)}}, d.overlays...)
	for _, got := range d.files {
		if got.file != nil && got.file != d.Root {
			out = append(out, Source{got.file.Name, got.data, kept(got.file)})
		}
	}
	slices.SortFunc(out[1:], func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Files lists the names of the sources.
func (d *Document) Files() []string {
	var out []string
	for _, s := range d.Sources() {
		out = append(out, s.Name)
	}
	return out
}

// fileURI returns the file: URI of an absolute path (RFC 8089).
func fileURI(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}
