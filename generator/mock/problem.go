package mock

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/oasmint/oasmint/generator/validate"
)

// What is refused: problem details (RFC 9457).

// problem is an answer that the document does not describe.
type problem struct {
	status int
	detail string // it holds nothing of what was sent
	header http.Header
}

// Error is the detail.
func (p *problem) Error() string { return p.detail }

// writeProblem answers with an error: a *problem, or [validate.Errors] with 400.
func writeProblem(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	var body any = err // validate.Errors
	var p *problem
	if errors.As(err, &p) {
		status = p.status
		for name, values := range p.header {
			w.Header()[name] = values
		}
		body = struct {
			Type   string `json:"type"`
			Title  string `json:"title"`
			Status int    `json:"status"`
			Detail string `json:"detail"`
		}{"about:blank", http.StatusText(status), status, p.detail}
	}
	data, err := json.Marshal(body)
	if err != nil { // neither has what cannot be written
		panic(err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	w.Write(data)
}

var _ json.Marshaler = validate.Errors{}
