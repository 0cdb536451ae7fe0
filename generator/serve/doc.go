// Package serve is what emitted servers are made of: a router, and the way of a request
// from there to a handler and back. It is copied into the emitted package server, all
// but this file, and knows nothing of one API: that is a table of [Operation].
package serve
