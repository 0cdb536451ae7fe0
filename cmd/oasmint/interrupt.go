// This file ends what only computes at the first signal, wherever it is: libraries that
// read, format and compare look at no context. Nothing is written then, so that it can be
// left where it is until the process exits.

package main

import (
	"context"
	"fmt"
	"time"
)

// grace is how long a computation has, after a signal, to end by itself: to end the
// commands of exec that it runs.
const grace = 200 * time.Millisecond

// computed returns what compute gives, or an error once the context is done.
func computed[T any](ctx context.Context, compute func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := compute()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
	}
	select {
	case o := <-done:
		return o.value, o.err
	case <-time.After(grace):
		return *new(T), fmt.Errorf("stopped: %w", context.Cause(ctx))
	}
}
