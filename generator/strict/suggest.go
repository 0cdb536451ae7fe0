// This file finds the word that was probably meant.

package strict

import "github.com/agnivade/levenshtein"

// nearest returns the one of words that is at most two edits away from word
// and nearest to it, or "".
func nearest(word string, words []string) string {
	best, found := 3, ""
	for _, w := range words {
		if d := levenshtein.ComputeDistance(word, w); d < best && d < len(w) {
			best, found = d, w
		}
	}
	return found
}
