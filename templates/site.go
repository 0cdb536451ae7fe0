package templates

import "embed"

// Site holds the frame of the site's pages (site/page.html) and its assets: a
// style sheet, two scripts and an icon.
//
//go:embed site
var Site embed.FS
