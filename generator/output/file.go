package output

// File is one file to be written.
type File struct {
	Path string // slash-separated, relative to the folder that the run is about
	Data []byte
}
