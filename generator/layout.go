// This file lays out the emitted Go in files, as the target asks.

package generator

import (
	"path"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gofiles"
	"github.com/oasmint/oasmint/generator/output"
)

// oneFile is what the file is called that all Go of a package is in. No name of a
// package is in it, since it might end as that of a system: api_linux.
const oneFile = "api.gen.go"

// layOut joins or cuts the files of the emitted Go package.
func (r *run) layOut() error {
	how := ""
	if r.target.Has("go") {
		how = r.target.Get("go", "files")
	}
	if how != "one" && how != "bounded" {
		return nil
	}
	folder := path.Clean(r.target.Get("go", "out"))
	var own []gofiles.File // of the package itself, without the run-time package
	var rest []output.File
	for _, f := range r.Files {
		if path.Ext(f.Path) == ".go" && path.Dir(f.Path) == folder {
			own = append(own, gofiles.File{Name: path.Base(f.Path), Source: f.Data})
		} else {
			rest = append(rest, f)
		}
	}
	var laid []gofiles.File
	if how == "one" {
		joined, err := gofiles.One(oneFile, own)
		if err != nil {
			return err
		}
		laid = append(laid, joined)
	} else {
		for _, f := range own {
			cut, err := gofiles.Bounded(f, r.target.Int("go", "lines"))
			if err != nil {
				return err
			}
			laid = append(laid, cut...)
		}
	}
	r.Files = rest
	for _, f := range laid {
		r.Files = append(r.Files, output.File{Path: path.Join(folder, f.Name), Data: f.Source})
	}
	return r.readAgain(laid)
}

// readAgain reads the emitted Go back from the files that it is in now.
func (r *run) readAgain(files []gofiles.File) error {
	keep := r.Go.Syntax != nil
	read, err := goapi.Read(files[0].Name, files[0].Source, keep)
	for _, f := range files[1:] {
		if err == nil {
			err = read.Add(f.Name, f.Source)
		}
	}
	if err != nil {
		return err
	}
	read.NameFields(r.API.Schemas)
	r.Go = read
	return nil
}
