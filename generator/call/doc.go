// Package call is what emitted clients are made of: a request on its way to a server,
// and the answer on its way back. It is copied into the emitted package client, all but
// this file, and knows nothing of one API: that is a table of operations.
package call
