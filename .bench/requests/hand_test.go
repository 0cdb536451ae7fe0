package requests

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/bench/made/requests/oasmint"
	"github.com/oasmint/oasmint/bench/made/requests/oasmint/server"
)

// byHand is what a server costs that somebody writes for these two requests alone: no router,
// no choice of media types, no violations that say where something is wrong. What an emitted
// server takes cannot be less.
type byHand struct{ ours }

var (
	jsonHeader = []string{"application/json"}
	rooms      = sync.Pool{New: func() any { return new([1024]byte) }}
)

func (h byHand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/api/")
	id, rest, _ := strings.Cut(rest, "/")
	switch {
	case ok && rest == "auth/token/fail" && r.Method == "POST":
		h.tokenFail(w, r, id)
	case ok && rest == "clients" && r.Method == "GET":
		h.clients(w, r, id)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (h byHand) tokenFail(w http.ResponseWriter, r *http.Request, id string) {
	room := rooms.Get().(*[1024]byte)
	defer rooms.Put(room)
	n := 0
	for {
		m, err := r.Body.Read(room[n:])
		if n += m; err == io.EOF {
			break
		}
		if err != nil || n == len(room) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	body, err := oasmint.DecodeTokenFailRequest(room[:n])
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	a, err := h.TokenFail(r.Context(), &server.TokenFailCall{Params: oasmint.TokenFailParams{ServiceID: id}, Body: body})
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	out := room[:0]
	answer := a.(*server.TokenFail200)
	for i, field := range [...]struct {
		name  string
		value string
	}{
		{`"resultCode":"`, *answer.Body.ResultCode}, {`"resultMessage":"`, *answer.Body.ResultMessage},
		{`"action":"`, string(*answer.Body.Action)}, {`"responseContent":"`, *answer.Body.ResponseContent},
	} {
		out = append(out, "{,"[min(i, 1)])
		out = append(out, field.name...)
		for i := range len(field.value) {
			if c := field.value[i]; c == '"' || c == '\\' {
				out = append(out, '\\')
			}
			out = append(out, field.value[i])
		}
		out = append(out, '"')
	}
	out = append(out, '}')
	header := w.Header()
	header["Content-Type"] = jsonHeader
	header["Content-Length"] = []string{strconv.Itoa(len(out))}
	w.WriteHeader(http.StatusOK)
	w.Write(out)
}

func (h byHand) clients(w http.ResponseWriter, r *http.Request, id string) {
	c := &server.FindClientsCall{Params: oasmint.FindClientsParams{ServiceID: id}}
	p, bad := &c.Params, false
	number := func(text string, least int) *int32 {
		n, err := strconv.ParseInt(text, 10, 32)
		bad = bad || err != nil || int(n) < least
		v := int32(n)
		return &v
	}
	rest, more := r.URL.RawQuery, true
	for more {
		var pair string
		pair, rest, more = strings.Cut(rest, "&")
		key, text, _ := strings.Cut(pair, "=")
		switch key {
		case "developer":
			out := make([]byte, 0, len(text))
			for i := 0; i < len(text); i++ {
				if text[i] == '%' && i+2 < len(text) {
					n, err := strconv.ParseUint(text[i+1:i+3], 16, 8)
					bad = bad || err != nil
					out = append(out, byte(n))
					i += 2
				} else {
					out = append(out, text[i])
				}
			}
			v := string(out)
			p.Developer = &v
			bad = bad || len(v) > 100
		case "start":
			p.Start = number(text, 0)
		case "end":
			p.End = number(text, 1)
		case "type":
			if p.Type == nil {
				p.Type = make([]oasmint.FindClientsTypeItem, 0, 2)
			}
			p.Type = append(p.Type, oasmint.FindClientsTypeItem(text))
			bad = bad || text != "PUBLIC" && text != "CONFIDENTIAL" || len(p.Type) > 2
		}
	}
	if lines := r.Header["X-Request-Id"]; len(lines) == 1 {
		p.XRequestID = &lines[0]
		bad = bad || len(lines[0]) < 8
	}
	if bad {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if _, err := h.FindClients(r.Context(), c); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
