//go:build !linux

// This file stands in for hugepages_linux.go elsewhere.

package main

// hugePages does nothing: other systems have no such pages to ask for.
func hugePages(int64) {}
