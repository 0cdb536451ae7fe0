package call

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
)

// Answers that go on: server-sent events (WHATWG HTML, section 9.2.6), and JSON texts
// one after the other.

// MaxEvent is how many bytes an event, or a JSON text of a sequence, may have.
const MaxEvent = 10 << 20

// An Event is a server-sent event.
type Event struct {
	Type  string        // "message" where the server names none
	Data  string        // its lines, with line feeds between them
	ID    string        // of this event, or of the last that had one
	Retry time.Duration // that the server asks for before a client connects again; 0: nothing
}

// Events reads server-sent events from a stream, and closes it in the end. An error is
// the last that it gives.
func Events(stream io.ReadCloser) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		defer stream.Close()
		lines := bufio.NewScanner(stream)
		lines.Buffer(nil, MaxEvent)
		lines.Split(splitLines())
		var e Event
		var data strings.Builder
		begun, first := false, true
		for lines.Scan() {
			line := lines.Text()
			if first {
				line, first = strings.TrimPrefix(line, "\ufeff"), false
			}
			if line == "" {
				if begun {
					e.Data = strings.TrimSuffix(data.String(), "\n")
					if e.Type == "" {
						e.Type = "message"
					}
					if !yield(e, nil) {
						return
					}
				}
				e = Event{ID: e.ID}
				data.Reset()
				begun = false
				continue
			}
			field, value, _ := strings.Cut(line, ":")
			value = strings.TrimPrefix(value, " ")
			switch field {
			case "event":
				e.Type = value
			case "data":
				begun = true
				if data.Len()+len(value) > MaxEvent {
					yield(Event{}, ErrTooLarge)
					return
				}
				data.WriteString(value + "\n")
			case "id":
				if !strings.Contains(value, "\x00") {
					e.ID = value
				}
			case "retry":
				if ms, err := strconv.ParseUint(value, 10, 31); err == nil {
					e.Retry = time.Duration(ms) * time.Millisecond
				}
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(Event{}, ErrTooLarge)
		} else if err != nil {
			yield(Event{}, err)
		}
	}
}

// splitLines splits at CR, LF and CRLF. A CR ends a line before it is known whether an
// LF follows, so that an event is not held back.
func splitLines() bufio.SplitFunc {
	afterCR := false
	return func(data []byte, atEOF bool) (int, []byte, error) {
		skip := 0
		if afterCR && len(data) > 0 {
			afterCR = false
			if data[0] == '\n' {
				skip = 1
			}
		}
		if i := bytes.IndexAny(data[skip:], "\r\n"); i >= 0 {
			afterCR = data[skip+i] == '\r'
			return skip + i + 1, data[skip : skip+i], nil
		}
		// A line that does not end belongs to no event.
		if atEOF {
			return len(data), nil, nil
		}
		return skip, nil, nil
	}
}

// events is a call that is answered with server-sent events. It is made when the
// sequence is read, each time anew.
func events(x *call, params parameters) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		from, err := stream(x, params)
		if err != nil {
			yield(Event{}, err)
			return
		}
		if from == nil {
			return
		}
		Events(from)(func(e Event, err error) bool {
			if err != nil {
				err = &Error{Operation: x.op.name, Err: err, stage: "no further event"}
			}
			return yield(e, err)
		})
	}
}

// sequence is a call that is answered with JSON texts, which decode makes pointers to values
// of.
func sequence[T any](x *call, params parameters, decode func([]byte, bool) (any, error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		from, err := stream(x, params)
		if err != nil {
			yield(nil, err)
			return
		}
		if from == nil {
			return
		}
		defer from.Close()
		texts := json.NewDecoder(&textReader{r: from})
		for {
			var text json.RawMessage
			if err := texts.Decode(&text); err == io.EOF {
				return
			} else if err != nil {
				yield(nil, &Error{Operation: x.op.name, Err: err, stage: "no further text"})
				return
			}
			v, err := decode(text, !x.unchecked)
			item, _ := v.(*T)
			if err != nil {
				err = &Error{Operation: x.op.name, Value: v, Err: err, stage: "a text of the sequence"}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// textReader reads texts with the record separators of RFC 7464 as space.
type textReader struct {
	r io.Reader
}

func (t *textReader) Read(b []byte) (int, error) {
	n, err := t.r.Read(b)
	for i := range b[:n] {
		if b[i] == 0x1e {
			b[i] = ' '
		}
	}
	return n, err
}
