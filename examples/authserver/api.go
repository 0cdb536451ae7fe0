package main

// This file calls the API.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/oasmint/oasmint/generated/authlete/validate"
)

// api is a service of the Authlete API.
type api struct {
	base   string // the URL of the service: https://us.authlete.com/api/715948317
	token  string // its access token
	client *http.Client
}

// apiError says that a call came to nothing. It holds no values.
type apiError struct {
	path string
	err  error
}

func (e *apiError) Error() string { return e.path + ": " + e.err.Error() }

func (e *apiError) Unwrap() error { return e.err }

// checked is a request that knows what is wrong with it.
type checked interface {
	Validate(...validate.Option) error
}

// call sends a request, which is checked before, and decodes the response.
func call[T any](ctx context.Context, a *api, path string, req checked, decode func([]byte, ...validate.Option) (T, error)) (*T, error) {
	if err := req.Validate(); err != nil {
		return nil, &apiError{path, err}
	}
	body, err := json.Marshal(req)
	if err != nil {
		return nil, &apiError{path, err}
	}
	text, err := a.do(ctx, http.MethodPost, path, body)
	if err != nil {
		return nil, err
	}
	res, err := decode(text)
	if err != nil {
		return nil, &apiError{path, err}
	}
	return &res, nil
}

func (a *api) get(ctx context.Context, path string) ([]byte, error) {
	return a.do(ctx, http.MethodGet, path, nil)
}

func (a *api) do(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, a.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, &apiError{path, err}
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := a.client.Do(req)
	if err != nil {
		return nil, &apiError{path, err}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", res.StatusCode)
	}
	if err != nil {
		return nil, &apiError{path, err}
	}
	return text, nil
}
