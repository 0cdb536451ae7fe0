module github.com/oasmint/oasmint

go 1.26.8
