package output

// File is one file to be written.
type File struct {
	Path string // slash-separated, from the folder that the run is about
	Data []byte
}
