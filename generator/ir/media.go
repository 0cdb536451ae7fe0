package ir

import "strings"

// Media is what a body in a media type is made of.
type Media uint8

// The kinds of media types that oasmint tells apart.
const (
	MediaOther     Media = iota
	MediaJSON            // application/json, text/json
	MediaJSONBased       // of the suffix +json (RFC 6839)
	MediaForm            // application/x-www-form-urlencoded
	MediaMultipart       // multipart/form-data
	MediaXML             // application/xml, text/xml
	MediaText            // text/plain
	MediaBinary          // application/octet-stream
	MediaAny             // */*
)

// MediaOf tells what a media type is, its parameters and its case aside.
func MediaOf(mediaType string) Media {
	switch base := BaseMediaType(mediaType); base {
	case "application/json", "text/json":
		return MediaJSON
	case "application/x-www-form-urlencoded":
		return MediaForm
	case "multipart/form-data":
		return MediaMultipart
	case "application/xml", "text/xml":
		return MediaXML
	case "text/plain":
		return MediaText
	case "application/octet-stream":
		return MediaBinary
	case "*/*":
		return MediaAny
	default:
		if strings.HasSuffix(base, "+json") {
			return MediaJSONBased
		}
	}
	return MediaOther
}

// Media tells what the media type is.
func (m *MediaType) Media() Media { return MediaOf(m.Type) }

// IsText reports whether a body is a string as it is.
func (m *MediaType) IsText() bool {
	base := BaseMediaType(m.Type)
	return strings.HasPrefix(base, "text/") && base != "text/*" && base != "text/event-stream" && !m.Media().IsJSON() && !m.Stream
}

// IsJSON reports whether a body is a JSON text.
func (m Media) IsJSON() bool { return m == MediaJSON || m == MediaJSONBased }

// IsForm reports whether a body is a form (WHATWG URL, section 5).
func (m Media) IsForm() bool { return m == MediaForm }

// AsJSON reports whether a schema describes a body as it would JSON: that of a
// JSON text, or of a form.
func (m Media) AsJSON() bool { return m.IsJSON() || m == MediaForm }

// BaseMediaType is a media type in lower case, without its parameters.
func BaseMediaType(mediaType string) string {
	base, _, _ := strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(base))
}
