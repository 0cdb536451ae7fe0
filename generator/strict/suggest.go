// This file finds the word that was probably meant.

package strict

// nearest returns the one of words that is at most two edits away from word
// and nearest to it, or "".
func nearest(word string, words []string) string {
	best, found := 3, ""
	for _, w := range words {
		if d := distance(word, w); d < best && d < len(w) {
			best, found = d, w
		}
	}
	return found
}

// distance is the Levenshtein distance of a and b, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			substitute := diagonal
			if a[i] != b[j] {
				substitute++
			}
			diagonal = row[j+1]
			row[j+1] = min(substitute, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
