// This file makes names for files from names of things.

package output

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// maxStem is how many bytes a name may have: with an ending, and the hash that is
// shorter than that, it is below the 255 that file systems take.
const maxStem = 100

// Stem returns the name of a file, without its ending, for the thing called of: base,
// where any file system takes that and no file of taken has it. Otherwise a hash of
// the thing's name is a part of it. It is added to taken, in lower case, since not all
// file systems tell cases apart.
func Stem(base, of string, taken map[string]bool) string {
	if base == "" || len(base) > maxStem || taken[strings.ToLower(base)] || device.MatchString(base) {
		sum := sha256.Sum256([]byte(of))
		first, rest, _ := strings.Cut(base, ".")
		base = strings.ToValidUTF8(first[:min(len(first), maxStem)], "") + "-" + hex.EncodeToString(sum[:4])
		if rest != "" {
			base += "." + rest
		}
		base = strings.Trim(base, "-")
	}
	taken[strings.ToLower(base)] = true
	return base
}

// device matches what Windows takes for a device, whatever follows the dot.
var device = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)`)
