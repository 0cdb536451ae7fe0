package output

// File is one file to be written.
type File struct {
	Path string // slash-separated, from the folder that the run is about
	Data []byte

	Cached bool // another host sent it; several targets may read it
	Read   bool // it was read from the disk, not sent in this run: it must be as the lock knows it
}
