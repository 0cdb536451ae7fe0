// Reading JSON (RFC 8259).

package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// maxDepth bounds nesting, in JSON and in YAML. No real document comes near,
// and a hostile one could otherwise exhaust the stack, which ends the process.
const maxDepth = 1000

func parseJSON(data []byte, dup *duplicates) (*Node, error) {
	p := &jsonParser{data: data, dec: json.NewDecoder(bytes.NewReader(data)), dup: dup, line: 1}
	p.dec.UseNumber()
	root, err := p.value("", 0)
	if err != nil {
		return nil, err
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, p.fail("unexpected text after the document")
	}
	return root, nil
}

type jsonParser struct {
	data []byte
	dec  *json.Decoder
	dup  *duplicates

	at, line, lineStart int // the offset up to which lines are counted, and the line there
}

// position returns where the next token begins: the decoder has read up to the
// end of the last one, and white space, commas and colons may lie between.
func (p *jsonParser) position() (line, column int) {
	p.count(int(p.dec.InputOffset()))
	for p.at < len(p.data) {
		switch p.data[p.at] {
		case '\n':
			p.line, p.lineStart = p.line+1, p.at+1
		case ' ', '\t', '\r', ',', ':':
		default:
			return p.line, p.at - p.lineStart + 1
		}
		p.at++
	}
	return p.line, p.at - p.lineStart + 1
}

// count counts the lines up to an offset.
func (p *jsonParser) count(to int) {
	for p.at < to {
		i := bytes.IndexByte(p.data[p.at:to], '\n')
		if i < 0 {
			p.at = to
			return
		}
		p.at += i + 1
		p.line, p.lineStart = p.line+1, p.at
	}
}

func (p *jsonParser) fail(message string) error {
	line, column := p.position()
	return &syntaxError{line: line, column: column, message: message}
}

func (p *jsonParser) token() (json.Token, error) {
	t, err := p.dec.Token()
	if err == nil {
		return t, nil
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		p.count(int(syntax.Offset) - 1)
		return nil, &syntaxError{line: p.line, column: p.at - p.lineStart + 1, message: syntax.Error()}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		p.count(len(p.data))
		return nil, &syntaxError{line: p.line, column: p.at - p.lineStart + 1, message: "the document ends too early"}
	}
	return nil, p.fail(err.Error())
}

func (p *jsonParser) value(pointer string, depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, p.fail("nested too deep (more than " + strconv.Itoa(maxDepth) + " levels; no option raises this limit)")
	}
	line, column := p.position()
	t, err := p.token()
	if err != nil {
		return nil, err
	}
	n := &Node{Line: line, Column: column}
	switch t := t.(type) {
	case nil:
		n.Kind = Null
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(t)
	case json.Number:
		n.Kind, n.Text = Number, t.String()
	case string:
		n.Kind, n.Text = String, t
	case json.Delim:
		if t == '[' {
			n.Kind = Array
			for p.dec.More() {
				item, err := p.value(pointer+"/"+strconv.Itoa(len(n.Items)), depth+1)
				if err != nil {
					return nil, err
				}
				n.Items = append(n.Items, item)
			}
		} else {
			n.Kind = Object
			for p.dec.More() {
				if err := p.member(n, pointer, depth); err != nil {
					return nil, err
				}
			}
			finish(n, p.dup, pointer)
		}
		if _, err := p.token(); err != nil { // the closing bracket
			return nil, err
		}
	}
	return n, nil
}

func (p *jsonParser) member(n *Node, pointer string, depth int) error {
	line, column := p.position()
	t, err := p.token()
	if err != nil {
		return err
	}
	key, _ := t.(string) // the decoder refuses other keys
	value, err := p.value(pointer+"/"+EscapeToken(key), depth+1)
	if err != nil {
		return err
	}
	n.Members = append(n.Members, Member{Key: key, Value: value, Line: line, Column: column})
	return nil
}
