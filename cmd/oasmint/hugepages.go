//go:build !linux

package main

// hugePages does nothing: other systems have no such pages to ask for.
func hugePages(int64) {}
