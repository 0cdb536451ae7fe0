// This file serves HTTP while a command runs.

package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"
)

// lastAnswers is how long answers may take that are under way when a command ends.
const lastAnswers = 2 * time.Second

// serve answers requests while run runs.
func (s *session) serve(listener net.Listener, server *http.Server, run func() error) error {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	server.ReadHeaderTimeout, server.IdleTimeout = 10*time.Second, 2*time.Minute
	server.BaseContext = func(net.Listener) context.Context { return ctx } // ends the event streams
	server.ErrorLog = log.New(s.stderr, "", 0)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	err := run()
	stop()
	last, done := context.WithTimeout(context.WithoutCancel(ctx), lastAnswers)
	defer done()
	if server.Shutdown(last) != nil { // answers that are under way have had their time
		if err := server.Close(); err != nil {
			return err
		}
	}
	if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
