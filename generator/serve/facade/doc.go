// Package facade is what users of an emitted server call besides what is emitted for its
// API. It is copied into the emitted package server, all but this file; the package that it
// is in front of becomes one of its own below, so that Go compiles it once, and beside the
// types.
package facade
