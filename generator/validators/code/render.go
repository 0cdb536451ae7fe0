package code

import (
	"bytes"
	"io"

	"github.com/dave/jennifer/jen"
)

// Declarations are written while those after them are put together: to write and format
// them takes about as long as that.

// atOnce is how many declarations are written together.
const atOnce = 100

// writer writes the declarations of a file, in their order.
type writer struct {
	file  *jen.File     // its head and, where it is not formatted, all of it
	added jen.Statement // the last declarations
	parts []*part       // those before them
}

// part is the text of declarations. It is there when done is closed.
type part struct {
	done  chan struct{}
	text  []byte
	err   error
	fault any // what a panic was of, which is the caller's to have
}

// add writes a declaration.
func (w *writer) add(declaration jen.Code) {
	if w.file.NoFormat {
		w.file.Add(declaration).Line()
		return
	}
	w.added = append(w.added, declaration, jen.Line(), jen.Line())
	if len(w.added) >= 3*atOnce {
		w.write()
	}
}

// write begins to write the declarations that were added, when those before them are
// written, by the same imports.
func (w *writer) write() {
	if len(w.added) == 0 {
		return
	}
	added, before := w.added, make(chan struct{})
	if len(w.parts) > 0 {
		before = w.parts[len(w.parts)-1].done
	} else {
		close(before)
	}
	p := &part{done: make(chan struct{})}
	w.added, w.parts = nil, append(w.parts, p)
	go func() {
		defer close(p.done)
		defer func() { p.fault = recover() }()
		<-before
		var text bytes.Buffer
		p.err = added.RenderWithFile(&text, w.file)
		p.text = bytes.TrimSpace(text.Bytes())
	}()
}

// render writes the file.
func (w *writer) render(to io.Writer) error {
	w.write()
	for _, p := range w.parts {
		<-p.done
		switch {
		case p.fault != nil:
			panic(p.fault)
		case p.err != nil:
			return p.err
		}
	}
	if err := w.file.Render(to); err != nil { // its head, and the imports that were met
		return err
	}
	for _, p := range w.parts {
		for _, text := range [...][]byte{{'\n'}, p.text, {'\n'}} {
			if _, err := to.Write(text); err != nil {
				return err
			}
		}
	}
	return nil
}
