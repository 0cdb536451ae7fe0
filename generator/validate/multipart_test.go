package validate

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// partFields are those of a form, and files.
var partFields = slices.Concat([]FormField{
	{Name: "file", Part: &Part{File: true, Types: []string{"image/png", "text/*"}, Max: 9}},
	{Name: "files", List: true, Part: &Part{File: true, Min: 2}},
	{Name: "json", Kind: FormOnlyJSON, Part: &Part{Types: []string{"application/json"}}},
	{Name: "long", Part: &Part{Max: MaxField + 8}},
}, styledFields)

// decodedText is what stands for a decoder: it takes any JSON.
func decodedText(data []byte, _ ...Option) (string, error) { return string(data), skip(data) }

// TestMultipartInverse writes random members and files as parts, and reads them.
func TestMultipartInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z"\\{}<é]{0,4}`)
		body := map[string]any{}
		value := map[string]*rapid.Generator[any]{
			"text": rapid.Map(text, func(s string) any { return s }),
			"json": rapid.Map(text, func(s string) any { return s }),
			"csv":  rapid.Map(rapid.SliceOfN(rapid.Int(), 1, 3), func(l []int) any { return l }),
			"deep": rapid.Map(rapid.Int(), func(i int) any { return map[string]any{"x": i} }),
			`odd"`: rapid.Map(text, func(s string) any { return s }),
			"":     rapid.Map(text, func(s string) any { return s }),
		}
		for _, name := range Keys(value) {
			if rapid.Bool().Draw(t, "has "+name) {
				body[name] = value[name].Draw(t, name)
			}
		}
		var files []*File
		var want []string
		if rapid.Bool().Draw(t, "file") {
			content := rapid.StringN(0, -1, 9).Draw(t, "content")
			files = append(files, &File{Name: "file", Filename: "a.txt", ContentType: "text/plain", Reader: strings.NewReader(content)})
			want = append(want, "file a.txt "+content)
		}
		for range rapid.IntRange(0, 2).Draw(t, "files") {
			content := rapid.StringN(2, 9, -1).Draw(t, "content")
			files = append(files, &File{Name: "files", Reader: strings.NewReader(content)})
			want = append(want, "files files "+content)
		}
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		if err := EncodeMultipart(body, w, files, partFields, func(data []byte, _ ...Option) error { return skip(data) }); err != nil {
			t.Fatal(err)
		}
		w.Close()
		var got []string
		data, err := DecodeMultipart(multipart.NewReader(&b, w.Boundary()), func(f *File) error {
			content, err := io.ReadAll(f)
			got = append(got, f.Name+" "+f.Filename+" "+string(content))
			return err
		}, partFields, decodedText, nil)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%v, files %q, want %q", err, got, want)
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal([]byte(data), &members); err != nil {
			t.Fatal(err)
		}
		delete(members, "file")
		delete(members, "files")
		back, _ := json.Marshal(members)
		sent, _ := json.Marshal(body)
		if string(Canonical(back)) != string(Canonical(sent)) {
			t.Fatalf("%s comes back as %s", sent, back)
		}
	})
}

// TestMultipartOfNothing holds that a value is not sent as parts whose required list, which
// is empty, no server would find; and that others are.
func TestMultipartOfNothing(t *testing.T) {
	t.Parallel()
	fields := []FormField{{Name: "list", List: true}, {Name: "note", List: true}}
	check := func(data []byte, _ ...Option) error {
		if !bytes.Contains(data, []byte(`"list"`)) {
			return Errors{{Pointer: "/list", Keyword: "required", Message: "is required"}}
		}
		return nil
	}
	for body, said := range map[string]string{
		`{"list":["a"],"note":[]}`: "",
		`{"list":[],"note":["b"]}`: "/list is required",
	} {
		var b bytes.Buffer
		err := EncodeMultipart(json.RawMessage(body), multipart.NewWriter(&b), nil, fields, check)
		if (err == nil) != (said == "") || err != nil && err.Error() != said || (b.Len() > 0) != (said == "") {
			t.Errorf("%s: %v, and %d bytes are written", body, err, b.Len())
		}
	}
}

// TestMultipartLimits shows that a field may be as long as its schema says.
func TestMultipartLimits(t *testing.T) {
	for _, c := range []struct {
		name string
		size int
		want string
	}{
		{"long", MaxField + 8, ""},
		{"long", MaxField + 9, "/long must have at most " + strconv.Itoa(MaxField+8) + " bytes"},
		{"text", MaxField, ""},
		{"text", MaxField + 1, "/text must have at most 1048576 bytes"},
		{"file", 9, ""},
		{"file", 10, "/file must have at most 9 bytes"},
		{"files", 1, "/files/0 must have at least 2 bytes"},
		{"files", MaxFields + 1, ""},
	} {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		part, _ := w.CreateFormField(c.name)
		part.Write(bytes.Repeat([]byte("x"), c.size))
		w.Close()
		got := ""
		if _, err := DecodeMultipart(multipart.NewReader(&b, w.Boundary()), nil, partFields, decodedText, nil); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s of %d bytes: %q, want %q", c.name, c.size, got, c.want)
		}
	}
	if _, err := DecodeMultipart(multipart.NewReader(strings.NewReader("--"), ""), nil, partFields, decodedText, nil); err == nil {
		t.Error("a body without a boundary is read")
	}
}

// FuzzMultipart shows that what is read of any body is JSON, and that no error has
// more of it than names.
func FuzzMultipart(f *testing.F) {
	f.Add("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nx\r\n--b--\r\n")
	f.Add("--b\r\nContent-Disposition: form-data; name=file; filename=\"a\"\r\nContent-Type: image/png\r\n\r\nx\r\n--b--")
	f.Add("--b\r\nContent-Type: text/plain; charset\r\nContent-Disposition: form-data; name=\"deep[x]\"\r\n\r\n\xff\r\n--b\r\n\r\n")
	f.Fuzz(func(t *testing.T, body string) {
		data, err := DecodeMultipart(multipart.NewReader(strings.NewReader(body), "b"), func(f *File) error {
			_, err := io.Copy(io.Discard, f)
			return err
		}, partFields, func(data []byte, _ ...Option) (string, error) { return string(data), nil }, nil)
		if err == nil && utf8.ValidString(data) {
			if err := skip([]byte(data)); err != nil && !strings.Contains(err.Error(), "given once") && !strings.Contains(err.Error(), "surrogate") {
				t.Errorf("%q is read as %q: %v", body, data, err)
			}
		}
	})
}

// A part with an empty name is one of that name; a part without a name, and a name
// that no part can have, are refused.
func TestPartNames(t *testing.T) {
	for header, want := range map[string]string{
		`form-data; name=""`:     `{"":"x"}`,
		`form-data`:              "must have a name in each part",
		`attachment; name=""`:    "must have a name in each part",
		`form-data; name="a`:     "must have a name in each part",
		`form-data; name="a\"b"`: `{"a\"b":"x"}`,
	} {
		body := "--b\r\nContent-Disposition: " + header + "\r\n\r\nx\r\n--b--\r\n"
		got, err := DecodeMultipart(multipart.NewReader(strings.NewReader(body), "b"), nil, nil, decodedText, nil)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	check := func([]byte, ...Option) error { return nil }
	err := EncodeMultipart(map[string]any{"a\a": "x", "b": "y"}, w, nil, nil, check)
	if err == nil || !strings.Contains(err.Error(), "a part cannot have this name") || b.Len() > 0 {
		t.Errorf("%v, and %d bytes were written", err, b.Len())
	}
}
