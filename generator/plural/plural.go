// Package plural says how many there are of a thing: "1 file", "2 files". All that the
// program counts for a reader goes through it.
package plural

import "fmt"

// Of is a number and what it counts.
func Of[N int | int64 | uint64](n N, one, many string) string {
	if n == 1 {
		many = one
	}
	return fmt.Sprintf("%d %s", n, many)
}
