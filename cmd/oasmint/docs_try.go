// This file is what makes the pages of docs send requests ("Try it"), for docs serve and
// docs build.

package main

import (
	"fmt"
	"net"
	"sync/atomic"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/mock"
	"github.com/oasmint/oasmint/generator/site"
)

// tryFlags let pages send requests. Without them, no page connects to anything.
type tryFlags struct {
	Try       bool     `help:"Let readers send requests from the pages of operations, to the servers of the document and to this machine."`
	TryServer []string `placeholder:"URL" sep:"none" help:"With --try: to this server too; may be given several times."`
}

// options are what the pages are to do; nil without --try.
func (f *tryFlags) options() (*site.Try, error) {
	if !f.Try {
		if len(f.TryServer) > 0 {
			return nil, usagef("--try-server goes with --try")
		}
		return nil, nil
	}
	for _, server := range f.TryServer {
		if wrong := site.CheckServer(server); wrong != "" {
			return nil, usagef("--try-server %s: %s", server, wrong)
		}
	}
	return &site.Try{Servers: f.TryServer}, nil
}

// tryMock is a mock of the document, beside the docs that are served: an origin of its own,
// since what it answers comes from the document.
type tryMock struct {
	listener net.Listener
	current  atomic.Pointer[mock.Handler]
}

// newTryMock listens on a port of 127.0.0.1 that is free.
func newTryMock() (*tryMock, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("a mock cannot listen: %w", err)
	}
	return &tryMock{listener: listener}, nil
}

func (m *tryMock) url() string { return "http://" + m.listener.Addr().String() }

// update has the mock serve another API. What of it cannot be answered is told by the
// command mock.
func (m *tryMock) update(api *ir.API) {
	m.current.Store(mock.New(api, mock.Options{CORS: true}, &diag.List{}))
}
